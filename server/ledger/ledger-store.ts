import type { Change } from "../live/change.ts";
import { columns } from "../storage/columns.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { LedgerEntry } from "./ledger.ts";

const deliveryColumns = columns({
  day: "date",
  deliveryId: "text",
  integrationId: "bigint",
  batchId: "bigint",
  offsetBytes: "integer",
  lengthBytes: "integer",
  receivedAt: "bigint",
  processedAt: "bigint",
  outcome: "text",
  because: "text",
  said: "json",
  events: "integer",
  verdicts: "json",
  replayOf: "text",
  isTest: "boolean",
  keyFingerprint: "text",
});

const insert = deliveryColumns.copyInto("delivery");

// Rows in id order, so that two nodes never wait for each other crosswise. The change goes along, to cost no statement of its own.
const touch = statement(
  "integration-activity.touch",
  `with touched as (
     insert into integration_activity as a (integration_id, last_received_at)
     select * from unnest($1::bigint[], $2::bigint[]) order by 1
     on conflict (integration_id) do update set last_received_at = excluded.last_received_at
      where a.last_received_at < excluded.last_received_at
   )
   insert into change (facts) values ($3)`,
);

/** Writes processed pushes into the ledger. */
export async function insertLedgerEntries(tx: Queryable, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length > 0) await tx.copy(insert, entries);
}

/** Moves the latest event time of integrations forward, never back, and notes for live streams what the transaction changed. */
export async function touchIntegrations(
  tx: Queryable,
  lastReceivedAt: ReadonlyMap<number, number>,
  change: Change,
): Promise<void> {
  await tx.rows(touch, [[...lastReceivedAt.keys()], [...lastReceivedAt.values()], JSON.stringify(change)]);
}
