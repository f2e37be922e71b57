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

/** An incident with the names the wire shows beside its ids. Times are Unix seconds. */
export type IncidentRow = {
  incident_id: string;
  channel_id: number;
  channel_name: string;
  channel_status: string;
  integration_id: number;
  integration_ids: number[];
  integration_types: string[];
  title: string;
  description: string;
  incident_severity: EventStatus;
  incident_status: EventStatus;
  progress: "Triggered" | "Processing" | "Closed";
  labels: Record<string, string>;
  images: readonly EventImage[];
  dedup_key: string;
  group_method: "i" | "p" | "n";
  ever_muted: boolean;
  start_time: number;
  last_time: number;
  ack_time: number;
  end_time: number;
  close_time: number;
  snoozed_before: number;
  creator_id: number;
  closer_id: number;
  owner_id: number;
  impact: string;
  root_cause: string;
  resolution: string;
  manual_overrides: string[];
  fields: Record<string, unknown>;
  alert_cnt: number;
  active_alert_cnt: number;
  alert_event_cnt: number;
  created_at: number;
  updated_at: number;
};

const COLUMNS = `n.incident_id, n.channel_id, coalesce(c.channel_name, '') as channel_name, coalesce(c.status, '') as channel_status,
  n.integration_id, array_to_json(n.integration_ids) as integration_ids, n.integration_types, n.title, n.description,
  n.severity as incident_severity, n.status as incident_status, n.progress, n.labels, n.images, n.dedup_key, n.group_method,
  n.ever_muted, n.start_time, n.last_time, n.ack_time, n.end_time, n.close_time, n.snoozed_before, n.creator_id, n.closer_id,
  n.owner_id, n.impact, n.root_cause, n.resolution, n.manual_overrides, n.fields, n.alert_cnt, n.active_alert_cnt,
  n.alert_event_cnt, n.created_at, n.updated_at`;
const NAMES = "left join channel c on c.channel_id = n.channel_id";

const listByIds = statement<IncidentRow>(
  "incident.list-by-ids",
  `select ${COLUMNS} from incident n ${NAMES}
    where n.incident_id = any($1::text[]) and n.channel_id <> all($2::bigint[]) order by n.incident_id desc`,
);

/** People read out the last six digits of an id. */
const NUM = "upper(right(n.incident_id, 6))";

const findByNum = statement<IncidentRow>(
  "incident.find-by-num",
  `select ${COLUMNS} from incident n ${NAMES}
    where ${NUM} = $1 and n.channel_id <> all($2::bigint[]) order by n.incident_id desc limit 1`,
);

const TITLE = titleConditions("n", "$15");

const filter = (people: string, check: TitleCheck) => `n.start_time between $3 and $4
  and ($5::text[] is null or n.incident_id = any($5))
  and ($6::text[] is null or ${NUM} = any($6))
  and ($7::text[] is null or n.progress = any($7))
  and ($8::text[] is null or n.severity = any($8))
  and ($9::bigint[] is null or n.channel_id = any($9))
  and ($10::bigint[] is null or n.creator_id = any($10))
  and ($11::bigint[] is null or n.closer_id = any($11))
  and ($12::boolean is null or n.ever_muted = $12)
  and ($13::boolean is distinct from true or (n.snoozed_before > 0 and n.snoozed_before > $14::bigint))
  and ($13 is distinct from false or n.snoozed_before <= $14)
  and (${TITLE[check]} or ${NUM} = $19::text)
  and n.channel_id <> all($16::bigint[])
  and ${people}`;

// Who works on an incident stands in a table of its own. Only a condition of its own lets the planner start from there, which it
// must where a person has few incidents; `or $17 is null` would hide it.
const RESPONDS = "n.incident_id in (select r.incident_id from responder r where r.person_id = any($17::bigint[]))";
const HOLDS = `n.incident_id in (select r.incident_id from responder r
  where r.person_id = any($18::bigint[]) and r.acknowledged_time > 0)`;
const PEOPLE = {
  anyone: "$17::bigint[] is null and $18::bigint[] is null",
  responders: `${RESPONDS} and $18::bigint[] is null`,
  ackers: `$17::bigint[] is null and ${HOLDS}`,
  both: `${RESPONDS} and ${HOLDS}`,
} as const;
type People = keyof typeof PEOPLE;

// Ids tell when an incident was opened, so the window is a range of ids from $1 to before $2. What was opened long after it
// started may lie outside; such incidents are few and have their own index.
const RANGES = ["n.incident_id >= $2 and n.is_late", "n.incident_id >= $1 and n.incident_id < $2"];

