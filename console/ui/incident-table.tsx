import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { openIncidents } from "../api/incident-queries.ts";
import { EmptyState } from "./empty-state.tsx";
import { Moment } from "./moment.tsx";
import { Problem } from "./problem.tsx";
import { RecordTable } from "./record-table.tsx";
import { Severity } from "./severity.tsx";

/** Open incidents of a channel, or of all. */
export function IncidentTable({ channelId }: { channelId: number | null }) {
  const t = useTranslations("incidents");
  const progress = useTranslations("progress");
  const { data, error, refetch } = useQuery(openIncidents(channelId));
  if (error) return <Problem error={error} onRetry={refetch} />;
  if (!data) return null;
  if (data.items.length === 0) return <EmptyState title={t("emptyTitle")} lead={t("emptyLead")} />;
  const rows = data.items.map((incident) => ({
    key: incident.incident_id,
    cells: [
      <Severity key="severity" severity={incident.incident_severity} />,
      incident.title,
      progress(incident.progress),
      incident.channel_name,
      <Moment key="started" seconds={incident.start_time} />,
      incident.alert_cnt,
    ],
  }));
  const heads = [t("severity"), t("incident"), t("progress"), t("channel"), t("started"), t("alerts")];
  return <RecordTable label={t("title")} heads={heads} rows={rows} />;
}
