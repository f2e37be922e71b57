import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { type PendingRow, readPlace, type StoredPlace } from "./pending.ts";

/** A lane whose row this transaction has locked. */
export type ClaimedLane = { lane: number; soloUntil: number };

/** As it is selected: bytes without NUL come as LATIN1 text, each character a byte; others as bytea, which travels as hex. */
type RowRead = Omit<PendingRow, "bytes" | "pushes"> & {
  pushes: StoredPlace[];
  text: string | null;
  bytes: Buffer | null;
};

/**
 * How much one transaction takes on: one group commit at least, then up to this, and of each lane up to so many rows. Commits of a hundred
 * pushes over all lanes leave half a dozen in each row: the rows must not run out before the bytes do.
 */
const BATCH_BYTES_MAX = 1024 * 1024;
const BATCH_ROWS_MAX = 256;
/**
 * A transaction costs much the same for one lane as for several, while each has little. A lane that has enough goes alone: the more
 * pushes of one alert meet, the fewer writes they become, and the less the transactions of two workers meet in a channel.
 */
const LANES_MAX = 8;

// The lane waiting longest first. The lock and the reads below are statements of their own on purpose: in one, the snapshot is
// older than the lock and pushes are processed twice.
const claim = statement<ClaimedLane>(
  "lane.claim",
  `select lane, solo_until as "soloUntil" from lane l
    where lane = coalesce($1, lane) and exists (select from pending p where p.lane = l.lane)
    order by (select min(batch_id) from pending p where p.lane = l.lane)
    limit 1 for no key update skip locked`,
);

const join = statement<{ lane: number }>(
  "lane.join",
  `select lane from lane l
    where lane <> $1 and solo_until < (select min(batch_id) from pending p where p.lane = l.lane)
    order by (select min(batch_id) from pending p where p.lane = l.lane)
    limit ${LANES_MAX - 1} for no key update skip locked`,
);

const take = statement<RowRead>(
  "lane.take",
  `with queued as (
     select p.lane, p.batch_id, p.length_bytes from unnest($1::smallint[]) l (lane) cross join lateral (
       select lane, batch_id, length_bytes from pending where lane = l.lane order by batch_id limit ${BATCH_ROWS_MAX}
     ) p
   ), measured as (
     select lane, batch_id, sum(length_bytes) over in_order as total_bytes, row_number() over in_order as place
       from queued window in_order as (order by batch_id, lane)
   ), taken as (
     delete from pending p using measured m
      where p.lane = m.lane and p.batch_id = m.batch_id and (m.place = 1 or m.total_bytes <= ${BATCH_BYTES_MAX})
      returning p.*
   )
   select t.lane, t.batch_id as "batchId", t.day::text as day, t.offset_bytes as "offsetBytes", t.pushes,
          case when t.is_text then convert_from(substring(j.body from t.offset_bytes + 1 for t.length_bytes), 'LATIN1') end as text,
          case when not t.is_text then substring(j.body from t.offset_bytes + 1 for t.length_bytes) end as bytes
     from taken t join journal j on j.day = t.day and j.batch_id = t.batch_id
    order by t.batch_id, t.lane`,
);

const peek = statement<RowRead>(
  "lane.peek",
  `with heads as (
     select p.* from lane l cross join lateral (
       select * from pending where lane = l.lane order by batch_id limit 4
     ) p order by p.batch_id limit ${BATCH_ROWS_MAX}
   ), measured as (
     select h.*, sum(length_bytes) over in_order as total_bytes, row_number() over in_order as place
       from heads h window in_order as (order by batch_id, lane)
   )
   select m.lane, m.batch_id as "batchId", m.day::text as day, m.offset_bytes as "offsetBytes", m.pushes, null::text as text,
          substring(j.body from m.offset_bytes + 1 for m.length_bytes) as bytes
     from measured m join journal j on j.day = m.day and j.batch_id = m.batch_id
    where m.place = 1 or m.total_bytes <= ${BATCH_BYTES_MAX} order by m.batch_id, m.lane`,
);

const takeFirst = statement<RowRead>(
  "lane.take-first",
  `with first as (
     select lane, batch_id, day, pushes -> 0 as push from pending where lane = $1 order by batch_id limit 1
   ), shortened as (
     update pending p set pushes = p.pushes - 0, push_count = p.push_count - 1 from first f
      where p.lane = f.lane and p.batch_id = f.batch_id and jsonb_array_length(p.pushes) > 1
   ), emptied as (
     delete from pending p using first f
      where p.lane = f.lane and p.batch_id = f.batch_id and jsonb_array_length(p.pushes) <= 1
   )
   select f.lane, f.batch_id as "batchId", f.day::text as day, (f.push ->> 2)::integer as "offsetBytes", jsonb_build_array(f.push) as pushes,
          null::text as text, substring(j.body from (f.push ->> 2)::integer + 1 for (f.push ->> 3)::integer) as bytes
     from first f join journal j on j.day = f.day and j.batch_id = f.batch_id`,
);

