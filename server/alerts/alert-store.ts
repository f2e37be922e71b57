import { columns } from "../storage/columns.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { Alert, AlertEvent } from "./alert.ts";
import type { AlertKey, Recovery } from "./recovery.ts";

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
  said: "json",
  eventTime: "bigint",
  createdAt: "bigint",
});

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

const openOfIncidents = statement<Alert>(
  "alert.open-of-incidents",
  `select ${alertColumns.select("a")} from alert a where a.incident_id = any($1::text[]) and a.progress = 'Triggered'`,
);

const unrecoveredOfIncidents = statement<Alert>(
  "alert.unrecovered-of-incidents",
  `select ${alertColumns.select("a")} from alert a where a.incident_id = any($1::text[]) and a.status <> 'Ok'`,
);

const openOfChannel = statement<Alert>(
  "alert.open-of-channel",
  `select ${alertColumns.select("a")} from alert a
    where a.channel_id = $1 and a.progress = 'Triggered' and a.incident_id is null limit $2`,
);

const latestArrivals = statement<{ incidentId: string; latestMs: number }>(
  "alert.latest-arrivals",
  `select incident_id as "incidentId", max(last_received_at) as "latestMs" from alert where incident_id = any($1::text[])
    group by incident_id`,
);

const insert = alertColumns.copyInto("alert");

const update = statement(
  "alert.update",
  `update alert a set ${alertColumns.assignments("x", "alertId", "integrationId", "channelId", "alertKey", "openedAt", "openedSourceTimeMs", "createdAt")}
     from json_to_recordset($1) as x(${alertColumns.record}) where a.alert_id = x."alertId"`,
);

const refresh = statement(
  "alert.refresh",
  `update alert a set last_time = x.last_time, last_received_at = x.received_at, latest_source_time_ms = x.source_time_ms,
          updated_at = x.updated_at, labels = coalesce(x.labels::json, a.labels)
     from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])
            x(alert_id, last_time, received_at, source_time_ms, updated_at, labels)
    where a.alert_id = x.alert_id`,
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

/** The open alerts of incidents. */
export async function listOpenAlertsOf(db: Queryable, incidentIds: readonly string[]): Promise<Alert[]> {
  return incidentIds.length === 0 ? [] : db.rows(openOfIncidents, [incidentIds]);
}

/** The alerts of incidents that did not recover, open or closed. */
export async function listUnrecoveredAlertsOf(db: Queryable, incidentIds: readonly string[]): Promise<Alert[]> {
  return incidentIds.length === 0 ? [] : db.rows(unrecoveredOfIncidents, [incidentIds]);
}

/** Open alerts of a channel that no incident holds, as muted ones, up to a limit. */
export function listLooseAlerts(db: Queryable, channelId: number, limit: number): Promise<Alert[]> {
  return db.rows(openOfChannel, [channelId, limit]);
}

/** When the latest event of each incident's alerts arrived, in milliseconds. */
export async function listLatestArrivals(db: Queryable, incidentIds: readonly string[]): Promise<Map<string, number>> {
  const rows = incidentIds.length === 0 ? [] : await db.rows(latestArrivals, [incidentIds]);
  return new Map(rows.map(({ incidentId, latestMs }) => [incidentId, latestMs]));
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

/** An alert whose latest event said nothing new: only times moved, and perhaps labels. */
export type RefreshedAlert = Alert & { hasNewLabels: boolean };

/** Writes what refreshes moved. */
export async function refreshAlerts(db: Queryable, alerts: readonly RefreshedAlert[]): Promise<void> {
  if (alerts.length === 0) return;
  await db.rows(refresh, [
    alerts.map(({ alertId }) => alertId),
    alerts.map(({ lastTime }) => lastTime),
    alerts.map(({ lastReceivedAt }) => lastReceivedAt),
    alerts.map(({ latestSourceTimeMs }) => latestSourceTimeMs),
    alerts.map(({ updatedAt }) => updatedAt),
    alerts.map(({ hasNewLabels, labels }) => (hasNewLabels ? JSON.stringify(labels) : null)),
  ]);
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
