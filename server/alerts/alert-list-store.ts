import type { EventImage } from "../../contract/event-image.ts";
import type { EventStatus } from "../../contract/severity.ts";
import { type Statement, statement } from "../storage/statement.ts";
import {
  NEWEST_READ,
  newestRead,
  TITLE_WAYS,
  type TitleWay,
  titleCondition,
  titleHas,
  titlesHaving,
} from "../titles/title-store.ts";

/** An alert with the names the wire shows beside its ids. Times are Unix seconds. */
export type AlertRow = {
  alert_id: string;
  integration_id: number;
  channel_id: number;
  title: string;
  title_rule: string;
  description: string;
  alert_severity: EventStatus;
  alert_status: EventStatus;
  alert_key: string;
  progress: "Triggered" | "Closed";
  start_time: number;
  last_time: number;
  end_time: number;
  close_time: number;
  labels: Record<string, string>;
  ever_muted: boolean;
  created_at: number;
  updated_at: number;
  event_cnt: number;
  images: readonly EventImage[];
  integration_name: string;
  integration_type: string;
  channel_name: string;
  channel_status: string;
  incident_id: string;
  incident_title: string;
  incident_progress: "Triggered" | "Processing" | "Closed" | "";
};

/** What a list of alerts `a` shows, and the joins it takes. */
export const COLUMNS = `a.alert_id, a.integration_id, a.channel_id, a.title, a.title_rule, a.description, a.severity as alert_severity,
  a.status as alert_status, a.alert_key, a.progress, a.start_time, a.last_time, a.end_time, a.close_time, a.labels, a.ever_muted,
  a.created_at, a.updated_at, a.event_cnt, a.images, coalesce(i.name, '') as integration_name,
  coalesce(i.plugin_type, '') as integration_type, coalesce(c.channel_name, '') as channel_name,
  coalesce(c.status, '') as channel_status, coalesce(n.incident_id, '') as incident_id, coalesce(n.title, '') as incident_title,
  coalesce(n.progress, '') as incident_progress`;
export const NAMES = `left join integration i using (integration_id) left join channel c on c.channel_id = a.channel_id
  left join incident n on n.incident_id = a.incident_id`;

const filter = (way: TitleWay) => `($1::text[] is null or a.alert_id = any($1))
  and ($2::boolean is null or (a.progress = 'Triggered') = $2)
  and ($3::boolean is null or a.ever_muted = $3)
  and ($4::text[] is null or a.severity = any($4))
  and ($5::bigint[] is null or a.channel_id = any($5))
  and ($6::bigint[] is null or a.integration_id = any($6))
  and ($7::text[] is null or a.alert_key = any($7))
  and ${titleCondition(way, "a", "$8")}
  and a.channel_id <> all($9::bigint[])`;

/** A source's clock may run ahead of ours by this much (D78). */
export const CLAMP_SECONDS = 300;
export const DAY_SECONDS = 86_400;
/** Opened later than this after its start, an alert counts as late. */
export const LATE_SECONDS = 3600;

/** Alive at some moment of the window, or last changed inside it. */
const IN_WINDOW = {
  alive: "a.start_time <= $11 and a.last_time >= $10",
  updated: "a.updated_at between $10 and $11 and a.updated_slot between $10 / 600 and $11 / 600",
} as const;
/** Which moments of an alert a window of time is over. */
export type AlertWindow = keyof typeof IN_WINDOW;
/** What alerts can be sorted by. */
export type AlertOrder = "created_at" | "updated_at";
type Direction = "asc" | "desc";
const beyond = (direction: Direction) => (direction === "desc" ? "<" : ">");

// Ids tell when an alert was opened, so the window is a range of ids from $12 to before $13. Two kinds of alert may lie outside:
// those opened long after they started, and those of before that lived longer than a day. Both are few and have their own index.
const RANGES = [
  "a.alert_id >= $13 and a.is_late",
  "a.alert_id >= $12 and a.alert_id < $13",
  `a.alert_id < $12 and a.is_long_lived and a.updated_slot >= ($10 - ${CLAMP_SECONDS}) / 600`,
];

// By the latest change: the slot of ten minutes has an index and settles most of the order. An alert that did not live longer than a
// day last changed at most a day after it was opened, which bounds the slots to look at.
const CHANGED = [
  `not a.is_long_lived and a.alert_id >= $12 and a.alert_id < $13 and a.updated_slot >= ($10 - ${CLAMP_SECONDS}) / 600
     and a.updated_slot <= ($11 + ${LATE_SECONDS} + ${CLAMP_SECONDS} + ${DAY_SECONDS}) / 600`,
  `a.is_long_lived and a.alert_id < $13 and a.updated_slot >= ($10 - ${CLAMP_SECONDS}) / 600`,
  "a.is_late and a.alert_id >= $13",
];

/** An order of alerts, and the parts in which it is read: each is cut to a page before they are put together. */
type Order = { ranges: readonly string[]; by: string; past: string; next: number };

const ORDERS: Record<AlertOrder, (direction: Direction) => Order> = {
  created_at: (direction) => ({
    ranges: RANGES,
    by: `order by a.alert_id ${direction}`,
    past: `a.alert_id ${beyond(direction)} $16`,
    next: 17,
  }),
  updated_at: (direction) => ({
    ranges: CHANGED,
    by: `order by a.updated_slot ${direction}, a.updated_at ${direction}, a.alert_id ${direction}`,
    past: `a.updated_slot ${beyond(direction)}= $17::bigint / 600 and (a.updated_at, a.alert_id) ${beyond(direction)} ($17, $16)`,
    next: 18,
  }),
};