const countAttempt = statement<{ attempts: number }>(
  "lane.count-attempt",
  `insert into solo_attempt as s (lane, delivery_id, attempts) values ($1, $2, 1)
   on conflict (lane) do update
     set attempts = case when s.delivery_id = excluded.delivery_id then s.attempts + 1 else 1 end, delivery_id = excluded.delivery_id
   returning attempts`,
);
const takeBackAttempt = statement(
  "lane.take-back-attempt",
  "update solo_attempt set attempts = attempts - 1 where lane = $1 and delivery_id = $2",
);
const goSolo = statement("lane.go-solo", "update lane set solo_until = greatest(solo_until, $2) where lane = $1");

// What a crashed hub can have had in its hands is at most what one transaction takes.
const goSoloAfterCrash = statement(
  "lane.go-solo-after-crash",
  `update lane l set solo_until = h.last_batch
     from (select lane, max(batch_id) as last_batch
             from (select lane, batch_id, row_number() over (partition by lane order by batch_id) as place from pending) q
            where place <= ${BATCH_ROWS_MAX} group by lane) h
    where l.lane = h.lane`,
);

const head = statement<LaneHead>(
  "lane.head",
  `select min(batch_id) as "batchId", sum(length_bytes) >= ${BATCH_BYTES_MAX / 2} as "isEnough"
     from (select batch_id, length_bytes from pending where lane = $1 order by batch_id limit ${BATCH_ROWS_MAX}) first
   having count(*) > 0`,
);

/** What waits first in a lane; `isEnough` when the lane alone has work for a transaction. */
export type LaneHead = { batchId: number; isEnough: boolean };

/** Locks the lane that waits longest and nobody holds, or `only` that one; or finds none. */
export function claimLane(tx: Queryable, only: number | null): Promise<ClaimedLane | null> {
  return tx.find(claim, [only]);
}

/** Locks more lanes that wait, nobody holds, and need not go push by push, for the transaction that holds `lane`. */
export async function joinLanes(tx: Queryable, lane: number): Promise<number[]> {
  return (await tx.rows(join, [lane])).map((joined) => joined.lane);
}

/** The batch at the head of a lane, not taken. */
export function findHead(tx: Queryable, lane: number): Promise<LaneHead | null> {
  return tx.find(head, [lane]);
}

/** Takes rows off the heads of lanes, the oldest first: gone from the queue if this transaction commits. */
export async function takeRows(tx: Queryable, lanes: readonly number[]): Promise<PendingRow[]> {
  return (await tx.rows(take, [lanes])).map(readRow);
}

/** What stands at the heads of all lanes, up to what one transaction takes; takes and locks nothing. */
export async function peekRows(db: Queryable): Promise<PendingRow[]> {
  return (await db.rows(peek)).map(readRow);
}

/** Takes the first push of a lane alone. */
export async function takeFirstPush(tx: Queryable, lane: number): Promise<PendingRow[]> {
  return (await tx.rows(takeFirst, [lane])).map(readRow);
}

function readRow({ text, bytes, pushes, ...row }: RowRead): PendingRow {
  return { ...row, pushes: pushes.map(readPlace), bytes: bytes ?? Buffer.from(text ?? "", "latin1") };
}

/**
 * Counts that a solo lane's first push is begun, and returns how often it now was. Runs on a connection of its own while the
 * lane is held, so that the count is committed whatever becomes of the push.
 */
export async function countSoloAttempt(db: Queryable, lane: number, deliveryId: string): Promise<number> {
  return (await db.find(countAttempt, [lane, deliveryId]))?.attempts ?? 0;
}

/** The attempt counted last was ended by something other than the push. */
export async function takeBackSoloAttempt(
  db: Queryable,
  { lane, deliveryId }: { lane: number; deliveryId: string },
): Promise<void> {
  await db.rows(takeBackAttempt, [lane, deliveryId]);
}

/** From here to batch `untilBatch` the lane's pushes go one per transaction. */
export async function goSoloUntil(db: Queryable, lane: number, untilBatch: number): Promise<void> {
  await db.rows(goSolo, [lane, untilBatch]);
}

/** Every lane goes solo for what the hub may have been working on when it died. */
export async function goSoloEverywhere(db: Queryable): Promise<void> {
  await db.rows(goSoloAfterCrash);
}

/** How much waits to be processed, over all lanes. */
export type Backlog = { pushes: number; oldestDeliveryId: string | null };

const backlog = statement<Backlog>(
  "lane.backlog",
  `select coalesce(sum(push_count), 0)::bigint as pushes,
          (select pushes -> 0 ->> 0 from pending order by batch_id limit 1) as "oldestDeliveryId" from pending`,
);

/** Counts what is pending; reads no bodies. */
export async function countBacklog(db: Queryable): Promise<Backlog> {
  return (await db.find(backlog)) ?? { pushes: 0, oldestDeliveryId: null };
}
