import { columns } from "../storage/columns.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { FeedRow } from "./feed.ts";
import type { Incident } from "./incident.ts";

const incidentColumns = columns({
  incidentId: "text",
  channelId: "bigint",
  integrationId: "bigint",
  integrationIds: "bigint[]",
  integrationTypes: "text[]",
  title: "text",
  description: "text",
  severity: "text",
  status: "text",
  progress: "text",
  labels: "json",
  images: "json",
  dedupKey: "text",
  groupMethod: "text",
  everMuted: "boolean",
  startTime: "bigint",
  lastTime: "bigint",
  ackTime: "bigint",
  endTime: "bigint",
  closeTime: "bigint",
  snoozedBefore: "bigint",
  creatorId: "bigint",
  closerId: "bigint",
  ownerId: "bigint",
  impact: "text",
  rootCause: "text",
  resolution: "text",
  manualOverrides: "text[]",
  fields: "json",
  alertCnt: "integer",
  activeAlertCnt: "integer",
  alertEventCnt: "integer",
  createdAt: "bigint",
  updatedAt: "bigint",
});

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
