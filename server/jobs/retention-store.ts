import type { Connection, Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

const RETENTION_LOCK = 7_204_185;

const partitions = statement<{ name: string; isPending: boolean }>(
  "retention.partitions",
  `select c.relname as name, i.inhdetachpending as "isPending"
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = $1::regclass order by c.relname`,
);
const pendingDay = statement<{ day: string | null }>(
  "retention.pending-day",
  "select min(day)::text as day from pending",
);

/** What was opened before an id and closed before a time goes in slices, together with its timeline and its responders. */
const deleteClosed = (table: "alert" | "incident") =>
  statement<{ n: number }>(
    `retention.delete-${table}s`,
    `with old as (
       select ${table}_id as id from ${table}
        where ${table}_id < $1 and progress = 'Closed' and close_time < $2 order by ${table}_id limit 500
     ), gone as (delete from ${table} t using old where t.${table}_id = old.id returning t.${table}_id),
     silent as (delete from feed f using old where f.ref_id = old.id),
     relieved as (delete from responder r using old where r.incident_id = old.id)
     select count(*) as n from gone`,
  );

const deleteAlerts = deleteClosed("alert");
const deleteIncidents = deleteClosed("incident");

const deleteRecoveries = statement<{ n: number }>(
  "retention.delete-recoveries",
  `with old as (select ctid from last_recovery where received_at < $1 order by received_at limit 5000),
        gone as (delete from last_recovery r using old where r.ctid = old.ctid returning 1)
   select count(*) as n from gone`,
);

/** Keeps two nodes from clearing at once, until the connection ends. */
export async function lockRetention(connection: Connection): Promise<void> {
  await connection.run(`select pg_advisory_lock(${RETENTION_LOCK})`);
}

/** The earliest day of which something is still queued, as `YYYY-MM-DD`; null when nothing is. */
export async function findPendingDay(db: Queryable): Promise<string | null> {
  return (await db.find(pendingDay))?.day ?? null;
}

/** Drops the daily partitions of a table before `day` and returns their names. Nobody who reads or writes the table waits. */
export async function dropPartitionsBefore(connection: Connection, table: string, day: string): Promise<string[]> {
  const before = `${table}_${day.replaceAll("-", "")}`;
  const old = (await connection.rows(partitions, [table])).filter(({ name }) => name < before);
  for (const { name, isPending } of old) {
    // A detach that was interrupted is ended the other way.
    await connection.run(`alter table ${table} detach partition ${name} ${isPending ? "finalize" : "concurrently"}`);
    await connection.run(`drop table ${name}`);
  }
  return old.map(({ name }) => name);
}

/** Deletes up to 500 alerts that were opened before an id and closed before a time (Unix seconds), with their activity. */
export async function deleteOldAlerts(db: Queryable, beforeId: string, closedBefore: number): Promise<number> {
  return (await db.find(deleteAlerts, [beforeId, closedBefore]))?.n ?? 0;
}

/** The same for incidents, with their timelines and responders. */
export async function deleteOldIncidents(db: Queryable, beforeId: string, closedBefore: number): Promise<number> {
  return (await db.find(deleteIncidents, [beforeId, closedBefore]))?.n ?? 0;
}

/** Forgets up to 5000 recoveries that arrived before a time in milliseconds. */
export async function deleteOldRecoveries(db: Queryable, receivedBefore: number): Promise<number> {
  return (await db.find(deleteRecoveries, [receivedBefore]))?.n ?? 0;
}
