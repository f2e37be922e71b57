import type { Saying } from "../../contract/saying.ts";
import { utcDay } from "../base/clock.ts";
import { idTimeMs } from "../base/ids.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { Verdicts } from "./ledger.ts";

/** One push as the list shows it. Times are milliseconds. */
export type DeliveryRow = {
  delivery_id: string;
  integration_id: number;
  outcome: "pending" | "processed" | "ignored" | "rejected" | "failed";
  because: string;
  said: Saying[];
  code: string;
  request_id: string;
  received_at: number;
  processed_at: number;
  event_cnt: number;
  verdict_counts: Verdicts["counts"];
  key_fingerprint: string;
  replay_of: string;
  is_test: boolean;
  length_bytes: number;
};

/** Where the bytes of a push stand in the journal. */
export type JournalPlace = { day: string; batchId: number; offsetBytes: number; lengthBytes: number };

type Scanned = DeliveryRow & { matches: boolean };

const PROCESSED = `d.delivery_id, d.integration_id, d.outcome, d.because, coalesce(d.said, '[]') as said, '' as code, '' as request_id, d.received_at, d.processed_at,
  d.events as event_cnt, d.verdicts -> 'counts' as verdict_counts, coalesce(d.replay_of, '') as replay_of,
  d.is_test, d.length_bytes, coalesce(d.key_fingerprint, '') as key_fingerprint`;
const REJECTED = `r.delivery_id, r.integration_id, 'rejected' as outcome, r.message as because, r.said, r.code, r.request_id, r.received_at,
  0::bigint as processed_at, 0 as event_cnt, '{}'::json as verdict_counts, '' as replay_of,
  false as is_test, r.body_bytes as length_bytes, '' as key_fingerprint`;

/** How many rows one page looks through for a text: a search in a long ledger goes on with its cursor. */
const SCANNED_MAX = 2000;

const WINDOW = `d.integration_id = $1 and d.day between $2::date and $3::date and d.delivery_id >= $4 and d.delivery_id < $5`;
// What went to a hidden channel must not be found by searching for it either.
const VERDICTS_SEEN = `case when $7::bigint[] = '{}' then d.verdicts::text else concat(d.verdicts -> 'counts', d.verdicts -> 'rejects',
  (select json_agg(e) from json_array_elements(d.verdicts -> 'events') e where (e ->> 'channel_id')::bigint <> all($7))) end`;
const MATCHES = `($6::text is null or strpos(lower(${VERDICTS_SEEN}), $6) > 0 or strpos(lower(d.because), $6) > 0
  or d.delivery_id = $6 or d.replay_of = $6)`;
const ORDER = "order by d.day desc, d.delivery_id desc";

const listAll = statement<Scanned>(
  "delivery.list",
  `select ${PROCESSED}, ${MATCHES} as matches from delivery d where ${WINDOW} ${ORDER} limit $8`,
  { prepared: false },
);

// Pushes that did not simply go through are few; a partial index finds them.
const listUnusual = statement<Scanned>(
  "delivery.list-unusual",
  `select ${PROCESSED}, ${MATCHES} as matches from delivery d
    where ${WINDOW} and d.outcome <> 'processed' and d.outcome = any($9::text[]) ${ORDER} limit $8`,
  { prepared: false },
);

const listProcessed = statement<Scanned>(
  "delivery.list-processed",
  `select ${PROCESSED}, ${MATCHES} and d.outcome = any($9::text[]) as matches from delivery d where ${WINDOW} ${ORDER} limit $8`,
  { prepared: false },
);

const listRejected = statement<Scanned>(
  "delivery.list-rejected",
  `select ${REJECTED}, ($4::text is null or strpos(lower(r.message), $4) > 0 or strpos(lower(r.code), $4) > 0 or r.delivery_id = $4)
          as matches
     from rejected_push r where r.integration_id = $1 and r.delivery_id >= $2 and r.delivery_id < $3
    order by r.delivery_id desc limit $5`,
);

/** Deliveries of an integration between two ids; `words` is text to search for, in lower case. */
export type DeliverySearch = {
  integrationId: number;
  /** Inclusive, 24 hex digits. */
  fromId: string;
  /** Exclusive: the end of the window, or the last delivery of the page before. */
  beforeId: string;
  words: string | null;
  outcomes: readonly string[] | null;
  hiddenChannelIds: readonly number[];
  limit: number;
};

/** A page of the ledger. `nextBeforeId` is null on the last one; a page may hold fewer than `limit` although another follows. */
export type DeliveryPage = { items: DeliveryRow[]; nextBeforeId: string | null };

