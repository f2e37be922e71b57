import { useTranslations } from "use-intl";
import { Duration } from "../records/duration.tsx";
import { Moment } from "../ui/moment.tsx";
import { Severity } from "../ui/severity.tsx";
import { TextLink } from "../ui/text-link.tsx";
import type { AlertItem } from "./alert-queries.ts";
import { AlertState } from "./alert-state.tsx";

type AlertRowProps = {
  alert: AlertItem;
  /** Within one channel its name says nothing, within an incident neither does the incident's. */
  showsChannel: boolean;
  showsIncident: boolean;
};

/** One alert of a list. */
export function AlertRow({ alert, showsChannel, showsIncident }: AlertRowProps) {
  const t = useTranslations("alerts");
  const { alert_id: alertId, incident, close_time: closed, start_time: started } = alert;
  return (
    <>
      <div className="record-severity">
        <Severity severity={alert.alert_severity} />
      </div>
      <div className="record-main">
        <TextLink to="/alert/detail/$alertId" params={{ alertId }} className="record-title">
          {alert.title}
        </TextLink>
        <div className="record-meta">
          {showsChannel && alert.channel_name && <span>{alert.channel_name}</span>}
          {alert.integration_name && <span>{alert.integration_name}</span>}
          <span>{t("eventCount", { count: alert.event_cnt })}</span>
          {alert.ever_muted && <span>{t("muted")}</span>}
        </div>
      </div>
      <div className="record-progress">
        <AlertState alert={alert} />
      </div>
      <div className="record-side record-when">
        <Moment seconds={started} />
        {closed > 0 && (
          <div className="record-meta">
            <span>
              {t("lasted")} <Duration seconds={closed - started} />
            </span>
          </div>
        )}
      </div>
      <div className="record-side record-who">
        {showsIncident && incident.incident_id && (
          <TextLink to="/incident/detail/$incidentId" params={{ incidentId: incident.incident_id }} size="sm">
            #{incident.incident_id.slice(-6).toUpperCase()}
          </TextLink>
        )}
      </div>
    </>
  );
}
