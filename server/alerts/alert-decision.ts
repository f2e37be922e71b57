import type { Severity } from "../../contract/severity.ts";
import { worse } from "../../contract/severity.ts";
import { toSeconds } from "../base/clock.ts";
import { haveSameLabels } from "../base/text.ts";
import type { Alert, IncomingEvent } from "./alert.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** An equal event within this time of the latest one says nothing new (A3). */
const REPEAT_WITHIN_MS = 10_000;
/** An alert that heard nothing for this long does not absorb the next event (A7). */
export const JOIN_WINDOW_MS = 24 * HOUR_MS;
/** How far a source's clock may be off before the hub's is shown instead (D78). */
const PAST_MAX_MS = 24 * HOUR_MS;
const FUTURE_MAX_MS = 5 * MINUTE_MS;

/**
 * What one event does to the alert of its key. `outlived` is an open alert whose join window is over: it closes
 * and the event opens the next one.
 */
export type AlertDecision =
  | { verdict: "opened"; alert: Alert; outlived: Alert | null }
  | { verdict: "updated" | "refreshed" | "recovered"; alert: Alert }
  | { verdict: "repeated"; of: string }
  | { verdict: "late"; than: "recovery" | "opening"; atMs: number }
  | { verdict: "no_open_alert" };

/** Pure. `open` is the open alert of the event's integration, channel and key; `recoveredAtMs` the key's last recovery. */
export function decideAlert(
  event: IncomingEvent,
  open: Alert | null,
  recoveredAtMs: number | null,
  newAlertId: () => string,
  nowMs: number,
): AlertDecision {
  const { status } = event;
  if (status === "Ok") {
    if (!open) return { verdict: "no_open_alert" };
    const openedAtMs = open.openedSourceTimeMs;
    if (isOlder(event, openedAtMs)) return { verdict: "late", than: "opening", atMs: openedAtMs };
    return recover(event, open, nowMs);
  }
  if (isOlder(event, recoveredAtMs)) return { verdict: "late", than: "recovery", atMs: recoveredAtMs };
  if (!open) return { verdict: "opened", alert: openAlert(event, status, newAlertId(), nowMs), outlived: null };
  if (event.receivedAtMs - open.lastReceivedAt > JOIN_WINDOW_MS) {
    const outlived = closeAlert(open, nowMs);
    return { verdict: "opened", alert: openAlert(event, status, newAlertId(), nowMs), outlived };
  }
  const sameMatter = open.status === status && open.title === event.title && open.description === event.description;
  if (sameMatter && isRepeat(event, open)) return { verdict: "repeated", of: open.alertId };
  const next: Alert = {
    ...open,
    labels: event.labels,
    lastTime: Math.max(open.lastTime, eventTime(event)),
    lastReceivedAt: event.receivedAtMs,
    latestSourceTimeMs: event.sourceTimeMs,
    updatedAt: toSeconds(nowMs),
  };
  if (sameMatter) return { verdict: "refreshed", alert: next };
  return {
    verdict: "updated",
    alert: {
      ...next,
      title: event.title,
      titleRule: event.titleRule,
      description: event.description,
      images: event.images,
      status,
      severity: worse(open.severity, status),
      eventCnt: open.eventCnt + 1,
    },
  };
}

/** The event's time for people to read, in Unix seconds: the source's clock unless it is far off the hub's. */
export function eventTime(event: Pick<IncomingEvent, "sourceTimeMs" | "receivedAtMs">): number {
  const { sourceTimeMs, receivedAtMs } = event;
  if (sourceTimeMs === null) return toSeconds(receivedAtMs);
  return toSeconds(Math.min(Math.max(sourceTimeMs, receivedAtMs - PAST_MAX_MS), receivedAtMs + FUTURE_MAX_MS));
}

/** Older by the source's own clock: told only when the source gives times. */
function isOlder({ sourceTimeMs }: IncomingEvent, thanMs: number | null): thanMs is number {
  return thanMs !== null && sourceTimeMs !== null && sourceTimeMs < thanMs;
}

function openAlert(event: IncomingEvent, severity: Severity, alertId: string, nowMs: number): Alert {
  const time = eventTime(event);
  return {
    alertId,
    integrationId: event.integrationId,
    channelId: event.channelId,
    incidentId: null,
    alertKey: event.key,
    title: event.title,
    titleRule: event.titleRule,
    description: event.description,
    severity,
    status: severity,
    progress: "Triggered",
    labels: event.labels,
    images: event.images,
    everMuted: false,
    startTime: time,
    lastTime: time,
    endTime: 0,
    closeTime: 0,
    openedAt: event.receivedAtMs,
    lastReceivedAt: event.receivedAtMs,
    openedSourceTimeMs: event.sourceTimeMs === null ? null : Math.min(event.sourceTimeMs, event.receivedAtMs),
    latestSourceTimeMs: event.sourceTimeMs,
    eventCnt: 1,
    createdAt: toSeconds(nowMs),
    updatedAt: toSeconds(nowMs),
  };
}

/** A recovery keeps the firing picture: title and description stay, only labels it did not have are added (A4). */
function recover(event: IncomingEvent, open: Alert, nowMs: number): AlertDecision {
  const time = eventTime(event);
  const closed = closeAlert(open, nowMs);
  const alert: Alert = {
    ...closed,
    status: "Ok",
    labels: { ...event.labels, ...open.labels },
    lastTime: Math.max(open.lastTime, time),
    endTime: Math.max(time, open.startTime),
    lastReceivedAt: event.receivedAtMs,
    eventCnt: open.eventCnt + 1,
  };
  return { verdict: "recovered", alert };
}

/** The alert closed, whatever its source last said (A5, A6): it absorbs no more events. */
export function closeAlert(open: Alert, nowMs: number): Alert {
  return { ...open, progress: "Closed", closeTime: toSeconds(nowMs), updatedAt: toSeconds(nowMs) };
}

/** An alert that closed without recovering, open again with its incident (A9). */
export function reopenAlert(closed: Alert, nowMs: number): Alert {
  return { ...closed, progress: "Triggered", closeTime: 0, updatedAt: toSeconds(nowMs) };
}

/** Equal in the rest too, and soon after: the sender said it twice (A3). A replay is meant. */
function isRepeat(event: IncomingEvent, open: Alert): boolean {
  if (event.isReplay || event.receivedAtMs - open.lastReceivedAt > REPEAT_WITHIN_MS) return false;
  return event.sourceTimeMs === open.latestSourceTimeMs && haveSameLabels(event.labels, open.labels);
}