/** Processed and rejected pushes, newest first. */
export async function listDeliveries(db: Queryable, search: DeliverySearch): Promise<DeliveryPage> {
  const isFiltered = search.words !== null || search.outcomes !== null;
  const scanned = isFiltered ? SCANNED_MAX : search.limit + 1;
  const [ledger, rejected] = await Promise.all([scanLedger(db, search, scanned), scanRejected(db, search, scanned)]);
  const merged = [...ledger, ...rejected].sort((a, b) => (a.delivery_id < b.delivery_id ? 1 : -1)).slice(0, scanned);
  const page: DeliveryRow[] = [];
  for (const [index, { matches, ...row }] of merged.entries()) {
    if (matches) page.push(row);
    const isLast = index === merged.length - 1 && merged.length < scanned;
    if (page.length === search.limit) return { items: page, nextBeforeId: isLast ? null : row.delivery_id };
  }
  return { items: page, nextBeforeId: merged.length < scanned ? null : (merged.at(-1)?.delivery_id ?? null) };
}

function scanLedger(db: Queryable, search: DeliverySearch, scanned: number): Promise<Scanned[]> {
  const { integrationId, fromId, beforeId, words, outcomes } = search;
  const wanted = outcomes?.filter((outcome) => outcome !== "pending" && outcome !== "rejected") ?? null;
  if (wanted?.length === 0) return Promise.resolve([]);
  const window = [integrationId, firstDayOf(fromId), lastDayOf(beforeId), fromId, beforeId];
  const values = [...window, words, search.hiddenChannelIds, scanned];
  if (wanted === null) return db.rows(listAll, values);
  return db.rows(wanted.includes("processed") ? listProcessed : listUnusual, [...values, wanted]);
}

function scanRejected(db: Queryable, search: DeliverySearch, scanned: number): Promise<Scanned[]> {
  if (search.outcomes && !search.outcomes.includes("rejected")) return Promise.resolve([]);
  return db.rows(listRejected, [search.integrationId, search.fromId, search.beforeId, search.words, scanned]);
}

/** Ids are made a moment before the day of their group commit is taken, so a push of midnight may lie a day later. */
function firstDayOf(id: string): string {
  return utcDay(idTimeMs(id));
}

const DAY_MS = 86_400_000;

function lastDayOf(id: string): string {
  return utcDay(Math.min(idTimeMs(id) + DAY_MS, 253_402_300_799_000));
}

type PendingRow = { delivery_id: string; integration_id: number; length_bytes: number };

/** How many queued group commits of a lane are looked through; past it the count is a lower bound. */
const PENDING_ROWS_MAX = 500;

const pendingPushes = (
  order: "asc" | "desc",
) => `select push ->> 0 as delivery_id, (push ->> 1)::bigint as integration_id,
    (push ->> 3)::integer as length_bytes
     from (select batch_id, pushes from pending
            where lane = (select lane from integration where integration_id = $1) order by batch_id ${order} limit ${PENDING_ROWS_MAX}) p,
          jsonb_array_elements(p.pushes) push
    where (push ->> 1)::bigint = $1`;

const newestPending = statement<PendingRow & { count: number }>(
  "pending.newest",
  `select q.*, count(*) over () as count from (${pendingPushes("desc")}) q order by delivery_id desc limit 100`,
);

const oldestPending = statement<PendingRow>("pending.oldest", `${pendingPushes("asc")} order by 1 limit 1`);

const countPendingRows = statement<{ count: number }>(
  "pending.count-rows",
  `select count(*) as count from (select from pending where lane = (select lane from integration where integration_id = $1)
    limit ${PENDING_ROWS_MAX + 1}) x`,
);

/** What of an integration is in the journal but not yet in the ledger. */
export type PendingSummary = { count: number; isExact: boolean; oldest: number; items: DeliveryRow[] };

/** The newest 100 pushes that wait, how many do, and since when. */
export async function summarisePending(db: Queryable, integrationId: number): Promise<PendingSummary> {
  const newest = await db.rows(newestPending, [integrationId]);
  const oldest = await db.find(oldestPending, [integrationId]);
  const rows = await db.find(countPendingRows, [integrationId]);
  return {
    count: newest[0]?.count ?? 0,
    isExact: (rows?.count ?? 0) <= PENDING_ROWS_MAX,
    oldest: oldest ? idTimeMs(oldest.delivery_id) : 0,
    items: newest.map(pendingDelivery),
  };
}

