import { Checkbox } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Duration } from "../records/duration.tsx";
import { Moment } from "../ui/moment.tsx";
import { Severity } from "../ui/severity.tsx";
import { TextLink } from "../ui/text-link.tsx";
import type { IncidentItem } from "./incident-queries.ts";
import { Progress } from "./progress.tsx";

type IncidentRowProps = {
  incident: IncidentItem;
  /** Within one channel its name says nothing. */
  showsChannel: boolean;
  isSelected: boolean;
  /** Absent where nothing can be done with what is selected. */
  onSelect?: ((isSelected: boolean) => void) | undefined;
};

/** One incident of a list. */
export function IncidentRow({ incident, showsChannel, isSelected, onSelect }: IncidentRowProps) {
  const t = useTranslations("incidents");
  const { incident_id: incidentId, title, num, channel_name: channel, alert_cnt, active_alert_cnt } = incident;
  return (
    <>
      <div className="record-box">
        {onSelect && (
          <Checkbox
            size="xs"
            aria-label={t("select", { title })}
            checked={isSelected}
            onChange={(event) => onSelect(event.currentTarget.checked)}
          />
        )}
      </div>
      <div className="record-severity">
        <Severity severity={incident.incident_severity} />
      </div>
      <div className="record-main">
        <TextLink to="/incident/detail/$incidentId" params={{ incidentId }} className="record-title">
          {title}
        </TextLink>
        <div className="record-meta">
          <span>#{num}</span>
          {showsChannel && channel && <span>{channel}</span>}
          <span>{t("alertCount", { active: active_alert_cnt, total: alert_cnt })}</span>
        </div>
      </div>
      <div className="record-progress">
        <Progress progress={incident.progress} />
      </div>
      <div className="record-side record-when">
        <Moment seconds={incident.start_time} />
        <Lasted incident={incident} />
      </div>
      <div className="record-side record-who">
        {holdersOf(incident)
          .map(({ person_name }) => person_name)
          .join(", ")}
      </div>
    </>
  );
}

/** Who holds an incident now, or held it when it was closed. */
function holdersOf({ responders }: IncidentItem) {
  return responders.filter(({ acknowledged_at }) => acknowledged_at > 0);
}

function Lasted({ incident: { close_time, start_time } }: { incident: IncidentItem }) {
  const t = useTranslations("incidents");
  if (close_time === 0) return null;
  return (
    <div className="record-meta">
      <span>
        {t("lasted")} <Duration seconds={close_time - start_time} />
      </span>
    </div>
  );
}
