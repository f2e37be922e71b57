import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { activeAlerts } from "../api/alert-queries.ts";
import { EmptyState } from "./empty-state.tsx";
import { Moment } from "./moment.tsx";
import { Problem } from "./problem.tsx";
import { RecordTable } from "./record-table.tsx";
import { Severity } from "./severity.tsx";

/** Active alerts of a channel, or of all. */
export function AlertTable({ channelId }: { channelId: number | null }) {
  const t = useTranslations("alerts");
  const { data, error, refetch } = useQuery(activeAlerts(channelId));
  if (error) return <Problem error={error} onRetry={refetch} />;
  if (!data) return null;
  if (data.items.length === 0) return <EmptyState title={t("emptyTitle")} lead={t("emptyLead")} />;
  const rows = data.items.map((alert) => ({
    key: alert.alert_id,
    cells: [
      <Severity key="severity" severity={alert.alert_severity} />,
      alert.title,
      alert.channel_name,
      alert.integration_name,
      <Moment key="started" seconds={alert.start_time} />,
      alert.event_cnt,
    ],
  }));
  const heads = [t("severity"), t("alert"), t("channel"), t("integration"), t("started"), t("events")];
  return <RecordTable label={t("title")} heads={heads} rows={rows} />;
}