function pendingDelivery({ delivery_id, integration_id, length_bytes }: PendingRow): DeliveryRow {
  return {
    delivery_id,
    integration_id,
    outcome: "pending",
    because: "",
    said: [],
    code: "",
    request_id: "",
    received_at: idTimeMs(delivery_id),
    processed_at: 0,
    event_cnt: 0,
    verdict_counts: {},
    key_fingerprint: "",
    replay_of: "",
    is_test: false,
    length_bytes,
  };
}

type Place = { day: string; batch_id: number; offset_bytes: number; length_bytes: number };

const findProcessed = statement<DeliveryRow & Place & { verdicts: Verdicts }>(
  "delivery.find",
  `select ${PROCESSED}, d.verdicts, d.day::text as day, d.batch_id, d.offset_bytes
     from delivery d where d.delivery_id = $1 and d.day between $2::date and $3::date`,
);

const findPending = statement<PendingRow & Place>(
  "pending.find",
  `select push ->> 0 as delivery_id, (push ->> 1)::bigint as integration_id, p.day::text as day, p.batch_id,
          (push ->> 2)::integer as offset_bytes, (push ->> 3)::integer as length_bytes
     from pending p, jsonb_array_elements(p.pushes) push
    where p.day between $2::date and $3::date and push ->> 0 = $1`,
);

/** A refused push as it was kept, its body cut at 64 KiB; null when it was refused before its body was read whole. */
export type RejectedRequest = {
  method: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: Buffer | null;
  bodyBytes: number;
};

const findRejected = statement<DeliveryRow & RejectedRequest>(
  "rejected-push.find",
  `select ${REJECTED}, r.method, r.query, r.headers, r.body, r.body_bytes as "bodyBytes"
     from rejected_push r where r.delivery_id = $1`,
);

const readBytes = statement<{ bytes: Buffer }>(
  "journal.read-push",
  "select substring(body from $3 + 1 for $4) as bytes from journal where day = $1 and batch_id = $2",
);

/** A push and where its request is kept. */
export type FoundDelivery =
  | { kept: "journal"; delivery: DeliveryRow; verdicts: Verdicts | null; place: JournalPlace }
  | { kept: "rejected"; delivery: DeliveryRow; request: RejectedRequest };

const isInHidden = statement(
  "delivery.is-in-hidden-channel",
  "select from integration where integration_id = $1 and channel_id = any($2::bigint[])",
);

/**
 * The push with this id, whether it waits, is processed or was refused; null when the ledger does not know it (any more), or when it
 * came by a private integration of a hidden channel.
 */
export async function findDelivery(
  db: Queryable,
  deliveryId: string,
  hiddenChannelIds: readonly number[],
): Promise<FoundDelivery | null> {
  const found = await findAnyDelivery(db, deliveryId);
  if (!found || hiddenChannelIds.length === 0) return found;
  return (await db.find(isInHidden, [found.delivery.integration_id, hiddenChannelIds])) ? null : found;
}

async function findAnyDelivery(db: Queryable, deliveryId: string): Promise<FoundDelivery | null> {
  const where = [deliveryId, firstDayOf(deliveryId), lastDayOf(deliveryId)];
  // Pending first: a push that is processed meanwhile is then found in the ledger.
  const pending = await db.find(findPending, where);
  if (pending) return { kept: "journal", delivery: pendingDelivery(pending), verdicts: null, place: placeOf(pending) };
  const processed = await db.find(findProcessed, where);
  if (processed) {
    const { verdicts, day, batch_id, offset_bytes, ...delivery } = processed;
    const place = placeOf({ day, batch_id, offset_bytes, length_bytes: delivery.length_bytes });
    return { kept: "journal", delivery, verdicts, place };
  }
  const rejected = await db.find(findRejected, [deliveryId]);
  if (!rejected) return null;
  const { method, query, headers, body, bodyBytes, ...delivery } = rejected;
  return { kept: "rejected", delivery, request: { method, query, headers, body, bodyBytes } };
}

function placeOf(row: Place): JournalPlace {
  return { day: row.day, batchId: row.batch_id, offsetBytes: row.offset_bytes, lengthBytes: row.length_bytes };
}

/** The bytes of one journal entry, or null once its day was dropped. */
export async function readJournalBytes(db: Queryable, place: JournalPlace): Promise<Buffer | null> {
  const row = await db.find(readBytes, [place.day, place.batchId, place.offsetBytes, place.lengthBytes]);
  return row?.bytes ?? null;
}
