import { Badge, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import type { channelItem } from "../../contract/operations/channel.ts";
import { Moment } from "./moment.tsx";
import { Severity } from "./severity.tsx";

/** A channel at a glance: how bad it is, and how much of it is in hand. */
export function ChannelCard({ channel }: { channel: z.output<typeof channelItem> }) {
  const t = useTranslations("channels");
  const { Triggered, Processing } = channel.progress_to_incident_cnts;
  return (
    <Link
      to="/channel/detail/$channelId"
      params={{ channelId: String(channel.channel_id) }}
      className="card"
      aria-label={channel.channel_name}
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <span className="card-name">{channel.channel_name}</span>
        <Severity severity={channel.active_incident_highest_severity} />
      </Group>
      {channel.status === "disabled" && <Badge variant="default">{t("disabled")}</Badge>}
      {channel.description && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {channel.description}
        </Text>
      )}
      <Group gap="md" mt="auto">
        {Triggered + Processing === 0 ? (
          <span>{t("open", { count: 0 })}</span>
        ) : (
          <>
            <span>
              <b>{Triggered}</b> {t("triggered")}
            </span>
            <span>
              <b>{Processing}</b> {t("processing")}
            </span>
          </>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {channel.last_incident_at > 0
          ? t.rich("latest", { when: () => <Moment seconds={channel.last_incident_at} /> })
          : t("never")}
      </Text>
    </Link>
  );
}
