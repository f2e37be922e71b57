import type { Alert } from "../alerts/alert.ts";
import { toSeconds } from "../base/clock.ts";
import { type AlertCounts, NO_ALERTS, recount, severityOf, statusOf } from "./alert-counts.ts";
import { type Incident, isOpen, newIncident } from "./incident.ts";

/** A new alert that joins no incident opens one (I1): title, description and images are the alert's, and so are, from then on, its labels. */
export function openIncident(alert: Alert, integrationType: string, incidentId: string, nowMs: number): Incident {
  const from = {
    incidentId,
    channelId: alert.channelId,
    integrationId: alert.integrationId,
    integrationIds: [alert.integrationId],
    integrationTypes: [integrationType],
    title: alert.title,
    description: alert.description,
    severity: alert.severity,
    status: alert.status,
    firstAlertId: alert.alertId,
    images: alert.images,
    dedupKey: alert.alertKey,
    startTime: alert.startTime,
    lastTime: alert.lastTime,
    createdAt: toSeconds(nowMs),
  };
  return newIncident(from, recount(NO_ALERTS, null, alert));
}

/** How far an incident's last time may lag behind that of its alerts, in seconds, while they say nothing new. */
const LAST_TIME_LAG = 60;

/**
 * The incident after one of its alerts changed from `before` to `after`. A closed incident follows nothing (P6). A refresh that says
 * nothing new leaves it as it is, since most events are refreshes: its last time then lags by less than a minute.
 */
export function followAlert(incident: Incident, before: Alert, after: Alert, nowMs: number): Incident {
  if (!isOpen(incident)) return incident;
  const isNews = before.eventCnt !== after.eventCnt || before.progress !== after.progress;
  const isLate = after.lastTime - incident.lastTime >= LAST_TIME_LAG;
  if (!isNews && !isLate) return incident;
  const counts = recount(incident, before, after);
  return {
    ...incident,
    ...counts,
    ...judge(incident, counts),
    lastTime: Math.max(incident.lastTime, after.lastTime),
    updatedAt: toSeconds(nowMs),
  };
}

/** Severity and status as the counts have them; a severity that a person set stays. */
function judge(incident: Incident, counts: AlertCounts): Pick<Incident, "severity" | "status"> {
  const isSet = incident.manualOverrides.includes("incident_severity");
  return {
    severity: isSet ? incident.severity : (severityOf(counts) ?? incident.severity),
    status: statusOf(counts) ?? incident.status,
  };
}

/** Whether an open incident ends now because none of its alerts is open any more (I15), unless its channel keeps incidents open. */
export function endsWithAlerts(incident: Incident, autoCloses: boolean): boolean {
  return autoCloses && isOpen(incident) && incident.alertCnt > 0 && incident.activeAlertCnt === 0;
}

/** What is written down when an incident is resolved; what is left out stays. */
export type Findings = { rootCause?: string | undefined; resolution?: string | undefined };

/**
 * What ends an incident: its alerts (I15), the last of which ended at a time in Unix seconds; a person (I14), who may also have deleted
 * its channel; or the timer of its channel (I16).
 */
export type IncidentClosing =
  | { from: "event"; endTime: number }
  | { from: "console"; personId: number; findings: Findings }
  | { from: "autorslv" };

/** The incident closed. Its status stays what its alerts said; it has an end only when all of them recovered. */
export function closeIncident(incident: Incident, by: IncidentClosing, nowMs: number): Incident {
  const now = toSeconds(nowMs);
  const closed = { ...incident, progress: "Closed", closerId: 0, closeTime: now, updatedAt: now } as const;
  switch (by.from) {
    case "event":
      return { ...closed, endTime: incident.status === "Ok" ? Math.max(by.endTime, incident.startTime) : 0 };
    case "console": {
      const { rootCause = incident.rootCause, resolution = incident.resolution } = by.findings;
      return { ...closed, closerId: by.personId, rootCause, resolution };
    }
    case "autorslv":
      return closed;
  }
}

/** A closed incident opened again by a person (I18); nobody has acknowledged it from then on. */
export function reopenIncident(incident: Incident, nowMs: number): Incident {
  const cleared = { closerId: 0, closeTime: 0, endTime: 0, ackTime: 0, snoozedBefore: 0 };
  return { ...incident, ...cleared, progress: "Triggered", updatedAt: toSeconds(nowMs) };
}
