import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

/** What came of one integration in one hour, counted since 1970. */
export type HourOfActivity = {
  integrationId: number;
  hour: number;
  events: number;
  /** Events that no route took. */
  unrouted: number;
  refused: number;
};

// Rows in order, so that two nodes never wait for each other crosswise.
const add = statement(
  "integration-hour.add",
  `insert into integration_hour as h (integration_id, hour, events, unrouted, refused)
   select * from unnest($1::bigint[], $2::integer[], $3::integer[], $4::integer[], $5::integer[]) order by 1, 2
   on conflict (integration_id, hour) do update set events = h.events + excluded.events,
     unrouted = h.unrouted + excluded.unrouted, refused = h.refused + excluded.refused`,
);

const list = statement<HourOfActivity>(
  "integration-hour.list",
  `select integration_id as "integrationId", hour, events, unrouted, refused from integration_hour
    where integration_id = any($1::bigint[]) and hour >= $2 order by integration_id, hour`,
);

const deleteBefore = statement<{ n: number }>(
  "integration-hour.delete",
  `with old as (select ctid from integration_hour where hour < $1 order by hour limit 5000),
        gone as (delete from integration_hour h using old where h.ctid = old.ctid returning 1)
   select count(*) as n from gone`,
);

/** Adds to what was counted before. */
export async function addActivity(db: Queryable, hours: readonly HourOfActivity[]): Promise<void> {
  if (hours.length === 0) return;
  await db.rows(add, [
    hours.map(({ integrationId }) => integrationId),
    hours.map(({ hour }) => hour),
    hours.map(({ events }) => events),
    hours.map(({ unrouted }) => unrouted),
    hours.map(({ refused }) => refused),
  ]);
}

/** The hours of some integrations from one on; those in which nothing came are left out. */
export function listActivity(
  db: Queryable,
  integrationIds: readonly number[],
  fromHour: number,
): Promise<HourOfActivity[]> {
  return db.rows(list, [integrationIds, fromHour]);
}

/** Forgets up to 5000 hours before one. */
export async function deleteOldActivity(db: Queryable, beforeHour: number): Promise<number> {
  return (await db.find(deleteBefore, [beforeHour]))?.n ?? 0;
}
