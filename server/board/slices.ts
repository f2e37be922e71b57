import { countAlertsOf } from "../incidents/incident-store.ts";
import type { Queryable } from "../storage/database.ts";

/** A unit of work holds about so many alerts in memory; one incident may have more. */
const ALERTS_MAX = 5_000;

/** Incidents in slices whose alerts fit into one unit of work, each with at least one. Unknown ids are left out. */
export async function sliceIncidents(tx: Queryable, incidentIds: readonly string[]): Promise<string[][]> {
  const slices: string[][] = [];
  let room = 0;
  for (const { incidentId, alerts } of await countAlertsOf(tx, incidentIds)) {
    const last = slices.at(-1);
    if (last && alerts <= room) last.push(incidentId);
    else {
      slices.push([incidentId]);
      room = ALERTS_MAX;
    }
    room -= alerts;
  }
  return slices;
}
