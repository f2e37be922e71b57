import type { LedgerEntry } from "../integrations/ledger.ts";
import { insertLedgerEntries } from "../integrations/ledger-store.ts";
import type { PendingBatch } from "../jobs/lane-store.ts";
import type { Queryable } from "../storage/database.ts";
import { endedEntry, takePushes } from "./push-in-flight.ts";

/** Sets pushes aside that cannot be processed: out of the queue, in the ledger with the reason, there to be replayed. */
export async function failFirstPush(
  tx: Queryable,
  batches: readonly PendingBatch[],
  because: string,
  nowMs: number,
): Promise<LedgerEntry[]> {
  const ended = { outcome: "failed" as const, because };
  const ledger = takePushes(batches).map(({ place, entry }) =>
    endedEntry({ place, entry, integration: null, ended }, nowMs),
  );
  await insertLedgerEntries(tx, ledger);
  return ledger;
}
