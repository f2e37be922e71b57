import "./incident-facts.css";
import { useTranslations } from "use-intl";
import { Duration } from "../records/duration.tsx";
import { Facts } from "../records/facts.tsx";
import { Moment } from "../ui/moment.tsx";
import { Severity } from "../ui/severity.tsx";
import { TextLink } from "../ui/text-link.tsx";
import type { IncidentItem } from "./incident-queries.ts";

/** Where, when and who, beside an incident. */
export function IncidentFacts({ incident }: { incident: IncidentItem }) {
  const t = useTranslations("incident");
  const { channel_id, channel_name, closer, start_time, close_time, ack_time } = incident;
  const channel = (
    <TextLink to="/channel/detail/$channelId" params={{ channelId: String(channel_id) }} size="sm">
      {channel_name}
    </TextLink>
  );
  const alerts = t("alertCount", { active: incident.active_alert_cnt, total: incident.alert_cnt });
  return (
    <Facts
      label={t("about")}
      facts={[
        [t("channel"), channel_name ? channel : t("noChannel")],
        [t("responders"), <Responders key="responders" incident={incident} />],
        [t("status"), <Severity key="status" severity={incident.incident_status} />],
        [t("started"), <Moment key="started" seconds={start_time} isExact />],
        [t("lastEvent"), <Moment key="last" seconds={incident.last_time} isExact />],
        [t("acknowledged"), ack_time ? <Moment key="ack" seconds={ack_time} isExact /> : null],
        [t("closed"), close_time ? <Moment key="closed" seconds={close_time} isExact /> : null],
        [t("closedBy"), close_time ? closer.person_name || t("theHub") : null],
        [t("lasted"), close_time ? <Duration key="lasted" seconds={close_time - start_time} /> : null],
        [t("alerts"), alerts],
        [t("events"), incident.alert_event_cnt],
      ]}
    />
  );
}

function Responders({ incident: { responders } }: { incident: IncidentItem }) {
  const t = useTranslations("incident");
  if (responders.length === 0) return t("nobody");
  return (
    <ul className="people">
      {responders.map((one) => (
        <li key={one.person_id}>
          {one.person_name} <span>({t(one.acknowledged_at > 0 ? "held" : "notHeld")})</span>
        </li>
      ))}
    </ul>
  );
}
