import { columns } from "../storage/columns.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { Alert, AlertEvent } from "./alert.ts";

const alertColumns = columns({
  alertId: "text",
  integrationId: "bigint",
  channelId: "bigint",
  incidentId: "text",
  alertKey: "text",
  title: "text",
  titleRule: "text",
  description: "text",
  severity: "text",
  status: "text",
  progress: "text",
  labels: "json",
  images: "json",
  everMuted: "boolean",
  startTime: "bigint",
  lastTime: "bigint",
  endTime: "bigint",
  closeTime: "bigint",
  openedAt: "bigint",
  lastReceivedAt: "bigint",
  openedSourceTimeMs: "bigint",
  latestSourceTimeMs: "bigint",
  eventCnt: "integer",
  createdAt: "bigint",
  updatedAt: "bigint",
});

const eventColumns = columns({
  day: "date",
  eventId: "text",
  alertId: "text",
  deliveryId: "text",
  channelId: "bigint",
  integrationId: "bigint",
  alertKey: "text",
  title: "text",
  titleRule: "text",
  description: "text",
  severity: "text",
  status: "text",
  labels: "json",
  images: "json",
  eventTime: "bigint",
  createdAt: "bigint",
});

/** A key of one integration: what joins events, whatever their channel. */
export type AlertKey = { integrationId: number; alertKey: string };

/** The last recovery of a key by its source's own clock. */
export type Recovery = AlertKey & { sourceTimeMs: number; receivedAt: number };

// Key by key, whatever the planner knows. After quiet days it takes the open alerts for few, and would go through all keys for each
// of them: a group of 3,000 alerts would be nine million comparisons. `offset 0` keeps it from turning the join round.
const openChannels = statement<{ channelId: number }>(
  "alert.open-channels",
  `select distinct a.channel_id as "channelId"
     from unnest($1::bigint[], $2::text[]) k(integration_id, alert_key), lateral (
       select channel_id from alert
        where integration_id = k.integration_id and alert_key = k.alert_key and progress = 'Triggered' offset 0) a`,
);

const openByKey = statement<Alert>(
  "alert.open-by-key",
  `select ${alertColumns.select("a")}
     from unnest($1::bigint[], $2::text[]) k(integration_id, alert_key), lateral (
       select * from alert
        where integration_id = k.integration_id and alert_key = k.alert_key and progress = 'Triggered' offset 0) a`,
);

const insert = alertColumns.copyInto("alert");

const update = statement(
  "alert.update",
  `update alert a set ${alertColumns.assignments("x", "alertId", "integrationId", "channelId", "alertKey", "openedAt", "openedSourceTimeMs", "createdAt")}
     from json_to_recordset($1) as x(${alertColumns.record}) where a.alert_id = x."alertId"`,
);

const insertEvent = eventColumns.copyInto("alert_event");

const recoveriesOf = statement<Recovery>(
  "recovery.of-keys",
  `select r.integration_id as "integrationId", r.alert_key as "alertKey", r.source_time_ms as "sourceTimeMs", r.received_at as "receivedAt"
     from unnest($1::bigint[], $2::text[]) k(integration_id, alert_key)
     join last_recovery r on r.integration_id = k.integration_id and r.alert_key = k.alert_key`,
);

const upsertRecovery = statement(
  "recovery.upsert",
  `insert into last_recovery as r (integration_id, alert_key, source_time_ms, received_at)
   select x."integrationId", x."alertKey", x."sourceTimeMs", x."receivedAt"
     from json_to_recordset($1) as x("integrationId" bigint, "alertKey" text, "sourceTimeMs" bigint, "receivedAt" bigint)
   on conflict (integration_id, alert_key) do update
     set source_time_ms = greatest(r.source_time_ms, excluded.source_time_ms), received_at = excluded.received_at`,
);

/** The channels in which any of these keys has an open alert. */
export async function listOpenChannels(db: Queryable, keys: readonly AlertKey[]): Promise<number[]> {
  if (keys.length === 0) return [];
  return (await db.rows(openChannels, split(keys))).map((row) => row.channelId);
}

/** The open alerts of these keys, in every channel. */
export async function listOpenAlerts(db: Queryable, keys: readonly AlertKey[]): Promise<Alert[]> {
  return keys.length === 0 ? [] : db.rows(openByKey, split(keys));
}

/** The last recoveries of these keys. */
export async function listRecoveries(db: Queryable, keys: readonly AlertKey[]): Promise<Recovery[]> {
  return keys.length === 0 ? [] : db.rows(recoveriesOf, split(keys));
}

/** Writes new alerts. A second open alert of one key violates `alert_open`. */
export async function insertAlerts(db: Queryable, alerts: readonly Alert[]): Promise<void> {
  if (alerts.length > 0) await db.copy(insert, alerts);
}

/** Writes alerts that changed; what identifies an alert never does. */
export async function updateAlerts(db: Queryable, alerts: readonly Alert[]): Promise<void> {
  if (alerts.length > 0) await db.rows(update, [JSON.stringify(alerts)]);
}

/** Writes events behind alerts. */
export async function insertAlertEvents(db: Queryable, events: readonly AlertEvent[]): Promise<void> {
  if (events.length > 0) await db.copy(insertEvent, events);
}

/** Remembers recoveries; an older source time never replaces a newer one. One per key. */
export async function upsertRecoveries(db: Queryable, recoveries: readonly Recovery[]): Promise<void> {
  if (recoveries.length > 0) await db.rows(upsertRecovery, [JSON.stringify(recoveries)]);
}

function split(keys: readonly AlertKey[]): [number[], string[]] {
  return [keys.map((key) => key.integrationId), keys.map((key) => key.alertKey)];
}
