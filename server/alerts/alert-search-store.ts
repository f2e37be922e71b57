import type { EventStatus } from "../../contract/severity.ts";
import type { EventImage } from "../sources/source.ts";
import type { Queryable } from "../storage/database.ts";
import { firstIdOf, HIGHEST_ID, LOWEST_ID } from "../storage/id-bounds.ts";
import { type Statement, statement } from "../storage/statement.ts";
import {
  TITLE_CHECKS,
  type TitleCheck,
  type TitleSearch,
  titleCheck,
  titleConditions,
  titleValue,
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

const COLUMNS = `a.alert_id, a.integration_id, a.channel_id, a.title, a.title_rule, a.description, a.severity as alert_severity,
  a.status as alert_status, a.alert_key, a.progress, a.start_time, a.last_time, a.end_time, a.close_time, a.labels, a.ever_muted,
  a.created_at, a.updated_at, a.event_cnt, a.images, coalesce(i.name, '') as integration_name,
  coalesce(i.plugin_type, '') as integration_type, coalesce(c.channel_name, '') as channel_name,
  coalesce(c.status, '') as channel_status, coalesce(n.incident_id, '') as incident_id, coalesce(n.title, '') as incident_title,
  coalesce(n.progress, '') as incident_progress`;
const NAMES = `left join integration i using (integration_id) left join channel c on c.channel_id = a.channel_id
  left join incident n on n.incident_id = a.incident_id`;

const listByIds = statement<AlertRow>(
  "alert.list-by-ids",
  `select ${COLUMNS} from alert a ${NAMES}
    where a.alert_id = any($1::text[]) and a.channel_id <> all($2::bigint[]) order by a.alert_id desc`,
);

const TITLE = titleConditions("a", "$8");
const filter = (check: TitleCheck) => `($1::text[] is null or a.alert_id = any($1))
  and ($2::boolean is null or (a.progress = 'Triggered') = $2)
  and ($3::boolean is null or a.ever_muted = $3)
  and ($4::text[] is null or a.severity = any($4))
  and ($5::bigint[] is null or a.channel_id = any($5))
  and ($6::bigint[] is null or a.integration_id = any($6))
  and ($7::text[] is null or a.alert_key = any($7))
  and ${TITLE[check]}
  and a.channel_id <> all($9::bigint[])`;

/** A source's clock may run ahead of ours by this much (`spec.md` §14 D78). */
const CLAMP_SECONDS = 300;
const DAY_SECONDS = 86_400;
/** Opened later than this after its start, an alert counts as late. */
const LATE_SECONDS = 3600;

/** Alive at some moment of the window, or last changed inside it. */
const IN_WINDOW = {
  alive: "a.start_time <= $11 and a.last_time >= $10",
  updated: "a.updated_at between $10 and $11 and a.updated_slot between $10 / 600 and $11 / 600",
} as const;
type Window = keyof typeof IN_WINDOW;
type Direction = "asc" | "desc";
const beyond = (direction: Direction) => (direction === "desc" ? "<" : ">");

// Ids tell when an alert was opened, so the window is a range of ids from $12 to before $13. Two kinds of alert may lie outside:
// those opened long after they started, and those of before that lived longer than a day. Both are few and have their own index.
const RANGES = [
  "a.alert_id >= $13 and a.is_late",
  "a.alert_id >= $12 and a.alert_id < $13",
  `a.alert_id < $12 and a.is_long_lived and a.updated_slot >= ($10 - ${CLAMP_SECONDS}) / 600`,
];

const listByCreation = (window: Window, check: TitleCheck, direction: Direction) => {
  const order = `order by a.alert_id ${direction}`;
  // Each part is cut to a page before the parts are put together.
  const parts = RANGES.map(
    (range) => `(select a.* from alert a where ${range} and ${IN_WINDOW[window]} and ${filter(check)}
       and ($16::text is null or a.alert_id ${beyond(direction)} $16) ${order} limit $14::integer + $15::integer)`,
  );
  return `select ${COLUMNS} from (select * from (${parts.join(" union all ")}) a ${order} limit $14 offset $15) a ${NAMES} ${order}`;
};

// By the latest change: the slot of ten minutes has an index and settles most of the order. An alert that did not live longer than a
// day last changed at most a day after it was opened, which bounds the slots to look at.
const CHANGED = [
  `not a.is_long_lived and a.alert_id >= $12 and a.alert_id < $13 and a.updated_slot >= ($10 - ${CLAMP_SECONDS}) / 600
     and a.updated_slot <= ($11 + ${LATE_SECONDS} + ${CLAMP_SECONDS} + ${DAY_SECONDS}) / 600`,
  `a.is_long_lived and a.alert_id < $13 and a.updated_slot >= ($10 - ${CLAMP_SECONDS}) / 600`,
  "a.is_late and a.alert_id >= $13",
];

const listByUpdate = (window: Window, check: TitleCheck, direction: Direction) => {
  const order = `order by a.updated_slot ${direction}, a.updated_at ${direction}, a.alert_id ${direction}`;
  const past = `a.updated_slot ${beyond(direction)}= $17::bigint / 600 and (a.updated_at, a.alert_id) ${beyond(direction)} ($17, $16)`;
  const parts = CHANGED.map(
    (range) => `(select a.* from alert a where ${range} and ${IN_WINDOW[window]} and ${filter(check)}
       and ($16::text is null or (${past})) ${order} limit $14::integer + $15::integer)`,
  );
  return `select ${COLUMNS} from (select * from (${parts.join(" union all ")}) a ${order} limit $14 offset $15) a ${NAMES} ${order}`;
};

const countIn = (window: Window, check: TitleCheck) => {
  const parts = RANGES.map(
    (range) =>
      `(select from alert a where ${range} and ${IN_WINDOW[window]} and ${filter(check)} order by a.alert_id desc limit $14)`,
  );
  return `select count(*) as total from (select from (${parts.join(" union all ")}) a limit $14) t`;
};

const lists = new Map<string, Statement<AlertRow>>();
const counts = new Map<string, Statement<{ total: number }>>();
for (const window of ["alive", "updated"] as const) {
  for (const check of TITLE_CHECKS) {
    const kind = `${window} ${check}`;
    const name = `${window}-title-${check}`;
    counts.set(kind, statement(`alert.count-${name}`, countIn(window, check), { prepared: false }));
    for (const direction of ["asc", "desc"] as const) {
      for (const [order, text] of [
        ["created_at", listByCreation(window, check, direction)],
        ["updated_at", listByUpdate(window, check, direction)],
      ] as const) {
        const list = statement<AlertRow>(`alert.list-${name}-by-${order}-${direction}`, text, { prepared: false });
        lists.set(`${kind} ${order} ${direction}`, list);
      }
    }
  }
}

/** What to search for; null filters nothing. Times are Unix seconds. */
export type AlertSearch = {
  window: Window;
  from: number;
  to: number;
  alertIds: readonly string[] | null;
  isActive: boolean | null;
  everMuted: boolean | null;
  severities: readonly string[] | null;
  channelIds: readonly number[] | null;
  hiddenChannelIds: readonly number[];
  integrationIds: readonly number[] | null;
  alertKeys: readonly string[] | null;
  title: TitleSearch | null;
  orderby: "created_at" | "updated_at";
  asc: boolean;
  /** The last alert of the page before. */
  after: { alertId: string; updatedAt: number } | null;
  limit: number;
  offset: number;
};

/** A page of alerts. */
export async function listAlerts(db: Queryable, search: AlertSearch): Promise<AlertRow[]> {
  const found = lists.get(
    `${search.window} ${titleCheck(search.title)} ${search.orderby} ${search.asc ? "asc" : "desc"}`,
  );
  if (!found) throw new Error(`alerts cannot be sorted by ${search.orderby}`);
  const page = [search.limit, search.offset, search.after?.alertId ?? null];
  const values = [...filterValues(search), ...page];
  return db.rows(found, search.orderby === "created_at" ? values : [...values, search.after?.updatedAt ?? null]);
}

/** How many alerts the search finds, counted up to `max`. */
export async function countAlerts(db: Queryable, search: AlertSearch, max: number): Promise<number> {
  const { window, title } = search;
  // Titles too many to be named: those that are named mostly suffice.
  const ofNamed =
    title && !title.isAll ? await countAlerts(db, { ...search, title: { ...title, isAll: true } }, max) : 0;
  if (ofNamed >= max) return ofNamed;
  const found = counts.get(`${window} ${titleCheck(title)}`);
  if (!found) throw new Error(`alerts cannot be counted by ${window}`);
  return (await db.find(found, [...filterValues(search), max]))?.total ?? 0;
}

/** Alerts by id, newest first; unknown ids are left out, and those in hidden channels. */
export function listAlertsByIds(
  db: Queryable,
  alertIds: readonly string[],
  hiddenChannelIds: readonly number[],
): Promise<AlertRow[]> {
  return db.rows(listByIds, [alertIds, hiddenChannelIds]);
}

function filterValues(search: AlertSearch): unknown[] {
  const { alertIds, isActive, everMuted, severities, channelIds, integrationIds, alertKeys, title, from, to } = search;
  const filter = [alertIds, isActive, everMuted, severities, channelIds, integrationIds, alertKeys, titleValue(title)];
  return [...filter, search.hiddenChannelIds, from, to, ...idRange(search)];
}

/** The range of ids of alerts in the window, apart from late and long-lived ones (see the generated columns of the table). */
function idRange({ window, from, to, alertIds }: AlertSearch): [string, string] {
  if (alertIds) return [LOWEST_ID, HIGHEST_ID];
  const first = firstIdOf(from - CLAMP_SECONDS - DAY_SECONDS);
  return [first, firstIdOf(window === "updated" ? to + CLAMP_SECONDS : to + LATE_SECONDS + CLAMP_SECONDS)];
}
