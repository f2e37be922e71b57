import type { EventImage } from "../../contract/event-image.ts";
import type { EventStatus, Severity } from "../../contract/severity.ts";

/** Where an incident stands: nobody on it, somebody on it, over. */
export type IncidentProgress = "Triggered" | "Processing" | "Closed";

/** The unit people handle (`spec.md` §1.4). Times are Unix seconds, 0 = not set. */
export type Incident = {
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
  labels: Record<string, string>;
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
  alertCnt: number;
  activeAlertCnt: number;
  alertEventCnt: number;
  createdAt: number;
  updatedAt: number;
};

/** Only an incident that is not closed may absorb or follow alerts (P6). */
export function isOpen(incident: Incident): boolean {
  return incident.progress !== "Closed";
}
