import type { EventImage } from "../../contract/event-image.ts";
import type { EventStatus } from "../../contract/severity.ts";
import { utcDay } from "../base/clock.ts";
import type { Queryable } from "../storage/database.ts";
import { firstIdOf } from "../storage/id-bounds.ts";
import { type Statement, statement } from "../storage/statement.ts";

/** An event with its integration's type. Times are Unix seconds; `day` is the UTC day it arrived on. */
export type AlertEventRow = {
  event_id: string;
  alert_id: string;
  delivery_id: string;
  channel_id: number;
  integration_id: number;
  integration_type: string;
  title: string;
  title_rule: string;
  description: string;
  alert_key: string;
  event_severity: EventStatus;
  event_status: EventStatus;
  event_time: number;
  labels: Record<string, string>;
  images: readonly EventImage[];
  created_at: number;
  day: string;
};

const COLUMNS = `e.event_id, e.alert_id, e.delivery_id, e.channel_id, e.integration_id, coalesce(i.plugin_type, '') as integration_type, e.title,
  e.title_rule, e.description, e.alert_key, e.severity as event_severity, e.status as event_status, e.event_time, e.labels, e.images,
  e.created_at, e.day::text as day`;
const TYPE = "left join integration i using (integration_id)";

const ofAlert = statement<AlertEventRow>(
  "alert-event.of-alert",
  `select ${COLUMNS} from alert_event e ${TYPE} where e.alert_id = $1 order by e.event_id desc limit $2`,
);

const ofAlerts = statement<AlertEventRow>(
  "alert-event.of-alerts",
  `select e.* from unnest($1::text[]) k(alert_id), lateral (
      select ${COLUMNS} from alert_event e ${TYPE} where e.alert_id = k.alert_id order by e.event_id desc limit $2) e`,
);

const FILTER = `e.day between $1::date and $2::date and e.event_id >= $3 and e.event_time between $4 and $5
  and ($6::bigint[] is null or e.integration_id = any($6))
  and ($7::bigint[] is null or e.channel_id = any($7))
  and ($8::text[] is null or e.severity = any($8))
  and e.channel_id <> all($9::bigint[])
  and ($10::text[] is null or e.integration_id in (select i.integration_id from integration i where i.plugin_type = any($10)))`;

// Days are partitions and ids grow within them, so this order needs no sorting.
const listIn = (direction: "asc" | "desc") => {
  const beyond = direction === "desc" ? "<" : ">";
  const order = `order by e.day ${direction}, e.event_id ${direction}`;
  return `select ${COLUMNS} from (select e.* from alert_event e where ${FILTER}
      and ($11::text is null or (e.day ${beyond}= $12::date and (e.day, e.event_id) ${beyond} ($12, $11)))
      ${order} limit $13 offset $14) e ${TYPE} ${order}`;
};

const lists: Record<"asc" | "desc", Statement<AlertEventRow>> = {
  asc: statement("alert-event.list-asc", listIn("asc"), { prepared: false }),
  desc: statement("alert-event.list-desc", listIn("desc"), { prepared: false }),
};

const count = statement<{ total: number }>(
  "alert-event.count",
  `select count(*) as total from (select from alert_event e where ${FILTER} limit $11) x`,
  { prepared: false },
);

const idsOfTypes = statement<{ integration_id: number }>(
  "alert-event.integrations-of-types",
  "select integration_id from integration where plugin_type = any($1::text[])",
);

/** What to search for; null filters nothing. Times are Unix seconds. */
export type AlertEventSearch = {
  from: number;
  to: number;
  integrationIds: readonly number[] | null;
  /** For more integrations than are named: a day's partitions are planned for each of them. */
  integrationTypes: readonly string[] | null;
  channelIds: readonly number[] | null;
  hiddenChannelIds: readonly number[];
  severities: readonly string[] | null;
  asc: boolean;
  /** The last event of the page before. */
  after: { eventId: string; day: string } | null;
  limit: number;
  offset: number;
};

/** A page of events in the order in which they arrived. */
export function listAlertEvents(db: Queryable, search: AlertEventSearch): Promise<AlertEventRow[]> {
  const after = [search.after?.eventId ?? null, search.after?.day ?? null];
  const values = [...filterValues(search), ...after, search.limit, search.offset];
  return db.rows(lists[search.asc ? "asc" : "desc"], values);
}

/** How many events the search finds, counted up to `max`. */
export async function countAlertEvents(db: Queryable, search: AlertEventSearch, max: number): Promise<number> {
  return (await db.find(count, [...filterValues(search), max]))?.total ?? 0;
}

/** The newest events of one alert, newest first. */
export function listEventsOfAlert(db: Queryable, alertId: string, max: number): Promise<AlertEventRow[]> {
  return db.rows(ofAlert, [alertId, max]);
}

/** The newest events of each alert, by alert. */
export async function listEventsOfAlerts(
  db: Queryable,
  alertIds: readonly string[],
  maxEach: number,
): Promise<Map<string, AlertEventRow[]>> {
  const byAlert = new Map<string, AlertEventRow[]>();
  for (const row of await db.rows(ofAlerts, [alertIds, maxEach])) {
    const events = byAlert.get(row.alert_id);
    if (events) events.push(row);
    else byAlert.set(row.alert_id, [row]);
  }
  return byAlert;
}

/** The integrations of these types, deleted ones too. */
export async function listIntegrationIdsOfTypes(db: Queryable, types: readonly string[]): Promise<number[]> {
  return (await db.rows(idsOfTypes, [types])).map((row) => row.integration_id);
}

/** A source's clock may run ahead of ours by 5 minutes, and be behind by 24 hours (D78). */
const AHEAD_SECONDS = 300;
const BEHIND_SECONDS = 86_400;
const LAST_SECOND = 253_402_300_799;

function filterValues(search: AlertEventSearch): unknown[] {
  const { from, to, integrationIds, channelIds, severities, hiddenChannelIds } = search;
  const firstDay = utcDay(Math.max(0, from - AHEAD_SECONDS) * 1000);
  const lastDay = utcDay(Math.min(to + BEHIND_SECONDS, LAST_SECOND) * 1000);
  const filters = [integrationIds, channelIds, severities, hiddenChannelIds, search.integrationTypes];
  return [firstDay, lastDay, firstIdOf(from - AHEAD_SECONDS), from, to, ...filters];
}
