import { columns } from "../../server/storage/columns.ts";
import type { Queryable } from "../../server/storage/database.ts";
import { statement } from "../../server/storage/statement.ts";
import type { Touched, Writes } from "./rows-mix.ts";
import { alertColumns, incidentColumns, incidentRow, updateRows } from "./rows-update-store.ts";
import type { Way } from "./rows-variants.ts";

const eventTypes = {
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
};
const feedTypes = {
  refId: "text",
  feedId: "text",
  type: "text",
  detail: "json",
  creatorId: "bigint",
  createdAt: "bigint",
  updatedAt: "bigint",
};
const ledgerTypes = {
  day: "date",
  deliveryId: "text",
  integrationId: "bigint",
  batchId: "bigint",
  offsetBytes: "integer",
  lengthBytes: "integer",
  receivedAt: "bigint",
  processedAt: "bigint",
  outcome: "text",
  because: "text",
  said: "json",
  events: "integer",
  verdicts: "json",
  replayOf: "text",
  isTest: "boolean",
  keyFingerprint: "text",
};
const copies = {
  alerts: alertColumns.copyInto("alert"),
  incidents: incidentColumns.copyInto("incident"),
  events: columns(eventTypes).copyInto("alert_event"),
  feed: columns(feedTypes).copyInto("feed"),
  ledger: columns(ledgerTypes).copyInto("delivery"),
  ledgerWithEvents: columns({ ...ledgerTypes, ...eventTypes }).copyInto("delivery"),
};

const recoveries = statement(
  "bench.rows-recovery",
  `insert into last_recovery as r (integration_id, alert_key, source_time_ms, received_at)
   select x."integrationId", x."alertKey", x."sourceTimeMs", x."receivedAt"
     from json_to_recordset($1) as x("integrationId" bigint, "alertKey" text, "sourceTimeMs" bigint, "receivedAt" bigint)
   on conflict (integration_id, alert_key) do update
     set source_time_ms = greatest(r.source_time_ms, excluded.source_time_ms), received_at = excluded.received_at`,
);
const touch = statement(
  "bench.rows-touch",
  `with touched as (
     insert into integration_activity as a (integration_id, last_received_at) select unnest($1::bigint[]), $2::bigint
     on conflict (integration_id) do update set last_received_at = excluded.last_received_at)
   insert into change (facts) values ($3)`,
);
const hours = statement(
  "bench.rows-hour",
  `insert into integration_hour as h (integration_id, hour, events) select unnest($1::bigint[]), $2::integer, 35
   on conflict (integration_id, hour) do update set events = h.events + excluded.events`,
);
const titles = statement(
  "bench.rows-titles",
  "select from title where title_hash = hashtextextended($1, 0) and seen_day >= '2020-01-01'",
);
const lockChannels = statement(
  "bench.rows-lock",
  "select channel_id from channel where channel_id = any($1) order by channel_id for no key update",
);
const ofKeys = (
  what: string,
) => `select ${what} from unnest($1::bigint[], $2::text[]) k(integration_id, alert_key), lateral (
    select * from alert where integration_id = k.integration_id and alert_key = k.alert_key and progress = 'Triggered' offset 0) a`;
const openChannels = statement("bench.rows-open-channels", ofKeys("distinct a.channel_id"));
const openAlerts = statement<{ incidentId: string }>("bench.rows-open", ofKeys(alertColumns.select("a")));
const incidentsByIds = statement(
  "bench.rows-incidents",
  `select ${incidentColumns.select("i")} from unnest($1::text[]) k(incident_id) join incident i on i.incident_id = k.incident_id`,
);
const recoveriesOf = statement(
  "bench.rows-recoveries",
  `select r.* from unnest($1::bigint[], $2::text[]) k(integration_id, alert_key)
     join last_recovery r on r.integration_id = k.integration_id and r.alert_key = k.alert_key`,
);

