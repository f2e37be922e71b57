import { say } from "../../contract/saying.ts";
import type { Severity } from "../../contract/severity.ts";
import type { Alert, IncomingEvent } from "../alerts/alert.ts";
import { decideAlert, eventTime } from "../alerts/alert-decision.ts";
import { toSeconds, utcDay } from "../base/clock.ts";
import type { IdSource } from "../base/ids.ts";
import type { FlowChannel } from "../channels/channel-lock-store.ts";
import type { FeedDetail, Origin } from "../incidents/feed.ts";
import { followAlert, openIncident } from "../incidents/incident-transitions.ts";
import { type EventVerdict, giveReasons } from "../ledger/ledger.ts";
import type { Draft } from "./board.ts";

/** What deciding needs besides the event: ids and time come from outside, so the same inputs give the same outcome (P9). */
export type Deciding = {
  draft: Draft;
  newId: IdSource;
  nowMs: number;
  integrationType: string;
  /** The push, and which rules led to the channel: timelines say both (P8). */
  origin: Origin;
};

const LATE = { recovery: "older_than_recovery", opening: "older_than_opening" } as const;

type EventOutcome = Omit<EventVerdict, "event">;

/**
 * One event in one channel: merged into its alert, and the alert into its incident. The draft takes what is to be written; the
 * answer is the verdict for the ledger.
 */
export function decideEvent(event: IncomingEvent, channel: FlowChannel, deciding: Deciding): EventOutcome {
  const { draft, nowMs } = deciding;
  const { integrationId, channelId, key } = event;
  const open = draft.findOpen(integrationId, channelId, key);
  const recoveredAtMs = draft.recoveredAt(integrationId, key);
  const decision = decideAlert(event, open, recoveredAtMs, () => deciding.newId(nowMs), nowMs);
  switch (decision.verdict) {
    case "late": {
      const older = say(LATE[decision.than], { at: new Date(decision.atMs).toISOString() });
      return { verdict: "late", channel_id: channelId, ...giveReasons([older]) };
    }
    case "no_open_alert":
      return { verdict: "no_open_alert", channel_id: channelId };
    case "repeated":
      return { verdict: "repeated", channel_id: channelId, alert_id: decision.of };
    case "opened":
      if (open && decision.outlived) closeOutlived(open, decision.outlived, channel, deciding);
      return openWithIncident(event, decision.alert, deciding);
    default: {
      if (!open) throw new Error(`${decision.verdict} without an open alert`);
      recordChange(event, open, decision.alert, channel, deciding);
      const outcome = { verdict: decision.verdict, channel_id: channelId, alert_id: open.alertId };
      return open.incidentId ? { ...outcome, incident_id: open.incidentId } : outcome;
    }
  }
}

function openWithIncident(event: IncomingEvent, opened: Alert, deciding: Deciding): EventOutcome {
  const { draft, newId, nowMs } = deciding;
  const incident = openIncident(opened, deciding.integrationType, newId(nowMs), nowMs);
  const alert: Alert = { ...opened, incidentId: incident.incidentId };
  draft.addAlert(alert);
  addEvent(event, alert, deciding);
  addFeed(
    alert.alertId,
    { type: "a_new", detail: { severity: alert.severity, status: alert.status, ...deciding.origin } },
    deciding,
  );
  draft.addIncident(incident);
  const detail = { severity: incident.severity, title: incident.title, ...deciding.origin };
  addFeed(incident.incidentId, { type: "i_new", detail }, deciding);
  return { verdict: "opened", channel_id: alert.channelId, alert_id: alert.alertId, incident_id: incident.incidentId };
}

function recordChange(
  event: IncomingEvent,
  before: Alert,
  after: Alert,
  channel: FlowChannel,
  deciding: Deciding,
): void {
  deciding.draft.changeAlert(after);
  if (after.eventCnt > before.eventCnt) {
    addEvent(event, after, deciding);
    const { severity, status, progress } = after;
    addFeed(after.alertId, { type: "a_update", detail: { severity, status, progress } }, deciding);
  }
  if (after.progress === "Closed") addFeed(after.alertId, { type: "a_close", detail: { from: "event" } }, deciding);
  followWithIncident(before, after, channel, deciding);
}

/** An alert that heard nothing for its join window closes when the next event of its key arrives (A7). */
function closeOutlived(before: Alert, after: Alert, channel: FlowChannel, deciding: Deciding): void {
  deciding.draft.changeAlert(after);
  addFeed(after.alertId, { type: "a_close", detail: { from: "window" } }, deciding);
  followWithIncident(before, after, channel, deciding);
}

function followWithIncident(before: Alert, after: Alert, channel: FlowChannel, deciding: Deciding): void {
  const held = after.incidentId === null ? null : deciding.draft.findIncident(after.incidentId);
  if (!held) return;
  const { incident, closed } = followAlert(held, before, after, channel.autoCloses, deciding.nowMs);
  if (incident === held) return;
  deciding.draft.changeIncident(incident);
  if (closed) addFeed(incident.incidentId, { type: "i_rslv", detail: { from: "event" } }, deciding);
}

function addEvent(event: IncomingEvent, alert: Alert, { draft, newId, nowMs, origin }: Deciding): void {
  const severity: Severity = event.status === "Ok" ? alert.severity : event.status;
  draft.addEvent({
    day: utcDay(event.receivedAtMs),
    eventId: newId(nowMs),
    alertId: alert.alertId,
    deliveryId: origin.delivery_id,
    channelId: alert.channelId,
    integrationId: alert.integrationId,
    alertKey: alert.alertKey,
    title: event.title || alert.title,
    titleRule: event.titleRule,
    description: event.description,
    severity,
    status: event.status,
    labels: event.labels,
    images: event.images,
    eventTime: eventTime(event),
    createdAt: toSeconds(nowMs),
  });
}

function addFeed(refId: string, row: FeedDetail, { draft, newId, nowMs }: Deciding): void {
  draft.addFeed({ ...row, refId, feedId: newId(nowMs), creatorId: 0, createdAt: nowMs, updatedAt: nowMs });
}
