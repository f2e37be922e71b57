import "./alert-facts.css";
import { useTranslations } from "use-intl";
import { Duration } from "../records/duration.tsx";
import { Facts } from "../records/facts.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Moment } from "../ui/moment.tsx";
import { Severity } from "../ui/severity.tsx";
import { TextLink } from "../ui/text-link.tsx";
import type { AlertItem } from "./alert-queries.ts";

/** Where an alert came from, where it went, and when. */
export function AlertFacts({ alert }: { alert: AlertItem }) {
  const t = useTranslations("alert");
  const { incident, start_time, end_time, close_time } = alert;
  const incidentLink = (
    <TextLink to="/incident/detail/$incidentId" params={{ incidentId: incident.incident_id }} size="sm">
      {incident.title}
    </TextLink>
  );
  const channel = (
    <TextLink to="/channel/detail/$channelId" params={{ channelId: String(alert.channel_id) }} size="sm">
      {alert.channel_name}
    </TextLink>
  );
  const integration = (
    <TextLink
      to="/integration/detail/$integrationId"
      params={{ integrationId: String(alert.integration_id) }}
      size="sm"
    >
      {alert.integration_name}
    </TextLink>
  );
  const key = (
    <>
      <code className="key">{alert.alert_key}</code>{" "}
      <CopyButton text={alert.alert_key} label={t("copyKey")} variant="default" size="compact-xs" />
    </>
  );
  return (
    <Facts
      label={t("about")}
      facts={[
        [t("incident"), incident.incident_id ? incidentLink : t("noIncident")],
        [t("channel"), alert.channel_name ? channel : t("noIncident")],
        [t("integration"), alert.integration_name ? integration : t("noIncident")],
        [t("status"), <Severity key="status" severity={alert.alert_status} />],
        [t("started"), <Moment key="started" seconds={start_time} isExact />],
        [t("lastEvent"), <Moment key="last" seconds={alert.last_time} isExact />],
        [t("ended"), end_time ? <Moment key="ended" seconds={end_time} isExact /> : null],
        [t("closed"), close_time ? <Moment key="closed" seconds={close_time} isExact /> : null],
        [t("lasted"), close_time ? <Duration key="lasted" seconds={close_time - start_time} /> : null],
        [t("events"), alert.event_cnt],
        [t("key"), key],
      ]}
    />
  );
}
