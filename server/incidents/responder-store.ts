import { columns } from "../storage/columns.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { Responder } from "./responder.ts";

const responderColumns = columns({
  incidentId: "text",
  personId: "bigint",
  assignedTime: "bigint",
  acknowledgedTime: "bigint",
});

const ofIncidents = statement<Responder>(
  "responder.of-incidents",
  `select ${responderColumns.select("r")} from responder r where r.incident_id = any($1::text[])
    order by r.incident_id, r.assigned_time, r.person_id`,
);

const upsert = statement(
  "responder.upsert",
  `insert into responder (${responderColumns.names})
   select ${responderColumns.values("x")} from json_to_recordset($1) as x(${responderColumns.record})
   on conflict (incident_id, person_id) do update set acknowledged_time = excluded.acknowledged_time`,
);

/** The responders of incidents by incident, those of each in the order in which they came to it. */
export async function listResponders(
  db: Queryable,
  incidentIds: readonly string[],
): Promise<Map<string, readonly Responder[]>> {
  const byIncident = new Map<string, Responder[]>(incidentIds.map((id) => [id, []]));
  if (incidentIds.length === 0) return byIncident;
  for (const responder of await db.rows(ofIncidents, [incidentIds]))
    byIncident.get(responder.incidentId)?.push(responder);
  return byIncident;
}

/** Writes responders that are new, and whether those there are have acknowledged. */
export async function upsertResponders(tx: Queryable, responders: readonly Responder[]): Promise<void> {
  if (responders.length > 0) await tx.rows(upsert, [JSON.stringify(responders)]);
}
