import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AlertRow } from "../alerts/alert-row.tsx";
import { RecordList } from "../records/record-list.tsx";
import { Problem } from "../ui/problem.tsx";
import { alertsOfIncident } from "./incident-queries.ts";

const nothing = () => undefined;

/** The alerts that belong to an incident, newest first. */
export function IncidentAlerts({ incidentId }: { incidentId: string }) {
  const t = useTranslations("incident");
  const { data, error, refetch } = useQuery(alertsOfIncident(incidentId));
  const [current, setCurrent] = useState<string | null>(null);
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  if (!data) return null;
  if (data.items.length === 0) return <Text c="dimmed">{t("noAlerts")}</Text>;
  return (
    <div className="panel alert-records">
      <RecordList
        label={t("tab_alerts")}
        items={data.items}
        keyOf={(alert) => alert.alert_id}
        severityOf={(alert) => alert.alert_severity}
        current={current}
        onCurrent={setCurrent}
        total={data.total}
        onNearEnd={nothing}
        onNearStart={nothing}
      >
        {(alert) => <AlertRow alert={alert} showsChannel={false} showsIncident={false} />}
      </RecordList>
    </div>
  );
}
