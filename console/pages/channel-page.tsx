import { Badge, Group, Tabs } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { AlertTable } from "../alerts/alert-table.tsx";
import { useMayOf } from "../api/permissions.ts";
import { ChannelCounts } from "../channels/channel-counts.tsx";
import { ChannelDanger } from "../channels/channel-danger.tsx";
import { type Channel, channel } from "../channels/channel-queries.ts";
import { ChannelSettings } from "../channels/channel-settings.tsx";
import { editingTeams } from "../channels/editing-teams.ts";
import { Star } from "../channels/star.tsx";
import { useRecentPlace } from "../frame/use-recent-place.ts";
import { IncidentTable } from "../incidents/incident-table.tsx";
import { ChannelIntegrations } from "../integrations/channel-integrations.tsx";
import { teamNamesOf } from "../people/people-queries.ts";
import { TeamsThatMay } from "../people/teams-that-may.tsx";
import { LostPage } from "../ui/lost-page.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTabs } from "../ui/page-tabs.tsx";
import { Problem } from "../ui/problem.tsx";
import { Severity } from "../ui/severity.tsx";
import { TextLink } from "../ui/text-link.tsx";

const ROUTE = "/channel/detail/$channelId";
const TABS = [
  ["incidents", "Incidents/Read"],
  ["alerts", "Incidents/Read"],
  ["integrations", "Integrations/Read"],
  ["settings", "Channels/Manage"],
] as const;

/** One channel: what is open in it, what sends to it, and how it is set up. */
export default function ChannelPage() {
  const channelId = Number(useParams({ from: ROUTE }).channelId);
  const { data, error, refetch } = useQuery(channel(channelId));
  if (error && !data) {
    return (
      <LostPage>
        <Problem error={error} onRetry={refetch} />
      </LostPage>
    );
  }
  return data ? <Page key={channelId} channel={data} /> : null;
}

function Page({ channel }: { channel: Channel }) {
  const t = useTranslations("channel");
  const { tab } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const may = useMayOf();
  const isOffered = (name: string) => name !== "settings" || channel.may_edit;
  const tabs = TABS.flatMap(([name, permission]) => (may(permission) && isOffered(name) ? [name] : []));
  const { channel_id: channelId } = channel;
  useRecentPlace({ kind: "channel", id: channelId, name: channel.channel_name });
  return (
    <>
      <PageHead title={channel.channel_name} lead={channel.description} back={<Back />}>
        <Star channel={channel} />
      </PageHead>
      <Facts channel={channel} />
      {may("Channels/Manage") && !channel.may_edit && <TeamsThatMay teamIds={editingTeams(channel)} />}
      <PageTabs
        label={t("tabs")}
        tabs={tabs}
        nameOf={(one) => t(one)}
        current={tabs.find((one) => one === tab) ?? tabs[0] ?? null}
        onTurn={(chosen) => navigate({ search: { tab: chosen } })}
      >
        <Tabs.Panel value="incidents">
          <IncidentTable channelId={channelId} />
        </Tabs.Panel>
        <Tabs.Panel value="alerts">
          <AlertTable channelId={channelId} />
        </Tabs.Panel>
        <Tabs.Panel value="integrations">
          <ChannelIntegrations channelId={channelId} mayAdd={may("Integrations/Manage") && channel.may_edit} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <ChannelSettings channel={channel} />
          <ChannelDanger channel={channel} />
        </Tabs.Panel>
      </PageTabs>
    </>
  );
}

function Back() {
  const t = useTranslations("channel");
  return (
    <TextLink to="/channel" size="sm">
      {t("back")}
    </TextLink>
  );
}

function Facts({ channel }: { channel: Channel }) {
  const t = useTranslations("channels");
  const { data: names } = useQuery(teamNamesOf([channel.team_id]));
  return (
    <Group gap="md" mb="md">
      <Severity severity={channel.active_incident_highest_severity} />
      <ChannelCounts channel={channel} />
      <span>{names && t("ofTeam", { team: names.get(channel.team_id) ?? "" })}</span>
      {channel.is_private && (
        <Badge variant="default" leftSection={<IconLock size={11} aria-hidden />}>
          {t("private")}
        </Badge>
      )}
      {channel.status === "disabled" && <Badge variant="default">{t("disabled")}</Badge>}
    </Group>
  );
}
