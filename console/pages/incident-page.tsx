import { Tabs } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { whoAmI } from "../api/who-am-i.ts";
import { CommandDialog } from "../incidents/command-dialog.tsx";
import { IncidentAlerts } from "../incidents/incident-alerts.tsx";
import { IncidentHead } from "../incidents/incident-head.tsx";
import { IncidentOverview } from "../incidents/incident-overview.tsx";
import { type IncidentItem, incident, incidentTimeline } from "../incidents/incident-queries.ts";
import { type Commands, useCommands } from "../incidents/use-commands.ts";
import { Timeline } from "../records/timeline.tsx";
import { LostPage } from "../ui/lost-page.tsx";
import { PageTabs } from "../ui/page-tabs.tsx";
import { Problem } from "../ui/problem.tsx";

const ROUTE = "/incident/detail/$incidentId";
const TABS = ["overview", "alerts", "timeline"] as const;

/** One incident: what it is, what belongs to it, what happened, and what can be done. */
export default function IncidentPage() {
  const { incidentId } = useParams({ from: ROUTE });
  const { data, error, refetch } = useQuery(incident(incidentId));
  if (error && !data) {
    return (
      <LostPage>
        <Problem error={error} onRetry={refetch} />
      </LostPage>
    );
  }
  return data ? <Found key={incidentId} incident={data} /> : null;
}

function Found({ incident: found }: { incident: IncidentItem }) {
  const t = useTranslations("incident");
  const { tab = "overview" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const { data: me } = useQuery({ ...whoAmI, refetchOnMount: false });
  const commands = useCommands();
  const isMine = found.responders.some((one) => one.person_id === me?.member_id && one.acknowledged_at > 0);
  useAcknowledgedByLink(found, isMine, commands);
  const turn = (chosen?: (typeof TABS)[number]) => {
    void navigate({
      search: (before) => ({ ...before, tab: chosen === "overview" ? undefined : chosen }),
      replace: true,
    });
  };
  return (
    <>
      <IncidentHead incident={found} isMine={isMine} commands={commands} />
      {commands.error && !commands.asked && <Problem error={commands.error} />}
      <PageTabs label={t("tabs")} tabs={TABS} nameOf={(one) => t(`tab_${one}`)} current={tab} onTurn={turn}>
        <Tabs.Panel value="overview">
          <IncidentOverview incident={found} />
        </Tabs.Panel>
        <Tabs.Panel value="alerts">
          <IncidentAlerts incidentId={found.incident_id} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <IncidentTimeline incident={found} />
        </Tabs.Panel>
      </PageTabs>
      <CommandDialog commands={commands} />
    </>
  );
}

function IncidentTimeline({ incident: { incident_id, integration_id } }: { incident: IncidentItem }) {
  return <Timeline query={useInfiniteQuery(incidentTimeline(incident_id))} integrationId={integration_id} />;
}

/** A link with `?ack=1` acknowledges, once; the address then is the plain one, so that it can be handed on. */
function useAcknowledgedByLink(found: IncidentItem, isMine: boolean, { run }: Commands): void {
  const { ack } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const isDone = useRef(false);
  useEffect(() => {
    if (!ack || isDone.current) return;
    isDone.current = true;
    if (found.progress !== "Closed" && !isMine) run([found.incident_id], { name: "ack" });
    void navigate({ search: (before) => ({ ...before, ack: undefined }), replace: true });
  }, [ack, found, isMine, run, navigate]);
}