const anyOf = (ranges: readonly string[]) => `(${ranges.map((range) => `(${range})`).join(" or ")})`;
const HAS_TITLE = titleHas("a", "$8");
const PAGE = "$14::integer + $15::integer";
const READ = `${NEWEST_READ} + 2 * (${PAGE})`;

/** The alerts of a title, apart: with other conditions beside it the planner would ask their indexes anew for each title. */
const OF_TITLE = "(select a.* from alert a where a.title_hash = t.title_hash order by a.alert_id desc offset 0) a";
/** What sorting needs: rows are read whole only once they are known to be on the page. */
const KEYS = "a.alert_id, a.title_hash, a.updated_slot, a.updated_at";
const whole = (keys: string) => `(select a.* from (${keys}) k join alert a using (alert_id)) a`;

const listIn = (window: AlertWindow, way: TitleWay, { ranges, by, past, next }: Order) => {
  const where = `${IN_WINDOW[window]} and ${filter(way)} and ($16::text is null or (${past}))`;
  const inParts = (limit: string) =>
    ranges
      .map((range) => `(select ${KEYS} from alert a where ${range} and ${where} ${by} limit ${limit})`)
      .join(" union all ");
  if (way === "newest") {
    const rows = { sql: `select a.* from (${inParts(READ)}) a ${by}`, read: READ, wanted: PAGE };
    return `with ${newestRead("a", HAS_TITLE, rows)},
      found as materialized (select a.alert_id from read a where (select is_worth from looked) and ${HAS_TITLE} ${by} limit $14 offset $15)
      select ${COLUMNS}, looked.is_whole from looked left join ${whole("table found")} on true ${NAMES} ${by}`;
  }
  const keys =
    way === "titled"
      ? `select a.* from ${titlesHaving("$8", next)} t, lateral (select ${KEYS} from ${OF_TITLE}
           where ${anyOf(ranges)} and ${where} ${by} limit ${PAGE}) a`
      : inParts(PAGE);
  return `select ${COLUMNS}, true as is_whole from ${whole(`select a.alert_id from (${keys}) a ${by} limit $14 offset $15`)}
    ${NAMES} ${by}`;
};

const countIn = (window: AlertWindow, way: TitleWay) => {
  const where = `${IN_WINDOW[window]} and ${filter(way)}`;
  const read = `${NEWEST_READ} + 2 * $14::integer`;
  const inParts = (limit: string) =>
    RANGES.map(
      (range) =>
        `(select a.title_hash from alert a where ${range} and ${where} order by a.alert_id desc limit ${limit})`,
    ).join(" union all ");
  if (way === "newest") {
    const rows = { sql: `select a.title_hash from (${inParts(read)}) a`, read, wanted: "$14" };
    return `with ${newestRead("a", HAS_TITLE, rows)}
      select case when is_worth then (select count(*) from (select from read a where ${HAS_TITLE} limit $14) x) else 0 end as total, is_whole
        from looked`;
  }
  const rows =
    way === "titled"
      ? `select from ${titlesHaving("$8", 15)} t, lateral (
           select from ${OF_TITLE} where ${anyOf(RANGES)} and ${where} limit $14) a`
      : inParts("$14");
  return `select count(*) as total, true as is_whole from (select from (${rows}) a limit $14) t`;
};

/** Alerts that were found; not whole when there may be more than were looked at. */
type Found = AlertRow & { is_whole: boolean };

const lists = new Map<string, Statement<Found>>();
const counts = new Map<string, Statement<{ total: number; is_whole: boolean }>>();
for (const window of ["alive", "updated"] as const) {
  for (const way of TITLE_WAYS) {
    const name = `${window}-title-${way}`;
    counts.set(`${window} ${way}`, statement(`alert.count-${name}`, countIn(window, way), { prepared: false }));
    for (const direction of ["asc", "desc"] as const) {
      for (const order of ["created_at", "updated_at"] as const) {
        const text = listIn(window, way, ORDERS[order](direction));
        const list = statement<Found>(`alert.list-${name}-by-${order}-${direction}`, text, { prepared: false });
        lists.set(`${window} ${way} ${order} ${direction}`, list);
      }
    }
  }
}

/** The list of alerts in a window and an order. Its values: 13 of the filter, limit, offset, cursor, then those of the title. */
export function alertListStatement(
  window: AlertWindow,
  way: TitleWay,
  order: AlertOrder,
  direction: Direction,
): Statement<Found> {
  const found = lists.get(`${window} ${way} ${order} ${direction}`);
  if (!found) throw new Error(`alerts cannot be sorted by ${order}`);
  return found;
}

/** The count of alerts in a window. Its values: 13 of the filter, the limit, then those of the title. */
export function alertCountStatement(
  window: AlertWindow,
  way: TitleWay,
): Statement<{ total: number; is_whole: boolean }> {
  const found = counts.get(`${window} ${way}`);
  if (!found) throw new Error(`alerts cannot be counted by ${window}`);
  return found;
}