const listIn = (people: People, check: TitleCheck, direction: "asc" | "desc") => {
  const order = `order by n.incident_id ${direction}`;
  const parts = RANGES.map(
    (range) => `(select n.* from incident n where ${range} and ${filter(PEOPLE[people], check)}
       and ($20::text is null or n.incident_id ${direction === "desc" ? "<" : ">"} $20)
       ${order} limit $21::integer + $22::integer)`,
  );
  return `select ${COLUMNS} from (select * from (${parts.join(" union all ")}) n ${order} limit $21 offset $22) n ${NAMES} ${order}`;
};

const countIn = (people: People, check: TitleCheck) => {
  const parts = RANGES.map(
    (range) =>
      `(select from incident n where ${range} and ${filter(PEOPLE[people], check)} order by n.incident_id desc limit $20)`,
  );
  return `select count(*) as total from (select from (${parts.join(" union all ")}) n limit $20) x`;
};

type Search = { asc: Statement<IncidentRow>; desc: Statement<IncidentRow>; count: Statement<{ total: number }> };

const searches = new Map<string, Search>();
for (const people of ["anyone", "responders", "ackers", "both"] as const) {
  for (const check of TITLE_CHECKS) {
    const name = `${people}-title-${check}`;
    searches.set(`${people} ${check}`, {
      asc: statement(`incident.list-${name}-asc`, listIn(people, check, "asc"), { prepared: false }),
      desc: statement(`incident.list-${name}-desc`, listIn(people, check, "desc"), { prepared: false }),
      count: statement(`incident.count-${name}`, countIn(people, check), { prepared: false }),
    });
  }
}

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
export function listIncidentRows(db: Queryable, search: IncidentSearch): Promise<IncidentRow[]> {
  const values = [...filterValues(search), search.afterId, search.limit, search.offset];
  return db.rows(searchFor(search)[search.asc ? "asc" : "desc"], values);
}

/** How many incidents the search finds, counted up to `max`. */
export async function countIncidents(db: Queryable, search: IncidentSearch, max: number): Promise<number> {
  const { title } = search;
  // Titles too many to be named: those that are named mostly suffice.
  const ofNamed =
    title && !title.isAll ? await countIncidents(db, { ...search, title: { ...title, isAll: true } }, max) : 0;
  if (ofNamed >= max) return ofNamed;
  return (await db.find(searchFor(search).count, [...filterValues(search), max]))?.total ?? 0;
}

/** Incidents by id, newest first; unknown ids are left out, and those in hidden channels. */
export function listIncidentsByIds(
  db: Queryable,
  incidentIds: readonly string[],
  hiddenChannelIds: readonly number[],
): Promise<IncidentRow[]> {
  return db.rows(listByIds, [incidentIds, hiddenChannelIds]);
}

/** The newest incident with this number, in upper case, that is not in a hidden channel. */
export function findIncidentByNum(
  db: Queryable,
  num: string,
  hiddenChannelIds: readonly number[],
): Promise<IncidentRow | null> {
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
/** A source's clock may run ahead of ours by this much (`spec.md` §14 D78). */
const CLAMP_SECONDS = 300;
/** Opened later than this after its start, an incident counts as late. */
const LATE_SECONDS = 3600;

function filterValues(search: IncidentSearch): unknown[] {
  const { window, incidentIds, nums, progress, severities, channelIds, creatorIds, closerIds, everMuted } = search;
  const ids = window
    ? [firstIdOf(window.from - CLAMP_SECONDS), firstIdOf(window.to + LATE_SECONDS + CLAMP_SECONDS)]
    : [LOWEST_ID, HIGHEST_ID];
  const times = window ? [window.from, window.to] : [0, LAST_SECOND];
  const people = [creatorIds, closerIds];
  const mutes = [everMuted, search.isSnoozed, search.now];
  const before = [...ids, ...times, incidentIds, nums, progress, severities, channelIds, ...people, ...mutes];
  const { title, hiddenChannelIds, responderIds, ackerIds, orNum } = search;
  return [...before, titleValue(title), hiddenChannelIds, responderIds, ackerIds, orNum];
}

function searchFor({ responderIds, ackerIds, title }: IncidentSearch): Search {
  const people = responderIds ? (ackerIds ? "both" : "responders") : ackerIds ? "ackers" : "anyone";
  const found = searches.get(`${people} ${titleCheck(title)}`);
  if (!found) throw new Error(`incidents cannot be searched by ${people}`);
  return found;
}
