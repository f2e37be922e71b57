import { Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { AlertTable } from "../alerts/alert-table.tsx";
import { channel } from "../api/channel-queries.ts";
import { IncidentTable } from "../incidents/incident-table.tsx";
import { ChannelIntegrations } from "../ui/channel-integrations.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { Severity } from "../ui/severity.tsx";
import { TextLink } from "../ui/text-link.tsx";

const ROUTE = "/channel/detail/$channelId";
const TABS = ["incidents", "alerts", "integrations"] as const;

/** One channel: what is open in it, and what sends to it. */
export default function ChannelPage() {
  const t = useTranslations("channel");
  const channelId = Number(useParams({ from: ROUTE }).channelId);
  const { tab = "incidents" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const { data, error, refetch } = useQuery(channel(channelId));
  const turn = (wanted: string | null) => navigate({ search: { tab: TABS.find((one) => one === wanted) } });
  if (error) return <Problem error={error} onRetry={refetch} />;
  if (!data) return null;
  const back = (
    <TextLink to="/channel" size="sm">
      {t("back")}
    </TextLink>
  );
  return (
    <>
      <PageHead title={data.channel_name} back={back}>
        <Severity severity={data.active_incident_highest_severity} />
      </PageHead>
      {data.description && <Text mb="md">{data.description}</Text>}
      <Tabs value={tab} onChange={turn} keepMounted={false}>
        <Tabs.List aria-label={t("tabs")} mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="incidents">
          <IncidentTable channelId={channelId} />
        </Tabs.Panel>
        <Tabs.Panel value="alerts">
          <AlertTable channelId={channelId} />
        </Tabs.Panel>
        <Tabs.Panel value="integrations">
          <ChannelIntegrations channelId={channelId} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
