import { Text, Title } from "@mantine/core";
import { useTranslations } from "use-intl";
import { ChannelNames } from "../channels/channel-name.tsx";
import { ChannelChoice } from "./channel-choice.tsx";
import { useEditing } from "./editing.tsx";
import { changeDefault } from "./route-draft.ts";

/** Where events go that no case took. */
export function DefaultRoute() {
  const t = useTranslations("route");
  const { draft, canEdit, change } = useEditing();
  const channelIds = draft.fallback?.channel_ids ?? [];
  return (
    <section className="card" aria-labelledby="route-default">
      <Title order={3} size="h2" id="route-default">
        {t("defaultTitle")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("defaultLead")}
      </Text>
      {canEdit ? (
        <ChannelChoice
          label={t("defaultChannels")}
          value={channelIds}
          onChange={(ids) => change(changeDefault(draft, ids))}
        />
      ) : (
        <ChannelNames ids={channelIds} />
      )}
    </section>
  );
}