/** Reads and writes what a hub does for the pushes of one transaction. */
export async function writeRows(tx: Queryable, writes: Writes, way: Way): Promise<void> {
  await readBoard(tx, writes, way);
  await writeAlerts(tx, writes.touched, way);
  await writeIncidents(tx, writes.touched, way);
  if (way.events === "own") await tx.copy(copies.events, writes.events);
  await tx.copy(
    copies.feed,
    writes.feed.filter(({ type }) => isWritten(String(type), way)),
  );
  const { own, others } = writes.recoveries;
  const remembered = [[], own, own, [...own, ...others]][way.recoveryKeys] ?? [];
  if (remembered.length > 0) await tx.rows(recoveries, [JSON.stringify(remembered)]);
  await tx.rows(titles, ["Pod memory usage > 90%"]);
  if (way.ledger) await writeLedger(tx, writes, way);
  const { integrationIds, nowMs } = writes;
  await tx.rows(touch, [integrationIds, nowMs, JSON.stringify({ integrations: integrationIds })]);
  await tx.rows(hours, [integrationIds, Math.floor(nowMs / 3_600_000)]);
}

async function readBoard(tx: Queryable, { keys, touched }: Writes, { reads }: Way): Promise<void> {
  const channelIds = [...new Set(touched.map(({ alert }) => alert.row.channelId))];
  if (!reads) {
    await tx.rows(lockChannels, [channelIds]);
    return;
  }
  const values = [keys.integrationIds, keys.alertKeys];
  await tx.rows(openChannels, values);
  await tx.rows(lockChannels, [channelIds]);
  const open = await tx.rows(openAlerts, values);
  await tx.rows(recoveriesOf, values);
  await tx.rows(incidentsByIds, [open.map(({ incidentId }) => incidentId)]);
}

async function writeAlerts(tx: Queryable, touched: readonly Touched[], way: Way): Promise<void> {
  const changed = touched.filter(({ opened }) => !opened);
  if (way.alertUpdates) await updateRows(tx, "alert", changed, way);
  await tx.copy(
    copies.alerts,
    touched.filter(({ opened }) => opened).map(({ alert }) => alert.row),
  );
}

async function writeIncidents(tx: Queryable, touched: readonly Touched[], way: Way): Promise<void> {
  const changed = touched.filter(({ opened, did }) => !opened && (way.incidentOfRefresh || did !== "refreshed"));
  if (way.incidentUpdates) await updateRows(tx, "incident", changed, way);
  const opened = touched.filter(({ opened }) => opened).map(({ alert }) => incidentRow(alert, way));
  if (way.incidentInserts) await tx.copy(copies.incidents, opened);
}

function isWritten(type: string, { alertActivity, incidentTimeline }: Way): boolean {
  return type.startsWith("a_") ? alertActivity : incidentTimeline;
}

async function writeLedger(tx: Queryable, { ledger, events }: Writes, way: Way): Promise<void> {
  if (way.events !== "in-ledger") {
    await tx.copy(copies.ledger, ledger);
    return;
  }
  const byDelivery = new Map(events.map((event) => [event.deliveryId, event]));
  await tx.copy(
    copies.ledgerWithEvents,
    ledger.map((row) => ({ ...byDelivery.get(row.deliveryId), ...row })),
  );
}

const wal = statement<{ bytes: number }>(
  "bench.rows-wal",
  "select (pg_current_wal_insert_lsn() - '0/0')::bigint as bytes",
);
const pid = statement<{ pid: number }>("bench.rows-pid", "select pg_backend_pid() as pid");
const flush = statement("bench.rows-flush", "select pg_stat_force_next_flush()");
const updates = statement<{ table: string; updates: number; hot: number }>(
  "bench.rows-updates",
  `select relname as table, n_tup_upd as updates, n_tup_hot_upd as hot from pg_stat_user_tables
    where relname in ('alert', 'incident') order by 1`,
);

/** Bytes of WAL ever written. */
export async function readWal(db: Queryable): Promise<number> {
  return (await db.find(wal))?.bytes ?? 0;
}

/** Updates of alerts and incidents so far, and how many of them left all indexes alone. */
export async function listUpdates(db: Queryable): Promise<{ table: string; updates: number; hot: number }[]> {
  await db.rows(flush);
  return db.rows(updates);
}

/** The process of PostgreSQL that works for a connection. */
export async function backendPid(connection: Queryable): Promise<number> {
  return (await connection.find(pid))?.pid ?? 0;
}
