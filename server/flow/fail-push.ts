import type { Saying } from "../../contract/saying.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import type { PendingRow } from "../journal/pending.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import { insertLedgerEntries, touchIntegrations } from "../ledger/ledger-store.ts";
import type { Queryable } from "../storage/database.ts";
import { endedEntry, latestReceipts, takePushes } from "./push.ts";
import { receiptsOf } from "./receipts.ts";

/** Sets pushes aside that cannot be processed: out of the queue, in the ledger with the reason, there to be replayed. */
export async function failPushes(
  tx: Queryable,
  rows: readonly PendingRow[],
  because: Saying,
  nowMs: number,
): Promise<LedgerEntry[]> {
  const ended = { outcome: "failed" as const, because };
  const taken = [...takePushes(rows)];
  const integrations = await listFlowIntegrations(tx, [...new Set(taken.map(({ place }) => place.integrationId))]);
  const byId = new Map(integrations.map((integration) => [integration.integrationId, integration]));
  const failed = taken.map(({ place, entry }) => {
    return { place, entry, integration: byId.get(place.integrationId) ?? null, ended };
  });
  const ledger = failed.map((push) => endedEntry(push, nowMs));
  await insertLedgerEntries(tx, ledger);
  const receipts = latestReceipts(failed);
  await touchIntegrations(tx, receipts, { integrations: receiptsOf(failed, receipts) });
  return ledger;
}
