import type { Saying } from "../../contract/saying.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import type { PendingBatch } from "../journal/lane-store.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import { insertLedgerEntries, touchIntegrations } from "../ledger/ledger-store.ts";
import type { Queryable } from "../storage/database.ts";
import { changeOf } from "./change-of.ts";
import { latestReceipts } from "./latest-receipts.ts";
import { endedEntry, takePushes } from "./push-in-flight.ts";

/** Sets pushes aside that cannot be processed: out of the queue, in the ledger with the reason, there to be replayed. */
export async function failFirstPush(
  tx: Queryable,
  batches: readonly PendingBatch[],
  because: Saying,
  nowMs: number,
): Promise<LedgerEntry[]> {
  const ended = { outcome: "failed" as const, because };
  const taken = takePushes(batches);
  const integrations = await listFlowIntegrations(tx, [...new Set(taken.map(({ place }) => place.push[1]))]);
  const failed = taken.map(({ place, entry }) => {
    const integration = integrations.find(({ integrationId }) => integrationId === place.push[1]) ?? null;
    return { place, entry, integration, ended };
  });
  const ledger = failed.map((push) => endedEntry(push, nowMs));
  await insertLedgerEntries(tx, ledger);
  const receipts = latestReceipts(failed);
  await touchIntegrations(tx, receipts, changeOf(failed, receipts, { alerts: [], incidents: [] }));
  return ledger;
}
