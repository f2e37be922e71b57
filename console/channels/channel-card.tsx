import { Badge, Group, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Card } from "../ui/card.tsx";
import { Moment } from "../ui/moment.tsx";
import { Severity } from "../ui/severity.tsx";
import { ChannelCounts } from "./channel-counts.tsx";
import type { Channel } from "./channel-queries.ts";
import { Star } from "./star.tsx";

/** A channel at a glance: how bad it is, and how much of it is in hand. */
export function ChannelCard({ channel, teamName }: { channel: Channel; teamName: string }) {
  const t = useTranslations("channels");
  const { active_incident_highest_severity: severity, last_incident_at: lastAt } = channel;
  const name = (
    <Link to="/channel/detail/$channelId" params={{ channelId: String(channel.channel_id) }} className="card-link">
      {channel.channel_name}
    </Link>
  );
  return (
    <Card name={name} edge={severity} action={<Star channel={channel} />}>
      <Group gap="xs">
        <Severity severity={severity} />
        {channel.status === "disabled" && <Badge variant="default">{t("disabled")}</Badge>}
        {channel.is_private && (
          <Badge variant="default" leftSection={<IconLock size={11} aria-hidden />}>
            {t("private")}
          </Badge>
        )}
      </Group>
      {channel.description && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {channel.description}
        </Text>
      )}
      <Group mt="auto" gap="md">
        <ChannelCounts channel={channel} />
      </Group>
      <Text size="xs" c="dimmed">
        {teamName && `${teamName} · `}
        {lastAt > 0 ? t.rich("latest", { when: () => <Moment seconds={lastAt} /> }) : t("never")}
      </Text>
    </Card>
  );
}
