import { listOpenAlerts, listOpenAlertsOf, listRecoveries, listUnrecoveredAlertsOf } from "../alerts/alert-store.ts";
import type { AlertKey } from "../alerts/recovery.ts";
import { listIncidents } from "../incidents/incident-store.ts";
import { listResponders } from "../incidents/responder-store.ts";
import type { Queryable } from "../storage/database.ts";
import { Board, type BoardContext } from "./board.ts";

/** What events need: whatever is open under their keys, and when those last recovered. */
export async function loadBoardOfKeys(tx: Queryable, keys: readonly AlertKey[], context: BoardContext): Promise<Board> {
  const alerts = await listOpenAlerts(tx, keys);
  const recoveries = await listRecoveries(tx, keys);
  const incidents = await listIncidents(tx, [...new Set(alerts.flatMap(({ incidentId }) => incidentId ?? []))]);
  return new Board({ alerts, incidents, recoveries, responders: [] }, context);
}

/**
 * What a decision about incidents needs besides them and their responders: no alerts, to hold one; those that are open, to close it;
 * those that did not recover and what else is open under their keys, to reopen it.
 */
export type AlertsWanted = "none" | "open" | "unrecovered";

/**
 * Incidents with what a decision about them needs. Their channels are locked: whoever holds a channel is alone with what is in it.
 * Unknown ids are left out.
 */
export async function loadBoardOfIncidents(
  tx: Queryable,
  incidentIds: readonly string[],
  wanted: AlertsWanted,
  context: BoardContext,
): Promise<Board> {
  const incidents = await listIncidents(tx, incidentIds);
  const responders = await listResponders(tx, incidentIds);
  const alerts = await listAlertsWanted(tx, incidentIds, wanted);
  return new Board({ alerts, incidents, recoveries: [], responders: [...responders.values()].flat() }, context);
}

async function listAlertsWanted(tx: Queryable, incidentIds: readonly string[], wanted: AlertsWanted) {
  if (wanted === "none") return [];
  if (wanted === "open") return listOpenAlertsOf(tx, incidentIds);
  const own = await listUnrecoveredAlertsOf(tx, incidentIds);
  const open = await listOpenAlerts(tx, own);
  const known = new Set(own.map(({ alertId }) => alertId));
  return [...own, ...open.filter(({ alertId }) => !known.has(alertId))];
}
