import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../server/base/clock.ts";
import { createIdSource } from "../../server/base/ids.ts";
import { createJournal } from "../../server/journal/journal.ts";
import { createPartitions } from "../../server/storage/partitions.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";
import { countJournalRows, countWalSyncs } from "./support/evidence-store.ts";
import { waitFor } from "./support/wait.ts";

const PUSHES = 100;

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.drop());

test("P1: every batch that is answered was synced to disk: the log's syncs grow with the batches", async () => {
  const newId = createIdSource();
  const journal = createJournal({
    ...{ database: db.database, partitions: createPartitions(db.database), clock: systemClock },
    ...{ waitingBytesMax: 1e9, onCommit: () => undefined },
  });
  const before = await countWalSyncs(db.database);
  for (let push = 0; push < PUSHES; push += 1) {
    const receivedAtMs = systemClock.now();
    const request = { method: "POST", query: {}, headers: {}, body: Buffer.from("{}") };
    const about = { deliveryId: newId(receivedAtMs), integrationId: 1131, receivedAtMs, isTest: false, replayOf: null };
    // One after the other, so that no two share a commit.
    await journal.append({ ...about, request }, 0);
  }
  await journal.stop();
  expect(await countJournalRows(db.database)).toBe(PUSHES);
  // Other tests use this server too: they add syncs, and cannot take any away. A connection reports its own when it ends.
  await waitFor("the syncs are reported", async () => (await countWalSyncs(db.database)) - before >= PUSHES);
});
