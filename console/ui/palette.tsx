import { VisuallyHidden } from "@mantine/core";
import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconLayoutGrid } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { channels } from "../api/channel-queries.ts";
import { useMay } from "../api/permissions.ts";
import { useDestinations } from "./use-destinations.ts";

const RESULTS_MAX = 12;

/** Goes to any page or channel by name: Ctrl K, or Cmd K. */
export function Palette() {
  const t = useTranslations("frame");
  const navigation = useTranslations("navigation");
  const navigate = useNavigate();
  const { data } = useQuery({ ...channels(1), enabled: useMay("Channels/Read") });
  const pages: SpotlightActionData[] = useDestinations()
    .flatMap((group) => group.pages)
    .map(({ to, name, icon: Icon }) => ({
      id: to,
      label: navigation(name),
      leftSection: <Icon size={18} aria-hidden />,
      onClick: () => navigate({ to }),
    }));
  const places: SpotlightActionData[] = (data?.items ?? []).map(({ channel_id, channel_name }) => ({
    id: String(channel_id),
    label: channel_name,
    leftSection: <IconLayoutGrid size={18} aria-hidden />,
    onClick: () => navigate({ to: "/channel/detail/$channelId", params: { channelId: String(channel_id) } }),
  }));
  return (
    <Spotlight
      actions={[...pages, ...places]}
      title={<VisuallyHidden>{t("search")}</VisuallyHidden>}
      limit={RESULTS_MAX}
      shortcut="mod + K"
      highlightQuery
      scrollable
      nothingFound={t("searchNothing")}
      searchProps={{ placeholder: t("searchHint"), "aria-label": t("searchHint") }}
      transitionProps={{ duration: 0 }}
    />
  );
}
