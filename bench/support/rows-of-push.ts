import { toSeconds, utcDay } from "../../server/base/clock.ts";
import type { IdSource } from "../../server/base/ids.ts";
import { NO_ALERTS } from "../../server/incidents/alert-counts.ts";
import { aliyunBody } from "./bodies.ts";
import { seededIntegrationId } from "./seed-store.ts";

/** A row for a table, by the keys of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** An alert with its incident, as rows. */
export type OpenAlert = {
  integration: number;
  entity: string;
  value: number;
  keys: readonly [string, string, string];
  row: Record<string, unknown>;
  incident: Record<string, unknown>;
};

/** What a push does to its alert. */
export type Kind = "opened" | "refreshed" | "updated" | "recovered";

/** One push of the mix. */
export type Push = { kind: Kind; alert: OpenAlert; value: number; sourceTimeMs: number };

/** Ids and time of a transaction. */
export type Now = { newId: IdSource; nowMs: number };

/** As many as `bench:process` has. */
export const INTEGRATIONS = 20;
export const CHANNELS = 10;
/** Of all alerts. */
export const TITLE = "Pod memory usage > 90%";
const SHARED = { titleRule: "", images: [], everMuted: false };
const INCIDENT = {
  ...NO_ALERTS,
  integrationTypes: ["aliyun-prometheus"],
  groupMethod: "n",
  ackTime: 0,
  snoozedBefore: 0,
  creatorId: 0,
  closerId: 0,
  ownerId: 0,
  impact: "",
  rootCause: "",
  resolution: "",
  manualOverrides: [],
  fields: {},
};

/** Fills the rows of an alert that opens and of its incident. */
export function openRows({ alert, sourceTimeMs }: Push, labels: Row, { newId, nowMs }: Now): void {
  const { row, incident } = alert;
  const seconds = toSeconds(nowMs);
  const alertId = newId(nowMs);
  const incidentId = newId(nowMs);
  const about = {
    ...SHARED,
    integrationId: integrationIdOf(alert),
    channelId: channelIdOf(alert),
    title: TITLE,
    description: descriptionOf(alert),
    severity: "Critical",
    status: "Critical",
    progress: "Triggered",
    labels,
    startTime: seconds,
    lastTime: seconds,
    endTime: 0,
    closeTime: 0,
    createdAt: seconds,
    updatedAt: seconds,
    incidentId,
  };
  Object.assign(row, about, {
    alertId,
    alertKey: alert.keys[0],
    openedAt: nowMs,
    lastReceivedAt: nowMs,
    openedSourceTimeMs: sourceTimeMs,
    latestSourceTimeMs: sourceTimeMs,
    eventCnt: 1,
  });
  Object.assign(incident, about, INCIDENT, {
    integrationIds: [about.integrationId],
    dedupKey: alert.keys[0],
    firstAlertId: alertId,
    alertCnt: 1,
    activeAlertCnt: 1,
    alertEventCnt: 1,
    criticalCnt: 1,
    firingCriticalCnt: 1,
  });
}

/** The event of a push that says something new. */
export function eventRow({ kind, alert }: Push, labels: Row, deliveryId: string, { newId, nowMs }: Now): Row {
  return {
    ...SHARED,
    day: utcDay(nowMs),
    eventId: newId(nowMs),
    alertId: alert.row.alertId,
    deliveryId,
    channelId: channelIdOf(alert),
    integrationId: integrationIdOf(alert),
    alertKey: alert.keys[0],
    title: TITLE,
    description: descriptionOf(alert),
    severity: "Critical",
    status: kind === "recovered" ? "Ok" : "Critical",
    labels,
    eventTime: toSeconds(nowMs),
    createdAt: toSeconds(nowMs),
  };
}

/** Moves the rows of an alert and its incident on. */
export function changeRows(
  { kind, alert, sourceTimeMs }: Push,
  labels: Row,
  nowMs: number,
  refreshMoves: boolean,
): void {
  const { row, incident } = alert;
  const seconds = toSeconds(nowMs);
  const times = { lastTime: seconds, ...((kind !== "refreshed" || refreshMoves) && { updatedAt: seconds }) };
  const counted = kind === "refreshed" ? 0 : 1;
  Object.assign(row, times, { lastReceivedAt: nowMs, eventCnt: Number(row.eventCnt) + counted });
  Object.assign(incident, times, { alertEventCnt: Number(incident.alertEventCnt) + counted });
  if (kind !== "recovered") Object.assign(row, { labels, latestSourceTimeMs: sourceTimeMs });
  if (kind === "updated") Object.assign(row, { description: descriptionOf(alert) });
  if (kind !== "recovered") return;
  const closed = { status: "Ok", progress: "Closed", endTime: seconds, closeTime: seconds };
  Object.assign(row, closed);
  Object.assign(incident, closed, { activeAlertCnt: 0, firingCriticalCnt: 0 });
}

/** The ledger row of a push. */
export function ledgerRow({ kind, alert }: Push, deliveryId: string, nowMs: number): Row {
  const { alertId, incidentId } = alert.row;
  const event = { event: 0, verdict: kind, channel_id: channelIdOf(alert), alert_id: alertId, incident_id: incidentId };
  return {
    day: utcDay(nowMs),
    deliveryId,
    integrationId: integrationIdOf(alert),
    batchId: 1_000,
    offsetBytes: 90_000,
    lengthBytes: 1_300,
    receivedAt: nowMs,
    processedAt: nowMs,
    outcome: "processed",
    because: "",
    said: null,
    events: 1,
    verdicts: { counts: { [kind]: 1 }, events: [event], rejects: [], is_truncated: false },
    replayOf: null,
    isTest: false,
    keyFingerprint: "3f9a1c07",
  };
}

/** As many and as long as those of the source that the bodies are for. */
export function labelsOf({ alert, value, sourceTimeMs }: Push): Row {
  const { entity } = alert;
  const body = aliyunBody({ entity, status: "OCCURRED", value, timeMs: sourceTimeMs });
  const labels: Row = "labels" in body && typeof body.labels === "object" ? { ...body.labels } : {};
  const more = "subtype workspace ruleId alertEntityId source sourcetype".split(" ");
  const named = Object.fromEntries(Object.entries(body).filter(([name]) => more.includes(name)));
  return {
    ...labels,
    ...named,
    entity_domain: "k8s",
    entity_type: "k8s.pod",
    entity_id: entity,
    current_value: `${value}`,
  };
}

function descriptionOf({ entity, value }: OpenAlert): string {
  return `Pod checkout-${entity} memory usage ${value}% exceeds 90% for 3m`;
}

/** Its id as it was seeded. */
export function integrationIdOf({ integration }: OpenAlert): number {
  return seededIntegrationId(integration + 1);
}

function channelIdOf({ integration }: OpenAlert): number {
  return (((integration + 1) % CHANNELS) + 1) * 1000 + 131;
}
