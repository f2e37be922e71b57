import type { EventImage } from "../../contract/event-image.ts";
import type { Saying } from "../../contract/saying.ts";
import type { EventStatus, Severity } from "../../contract/severity.ts";

/** All events of one condition in one channel, joined by integration and key. */
export type Alert = {
  alertId: string;
  integrationId: number;
  channelId: number;
  /** Null while no incident holds it: kept and marked by a silence, or moved away. */
  incidentId: string | null;
  alertKey: string;
  title: string;
  titleRule: string;
  description: string;
  /** The worst its events said, never lowered (D03). */
  severity: Severity;
  /** What the latest event said; `Ok` once recovered. */
  status: EventStatus;
  /** `Triggered` while it absorbs events. */
  progress: "Triggered" | "Closed";
  labels: Record<string, string>;
  images: readonly EventImage[];
  everMuted: boolean;
  /** Unix seconds, by the source's clock, for people to read. */
  startTime: number;
  lastTime: number;
  /** When it recovered; 0 while it has not. */
  endTime: number;
  closeTime: number;
  /** Arrival of the first and of the latest event in milliseconds: joins and windows go by these. */
  openedAt: number;
  lastReceivedAt: number;
  /** The opening event's own time, not after its arrival: a recovery older than this is about something else. */
  openedSourceTimeMs: number | null;
  /** The latest event's own time, unclamped: with status, title, description and labels it tells a repeat. */
  latestSourceTimeMs: number | null;
  eventCnt: number;
  createdAt: number;
  updatedAt: number;
};

/** One stored notice of a source about an alert; never changed. */
export type AlertEvent = {
  /** UTC day of arrival: the partition. */
  day: string;
  eventId: string;
  alertId: string;
  /** The push it came with. */
  deliveryId: string;
  channelId: number;
  integrationId: number;
  alertKey: string;
  title: string;
  titleRule: string;
  description: string;
  severity: Severity;
  status: EventStatus;
  labels: Record<string, string>;
  images: readonly EventImage[];
  /** Which rules led the event that opened its alert to the channel; null for others, and where none did. */
  said: readonly Saying[] | null;
  eventTime: number;
  createdAt: number;
};

/** An event of a push after the integration's stages, as one channel sees it. */
export type IncomingEvent = {
  integrationId: number;
  channelId: number;
  status: EventStatus;
  key: string;
  title: string;
  titleRule: string;
  description: string;
  labels: Record<string, string>;
  images: readonly EventImage[];
  /** The source's own time, unclamped; null when it gives none. */
  sourceTimeMs: number | null;
  receivedAtMs: number;
  isReplay: boolean;
};
