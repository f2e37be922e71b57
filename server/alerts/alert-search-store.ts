import type { Queryable } from "../storage/database.ts";
import { firstIdOf, HIGHEST_ID, LOWEST_ID } from "../storage/id-bounds.ts";
import { statement } from "../storage/statement.ts";
import { firstWay, type TitleSearch, type TitleWay, titleValues } from "../titles/title-store.ts";
import {
  type AlertOrder,
  type AlertRow,
  type AlertWindow,
  alertCountStatement,
  alertListStatement,
  CLAMP_SECONDS,
  COLUMNS,
  DAY_SECONDS,
  LATE_SECONDS,
  NAMES,
} from "./alert-list-store.ts";

const listByIds = statement<AlertRow>(
  "alert.list-by-ids",
  `select ${COLUMNS} from alert a ${NAMES}
    where a.alert_id = any($1::text[]) and a.channel_id <> all($2::bigint[]) order by a.alert_id desc`,
);

/** What to search for; null filters nothing. Times are Unix seconds. */
export type AlertSearch = {
  window: AlertWindow;
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
  orderby: AlertOrder;
  asc: boolean;
  /** The last alert of the page before. */
  after: { alertId: string; updatedAt: number } | null;
  limit: number;
  offset: number;
};

/** A page of alerts. */
export async function listAlerts(
  db: Queryable,
  search: AlertSearch,
  way: TitleWay = firstWay(search.title),
): Promise<AlertRow[]> {
  const { window, orderby, asc, limit, offset, after } = search;
  const { value, further } = titleValues(search.title, way);
  const values = [...filterValues(search, value), limit, offset, after?.alertId ?? null];
  if (orderby === "updated_at") values.push(after?.updatedAt ?? null);
  const list = alertListStatement(window, way, orderby, asc ? "asc" : "desc");
  const rows = await db.rows(list, [...values, ...further]);
  // Where nothing was found among the newest one row says so, without an id.
  const found = rows.flatMap(({ is_whole, ...row }) => (row.alert_id === null ? [] : [row]));
  const isWhole = found.length === limit || rows.every(({ is_whole }) => is_whole);
  return isWhole ? found : listAlerts(db, search, "titled");
}

/** How many alerts the search finds, counted up to `max`. */
export async function countAlerts(
  db: Queryable,
  search: AlertSearch,
  max: number,
  way: TitleWay = firstWay(search.title),
): Promise<number> {
  const { value, further } = titleValues(search.title, way);
  const count = alertCountStatement(search.window, way);
  const found = await db.find(count, [...filterValues(search, value), max, ...further]);
  if (!found) return 0;
  return found.is_whole || found.total >= max ? found.total : countAlerts(db, search, max, "titled");
}

/** Alerts by id, newest first; unknown ids are left out, and those in hidden channels. */
export function listAlertsByIds(
  db: Queryable,
  alertIds: readonly string[],
  hiddenChannelIds: readonly number[],
): Promise<AlertRow[]> {
  return db.rows(listByIds, [alertIds, hiddenChannelIds]);
}

function filterValues(search: AlertSearch, title: unknown): unknown[] {
  const { alertIds, isActive, everMuted, severities, channelIds, integrationIds, alertKeys, from, to } = search;
  const filter = [alertIds, isActive, everMuted, severities, channelIds, integrationIds, alertKeys, title];
  return [...filter, search.hiddenChannelIds, from, to, ...idRange(search)];
}

/** The range of ids of alerts in the window, apart from late and long-lived ones (see the generated columns of the table). */
function idRange({ window, from, to, alertIds }: AlertSearch): [string, string] {
  if (alertIds) return [LOWEST_ID, HIGHEST_ID];
  const first = firstIdOf(from - CLAMP_SECONDS - DAY_SECONDS);
  return [first, firstIdOf(window === "updated" ? to + CLAMP_SECONDS : to + LATE_SECONDS + CLAMP_SECONDS)];
}
