import { randomHex } from "../base/ids.ts";
import { type Queryable, sqlState } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { Change } from "./change.ts";

/** What was seen: a snapshot of PostgreSQL, `xmin:xmax:running`, and the epoch in which its transaction ids mean something. */
export type Position = { epoch: string; snapshot: string };

/** What committed after a position; null when that cannot be told any more, and everything has to be read anew. */
export type ChangesSince = { until: Position; changes: Change[] | null };

/** A storm's minute has more than this; reading everything anew is then less work for all. */
const ROWS_MAX = 2_000;

const NOTE = "insert into change (facts) values ($1)";
const note = statement("change.note", NOTE);

const forgetForeign = statement(
  "change.forget-foreign",
  `with foreign_log as (
     delete from change_log where server_id <> (select system_identifier from pg_control_system()) returning epoch
   )
   delete from change where exists (select from foreign_log)`,
);

const begin = statement(
  "change.begin",
  `insert into change_log (epoch, server_id, cleared_xid)
   select $1, system_identifier, '0' from pg_control_system() on conflict do nothing`,
);

const readPosition = statement<Position>(
  "change.position",
  "select epoch, pg_current_snapshot()::text as snapshot from change_log",
);

// One statement, hence one snapshot: the rows it sees, the position it returns and what it knows to be cleared belong together.
const readSince = statement<Position & { isWhole: boolean; changes: Change[] | null }>(
  "change.since",
  `select l.epoch, pg_current_snapshot()::text as snapshot,
          l.epoch = $1 and l.cleared_xid < pg_snapshot_xmin($2::pg_snapshot) as "isWhole",
          (select json_agg(found.facts)
             from (select c.facts from change c
                    where c.xid >= pg_snapshot_xmin($2::pg_snapshot) and not pg_visible_in_snapshot(c.xid, $2::pg_snapshot)
                    limit ${ROWS_MAX + 1}) found) as changes
     from change_log l`,
);

const clear = statement(
  "change.clear",
  `with gone as (delete from change where xid < pg_snapshot_xmin($1::pg_snapshot) returning xid)
   update change_log set cleared_xid = greatest(cleared_xid, (select max(xid) from gone)) where exists (select from gone)`,
);

/** Notes what a transaction changed, in that transaction. */
export async function noteChange(tx: Queryable, change: Change): Promise<void> {
  await tx.rows(note, [JSON.stringify(change)]);
}

/**
 * The position that sees everything committed so far. PostgreSQL empties the log after a crash, and a dump that was restored
 * brings that of another server along: both begin a new epoch.
 */
export async function getPosition(db: Queryable): Promise<Position> {
  const known = await db.find(readPosition);
  if (known) return known;
  await db.rows(begin, [randomHex(8)]);
  return getPosition(db);
}

/** Begins a new epoch when the log is another server's, as after restoring a dump. */
export async function adoptChangeLog(db: Queryable): Promise<void> {
  await db.rows(forgetForeign);
  await getPosition(db);
}

/** What committed after `since` and before now. */
export async function readChanges(db: Queryable, since: Position): Promise<ChangesSince> {
  const row = await db.find(readSince, [since.epoch, since.snapshot]).catch((error: unknown) => {
    // A snapshot that PostgreSQL cannot read: whoever sent it made it up.
    if (sqlState(error) === "22P02") return null;
    throw error;
  });
  if (!row) return { until: await getPosition(db), changes: null };
  const { epoch, snapshot, isWhole } = row;
  const changes = row.changes ?? [];
  return { until: { epoch, snapshot }, changes: isWhole && changes.length <= ROWS_MAX ? changes : null };
}

/** Removes what every position from `before` on has seen. Older positions are known from then on not to be whole. */
export async function clearChanges(db: Queryable, before: Position): Promise<void> {
  await db.rows(clear, [before.snapshot]);
}
