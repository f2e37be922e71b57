import { worse } from "../../contract/severity.ts";
import type { Alert } from "../alerts/alert.ts";
import { toSeconds } from "../base/clock.ts";
import { type Incident, isOpen } from "./incident.ts";

/** A new alert that joins no incident opens one (I1): title, description, labels and images are the alert's. */
export function openIncident(alert: Alert, integrationType: string, incidentId: string, nowMs: number): Incident {
  return {
    incidentId,
    channelId: alert.channelId,
    integrationId: alert.integrationId,
    integrationIds: [alert.integrationId],
    integrationTypes: [integrationType],
    title: alert.title,
    description: alert.description,
    severity: alert.severity,
    status: alert.status,
    progress: "Triggered",
    labels: alert.labels,
    images: alert.images,
    dedupKey: alert.alertKey,
    groupMethod: "n",
    everMuted: false,
    startTime: alert.startTime,
    lastTime: alert.lastTime,
    ackTime: 0,
    endTime: 0,
    closeTime: 0,
    snoozedBefore: 0,
    creatorId: 0,
    closerId: 0,
    ownerId: 0,
    impact: "",
    rootCause: "",
    resolution: "",
    manualOverrides: [],
    fields: {},
    alertCnt: 1,
    activeAlertCnt: 1,
    alertEventCnt: 1,
    createdAt: toSeconds(nowMs),
    updatedAt: toSeconds(nowMs),
  };
}

/** How an incident follows one of its alerts. `closed` says that this change closed it (I15). */
export type IncidentChange = { incident: Incident; closed: boolean };

/**
 * The incident after one of its alerts changed from `before` to `after`. It closes when no alert of it is open any more, unless
 * the channel keeps incidents open (`spec.md` §5.9, D42). A closed incident follows nothing (P6).
 */
export function followAlert(
  incident: Incident,
  before: Alert,
  after: Alert,
  autoCloses: boolean,
  nowMs: number,
): IncidentChange {
  if (!isOpen(incident)) return { incident, closed: false };
  const wentClosed = before.progress === "Triggered" && after.progress === "Closed";
  const activeAlertCnt = incident.activeAlertCnt - (wentClosed ? 1 : 0);
  const isFree = (field: string) => !incident.manualOverrides.includes(field);
  const leads = incident.dedupKey === after.alertKey && incident.integrationId === after.integrationId;
  const followed: Incident = {
    ...incident,
    severity: isFree("incident_severity") ? worse(incident.severity, after.severity) : incident.severity,
    // One alert an incident until grouping: its status is the incident's.
    status: after.status,
    labels: leads ? after.labels : incident.labels,
    lastTime: Math.max(incident.lastTime, after.lastTime),
    activeAlertCnt,
    alertEventCnt: incident.alertEventCnt + after.eventCnt - before.eventCnt,
    updatedAt: toSeconds(nowMs),
  };
  if (!wentClosed || activeAlertCnt > 0 || !autoCloses) return { incident: followed, closed: false };
  return { incident: closeWithAlerts(followed, after, nowMs), closed: true };
}

function closeWithAlerts(incident: Incident, last: Alert, nowMs: number): Incident {
  const endTime = incident.status === "Ok" ? Math.max(last.endTime, incident.startTime) : 0;
  return { ...incident, progress: "Closed", closerId: 0, endTime, closeTime: toSeconds(nowMs) };
}
