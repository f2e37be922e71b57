import { columns } from "../storage/columns.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { FeedRow } from "./feed.ts";
import { INCIDENT_COLUMNS, type Incident } from "./incident.ts";

const incidentColumns = columns(INCIDENT_COLUMNS);

const feedColumns = columns({
  refId: "text",
  feedId: "text",
  type: "text",
  detail: "json",
  creatorId: "bigint",
  createdAt: "bigint",
  updatedAt: "bigint",
});

const byIds = statement<Incident>(
  "incident.by-ids",
  `select ${incidentColumns.select("i")} from unnest($1::text[]) k(incident_id) join incident i on i.incident_id = k.incident_id`,
);

const alertCounts = statement<{ incidentId: string; alerts: number }>(
  "incident.alert-counts",
  `select i.incident_id as "incidentId", i.alert_cnt as alerts
     from unnest($1::text[]) with ordinality k(incident_id, place) join incident i on i.incident_id = k.incident_id order by place`,
);

const places = statement<{ incidentId: string; channelId: number }>(
  "incident.places",
  `select i.incident_id as "incidentId", i.channel_id as "channelId"
     from unnest($1::text[]) k(incident_id) join incident i on i.incident_id = k.incident_id`,
);

const openOfChannel = statement<{ incidentId: string }>(
  "incident.open-of-channel",
  `select incident_id as "incidentId" from incident where channel_id = $1 and progress <> 'Closed' limit $2`,
);

const insert = incidentColumns.copyInto("incident");

const update = statement(
  "incident.update",
  `update incident i set ${incidentColumns.assignments("x", "incidentId", "channelId", "createdAt")}
     from json_to_recordset($1) as x(${incidentColumns.record}) where i.incident_id = x."incidentId"`,
);

const insertFeed = feedColumns.copyInto("feed");

/** The incidents with these ids; unknown ids are left out. */
export async function listIncidents(db: Queryable, incidentIds: readonly string[]): Promise<Incident[]> {
  return incidentIds.length === 0 ? [] : db.rows(byIds, [incidentIds]);
}

/** How many alerts each of these incidents has, in the order given; unknown ids are left out. */
export function countAlertsOf(
  db: Queryable,
  incidentIds: readonly string[],
): Promise<{ incidentId: string; alerts: number }[]> {
  return db.rows(alertCounts, [incidentIds]);
}

/** In which channel each of these incidents is; unknown ids are left out. */
export function listIncidentPlaces(
  db: Queryable,
  incidentIds: readonly string[],
): Promise<{ incidentId: string; channelId: number }[]> {
  return db.rows(places, [incidentIds]);
}

/** Ids of open incidents of a channel, up to a limit. */
export async function listOpenIncidents(db: Queryable, channelId: number, limit: number): Promise<string[]> {
  return (await db.rows(openOfChannel, [channelId, limit])).map(({ incidentId }) => incidentId);
}

/** Writes new incidents. */
export async function insertIncidents(db: Queryable, incidents: readonly Incident[]): Promise<void> {
  if (incidents.length > 0) await db.copy(insert, incidents);
}

/** Writes incidents that changed. */
export async function updateIncidents(db: Queryable, incidents: readonly Incident[]): Promise<void> {
  if (incidents.length > 0) await db.rows(update, [JSON.stringify(incidents)]);
}

/** Adds rows to timelines of incidents and activities of alerts. */
export async function insertFeedRows(db: Queryable, rows: readonly FeedRow[]): Promise<void> {
  if (rows.length > 0) await db.copy(insertFeed, rows);
}
