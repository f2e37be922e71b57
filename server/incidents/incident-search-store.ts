import type { Queryable } from "../storage/database.ts";
import { firstIdOf, HIGHEST_ID, LOWEST_ID } from "../storage/id-bounds.ts";
import { statement } from "../storage/statement.ts";
import { firstWay, type TitleSearch, type TitleWay, titleValues } from "../titles/title-store.ts";
import {
  COLUMNS,
  incidentSearchStatements,
  type ListedIncident,
  NAMES,
  NUM,
  type People,
} from "./incident-list-store.ts";

const listByIds = statement<ListedIncident>(
  "incident.list-by-ids",
  `select ${COLUMNS} from incident n ${NAMES}
    where n.incident_id = any($1::text[]) and n.channel_id <> all($2::bigint[]) order by n.incident_id desc`,
);

const findByNum = statement<ListedIncident>(
  "incident.find-by-num",
  `select ${COLUMNS} from incident n ${NAMES}
    where ${NUM} = $1 and n.channel_id <> all($2::bigint[]) order by n.incident_id desc limit 1`,
);

const channelsOfTeams = statement<{ channel_id: number }>(
  "incident.channels-of-teams",
  `select channel_id from channel where ($1::bigint[] is null or team_id = any($1))
      and ($2::bigint[] is null or case when managing_team_ids = '{}' then team_id = any($2) else managing_team_ids && $2 end)`,
);

const ALERT_FILTER = "incident_id = $1 and ($2::boolean is null or (progress = 'Triggered') = $2)";

const alertIds = statement<{ alert_id: string }>(
  "incident.alert-ids",
  `select alert_id from alert where ${ALERT_FILTER} order by alert_id desc limit $3 offset $4`,
);

const countAlertsStatement = statement<{ total: number }>(
  "incident.count-alerts",
  `select count(*) as total from alert where ${ALERT_FILTER}`,
);

/** What to search for; null filters nothing. Times are Unix seconds. */
export type IncidentSearch = {
  /** Null looks at all time, which only a search by ids may. */
  window: { from: number; to: number } | null;
  incidentIds: readonly string[] | null;
  nums: readonly string[] | null;
  progress: readonly string[] | null;
  severities: readonly string[] | null;
  channelIds: readonly number[] | null;
  hiddenChannelIds: readonly number[];
  creatorIds: readonly number[] | null;
  closerIds: readonly number[] | null;
  responderIds: readonly number[] | null;
  /** Who holds it now. */
  ackerIds: readonly number[] | null;
  everMuted: boolean | null;
  isSnoozed: boolean | null;
  now: number;
  /** Null asks for nothing; the number of an incident in upper case also finds it, whatever its title. */
  title: TitleSearch | null;
  orNum: string | null;
  asc: boolean;
  /** The last incident of the page before. */
  afterId: string | null;
  limit: number;
  offset: number;
};

/** A page of incidents in the order in which they were opened. */
export async function listIncidentRows(
  db: Queryable,
  search: IncidentSearch,
  way: TitleWay = firstWay(search.title),
): Promise<ListedIncident[]> {
  const { value, further } = titleValues(search.title, way);
  const values = [...filterValues(search, value), search.afterId, search.limit, search.offset, ...further];
  const rows = await db.rows(incidentSearchStatements(peopleOf(search), way)[search.asc ? "asc" : "desc"], values);
  // Where nothing was found among the newest one row says so, without an id.
  const found = rows.flatMap(({ is_whole, ...row }) => (row.incidentId === null ? [] : [row]));
  const isWhole = found.length === search.limit || rows.every(({ is_whole }) => is_whole);
  return isWhole ? found : listIncidentRows(db, search, "titled");
}

/** How many incidents the search finds, counted up to `max`. */
export async function countIncidents(
  db: Queryable,
  search: IncidentSearch,
  max: number,
  way: TitleWay = firstWay(search.title),
): Promise<number> {
  const { value, further } = titleValues(search.title, way);
  const { count } = incidentSearchStatements(peopleOf(search), way);
  const found = await db.find(count, [...filterValues(search, value), max, ...further]);
  if (!found) return 0;
  return found.is_whole || found.total >= max ? found.total : countIncidents(db, search, max, "titled");
}

/** Incidents by id, newest first; unknown ids are left out, and those in hidden channels. */
export function listIncidentsByIds(
  db: Queryable,
  incidentIds: readonly string[],
  hiddenChannelIds: readonly number[],
): Promise<ListedIncident[]> {
  return db.rows(listByIds, [incidentIds, hiddenChannelIds]);
}

/** The newest incident with this number, in upper case, that is not in a hidden channel. */
export function findIncidentByNum(
  db: Queryable,
  num: string,
  hiddenChannelIds: readonly number[],
): Promise<ListedIncident | null> {
  return db.find(findByNum, [num, hiddenChannelIds]);
}

/** The channels owned by one of some teams, or managed by one of others; null asks for nothing. */
export async function listChannelIdsOfTeams(
  db: Queryable,
  teams: { owning: readonly number[] | null; managing: readonly number[] | null },
): Promise<number[]> {
  return (await db.rows(channelsOfTeams, [teams.owning, teams.managing])).map((row) => row.channel_id);
}

/** Which alerts of an incident to read; null means open and closed ones. */
export type IncidentAlertSearch = { incidentId: string; isActive: boolean | null; limit: number; offset: number };

/** The ids of an incident's alerts, newest first, and how many there are in all. */
export async function listAlertIdsOfIncident(
  db: Queryable,
  { incidentId, isActive, limit, offset }: IncidentAlertSearch,
): Promise<{ alertIds: string[]; total: number }> {
  const rows = await db.rows(alertIds, [incidentId, isActive, limit, offset]);
  const total = await db.find(countAlertsStatement, [incidentId, isActive]);
  return { alertIds: rows.map((row) => row.alert_id), total: total?.total ?? 0 };
}

const LAST_SECOND = 253_402_300_799;
/** A source's clock may run ahead of ours by this much (D78). */
const CLAMP_SECONDS = 300;
/** Opened later than this after its start, an incident counts as late. */
const LATE_SECONDS = 3600;

function filterValues(search: IncidentSearch, title: unknown): unknown[] {
  const { window, incidentIds, nums, progress, severities, channelIds, creatorIds, closerIds, everMuted } = search;
  const ids = window
    ? [firstIdOf(window.from - CLAMP_SECONDS), firstIdOf(window.to + LATE_SECONDS + CLAMP_SECONDS)]
    : [LOWEST_ID, HIGHEST_ID];
  const times = window ? [window.from, window.to] : [0, LAST_SECOND];
  const people = [creatorIds, closerIds];
  const mutes = [everMuted, search.isSnoozed, search.now];
  const before = [...ids, ...times, incidentIds, nums, progress, severities, channelIds, ...people, ...mutes];
  const { hiddenChannelIds, responderIds, ackerIds, orNum } = search;
  return [...before, title, hiddenChannelIds, responderIds, ackerIds, orNum];
}

function peopleOf({ responderIds, ackerIds }: IncidentSearch): People {
  if (responderIds) return ackerIds ? "both" : "responders";
  return ackerIds ? "ackers" : "anyone";
}
