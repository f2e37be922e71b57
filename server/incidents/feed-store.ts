import type { Queryable } from "../storage/database.ts";
import { type Statement, statement } from "../storage/statement.ts";

/** A row of a timeline. Times are milliseconds. */
export type FeedRowRead = {
  ref_id: string;
  type: string;
  detail: Record<string, unknown>;
  creator_id: number;
  created_at: number;
  updated_at: number;
};

const listIn = (direction: "asc" | "desc") => `select ref_id, type, detail, creator_id, created_at, updated_at from feed
  where ref_id = $1 and ($2::text[] is null or type = any($2)) order by feed_id ${direction} limit $3 offset $4`;

const RANK = "case e.severity when 'Critical' then 1 when 'Warning' then 2 else 3 end";
const dayOf = (column: string) =>
  `(select (to_timestamp(${column} / 1000.0) at time zone 'utc')::date from alert where alert_id = $1)`;
// Ids begin with the second in eight hexadecimal digits and the millisecond in four, and order all rows of an alert.
const hexAt = (from: number, digits: number) =>
  `('x' || lpad(substr(e.event_id, ${from}, ${digits}), 16, '0'))::bit(64)::bigint`;

/**
 * What an event did to its alert stands in the event, and is not written a second time: the first one opened it, the others changed it,
 * and one that says Ok closed it.
 */
const listOfAlert = (direction: "asc" | "desc") => `
  with happened as (
    select e.event_id, e.status, e.delivery_id, e.said, ${hexAt(1, 8)} * 1000 + ${hexAt(9, 4)} as at_ms,
           row_number() over in_order = 1 and e.day = ${dayOf("opened_at")} as is_first,
           (array['Critical', 'Warning', 'Info'])[min(${RANK}) over in_order] as severity
      from alert_event e where e.alert_id = $1 and e.day between ${dayOf("opened_at")} and ${dayOf("last_received_at")}
    window in_order as (order by e.event_id)
  ), rows as (
    select event_id as id, 0 as part, at_ms, 0::bigint as creator_id, case when is_first then 'a_new' else 'a_update' end as type,
           case when is_first then json_build_object('severity', severity, 'status', status, 'delivery_id', delivery_id, 'said', said)
                else json_build_object('severity', severity, 'status', status,
                                       'progress', case status when 'Ok' then 'Closed' else 'Triggered' end) end as detail
      from happened
    union all
    select event_id, 1, at_ms, 0, 'a_close', '{"from": "event"}' from happened where status = 'Ok'
    union all
    select feed_id, 0, created_at, creator_id, type, detail from feed where ref_id = $1
  )
  select $1::text as ref_id, type, detail, creator_id, at_ms as created_at, at_ms as updated_at from rows
   where $2::text[] is null or type = any($2) order by id ${direction}, part ${direction} limit $3 offset $4`;

const lists: Record<"asc" | "desc", Statement<FeedRowRead>> = {
  asc: statement("feed.list-asc", listIn("asc")),
  desc: statement("feed.list-desc", listIn("desc")),
};

const alertLists: Record<"asc" | "desc", Statement<FeedRowRead>> = {
  asc: statement("feed.list-of-alert-asc", listOfAlert("asc")),
  desc: statement("feed.list-of-alert-desc", listOfAlert("desc")),
};

/** What to read of one alert's or incident's timeline; null types means all. */
export type FeedSearch = {
  refId: string;
  types: readonly string[] | null;
  asc: boolean;
  limit: number;
  offset: number;
};

/** A page of a timeline. */
export function listFeed(db: Queryable, search: FeedSearch): Promise<FeedRowRead[]> {
  return db.rows(lists[search.asc ? "asc" : "desc"], [search.refId, search.types, search.limit, search.offset]);
}

/** A page of an alert's activity. */
export function listAlertFeed(db: Queryable, search: FeedSearch): Promise<FeedRowRead[]> {
  return db.rows(alertLists[search.asc ? "asc" : "desc"], [search.refId, search.types, search.limit, search.offset]);
}
