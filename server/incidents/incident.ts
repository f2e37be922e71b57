import type { EventImage } from "../../contract/event-image.ts";
import type { EventStatus, Severity } from "../../contract/severity.ts";
import type { AlertCounts } from "./alert-counts.ts";

/** Where an incident stands: nobody on it, somebody on it, over. */
export type IncidentProgress = "Triggered" | "Processing" | "Closed";

/** The unit people handle (I1). Times are Unix seconds, 0 = not set. */
export type Incident = AlertCounts & {
  incidentId: string;
  channelId: number;
  integrationId: number;
  integrationIds: number[];
  integrationTypes: string[];
  title: string;
  description: string;
  severity: Severity;
  /** Derived from its alerts: `Ok` when every one recovered, else the worst that has not. */
  status: EventStatus;
  progress: IncidentProgress;
  /** The alert that opened it: its labels are the incident's, as they are now. "" when a person opened the incident. */
  firstAlertId: string;
  images: readonly EventImage[];
  dedupKey: string;
  groupMethod: "n" | "p" | "i";
  everMuted: boolean;
  startTime: number;
  lastTime: number;
  ackTime: number;
  endTime: number;
  closeTime: number;
  snoozedBefore: number;
  /** 0 = the system. */
  creatorId: number;
  closerId: number;
  ownerId: number;
  impact: string;
  rootCause: string;
  resolution: string;
  /** Fields a person edited: they stop following the alerts. */
  manualOverrides: string[];
  fields: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
};

/** The columns of an incident and their SQL types. A new field stands here, in a migration, in the contract and in `incident-items.ts`. */
export const INCIDENT_COLUMNS = {
  incidentId: "text",
  channelId: "bigint",
  integrationId: "bigint",
  integrationIds: "bigint[]",
  integrationTypes: "text[]",
  title: "text",
  description: "text",
  severity: "text",
  status: "text",
  progress: "text",
  firstAlertId: "text",
  images: "json",
  dedupKey: "text",
  groupMethod: "text",
  everMuted: "boolean",
  startTime: "bigint",
  lastTime: "bigint",
  ackTime: "bigint",
  endTime: "bigint",
  closeTime: "bigint",
  snoozedBefore: "bigint",
  creatorId: "bigint",
  closerId: "bigint",
  ownerId: "bigint",
  impact: "text",
  rootCause: "text",
  resolution: "text",
  manualOverrides: "text[]",
  fields: "json",
  alertCnt: "integer",
  activeAlertCnt: "integer",
  alertEventCnt: "integer",
  criticalCnt: "integer",
  warningCnt: "integer",
  infoCnt: "integer",
  firingCriticalCnt: "integer",
  firingWarningCnt: "integer",
  firingInfoCnt: "integer",
  createdAt: "bigint",
  updatedAt: "bigint",
} as const satisfies Record<keyof Incident, string>;

/** What an incident takes from whatever opens it; the rest is the same for all. */
export type IncidentOrigin = Pick<
  Incident,
  | "incidentId"
  | "channelId"
  | "integrationId"
  | "integrationIds"
  | "integrationTypes"
  | "title"
  | "description"
  | "severity"
  | "status"
  | "firstAlertId"
  | "images"
  | "dedupKey"
  | "startTime"
  | "lastTime"
  | "createdAt"
>;

/** A new incident, nobody on it. Written out, since an object made of others costs more than all the rest of opening one. */
export function newIncident(from: IncidentOrigin, counts: AlertCounts): Incident {
  return {
    incidentId: from.incidentId,
    channelId: from.channelId,
    integrationId: from.integrationId,
    integrationIds: from.integrationIds,
    integrationTypes: from.integrationTypes,
    title: from.title,
    description: from.description,
    severity: from.severity,
    status: from.status,
    progress: "Triggered",
    firstAlertId: from.firstAlertId,
    images: from.images,
    dedupKey: from.dedupKey,
    groupMethod: "n",
    everMuted: false,
    startTime: from.startTime,
    lastTime: from.lastTime,
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
    alertCnt: counts.alertCnt,
    activeAlertCnt: counts.activeAlertCnt,
    alertEventCnt: counts.alertEventCnt,
    criticalCnt: counts.criticalCnt,
    warningCnt: counts.warningCnt,
    infoCnt: counts.infoCnt,
    firingCriticalCnt: counts.firingCriticalCnt,
    firingWarningCnt: counts.firingWarningCnt,
    firingInfoCnt: counts.firingInfoCnt,
    createdAt: from.createdAt,
    updatedAt: from.createdAt,
  };
}

/** Only an incident that is not closed may absorb or follow alerts (P6). */
export function isOpen(incident: Incident): boolean {
  return incident.progress !== "Closed";
}
