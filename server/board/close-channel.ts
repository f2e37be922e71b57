import { listLooseAlerts } from "../alerts/alert-store.ts";
import { listOpenIncidents } from "../incidents/incident-store.ts";
import { noteChange } from "../live/change-store.ts";
import type { Queryable } from "../storage/database.ts";
import { Board, type BoardContext } from "./board.ts";
import { loadBoardOfIncidents } from "./load-board.ts";
import { sliceIncidents } from "./slices.ts";
import { writeBoard } from "./write-board.ts";

const AT_ONCE = 1_000;

/** Closes everything that is open in a channel, whose row is locked, because it is deleted; slice by slice in one transaction. */
export async function closeChannel(tx: Queryable, channelId: number, context: BoardContext): Promise<void> {
  const by = { from: "console", personId: context.personId, findings: {} } as const;
  for (;;) {
    const open = await listOpenIncidents(tx, channelId, AT_ONCE);
    if (open.length === 0) break;
    for (const slice of await sliceIncidents(tx, open)) {
      const board = await loadBoardOfIncidents(tx, slice, "open", context);
      for (const incident of [...board.incidents.values()]) board.closeIncident(incident, by, { from: "channel" });
      await writeBoard(tx, board);
    }
  }
  for (;;) {
    const alerts = await listLooseAlerts(tx, channelId, AT_ONCE);
    if (alerts.length === 0) break;
    const board = new Board({ alerts, incidents: [], recoveries: [], responders: [] }, context);
    for (const alert of alerts) board.closeAlert(alert, { from: "channel" });
    await writeBoard(tx, board);
  }
  await noteChange(tx, { alerts: [[channelId, null]], incidents: [[channelId, null]] });
}
