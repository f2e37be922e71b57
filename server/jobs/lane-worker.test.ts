import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { systemClock } from "../base/clock.ts";
import { createIdSource } from "../base/ids.ts";
import { createJournal } from "../journal/journal.ts";
import { goSoloEverywhere } from "../journal/lane-store.ts";
import { createPartitions } from "../storage/partitions.ts";
import { statement } from "../storage/statement.ts";
import { createLaneWorker, type LaneTrouble } from "./lane-worker.ts";

const LANE = 3;
let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.drop());

/** Pushes of an integration that does not exist: each ends as `failed`, which is all a lane needs to work through. */
async function journalPushes(
  count: number,
  laneOf: (place: number) => number = () => LANE,
  body: Buffer = Buffer.from("{}"),
): Promise<string[]> {
  const partitions = createPartitions(db.database);
  const newId = createIdSource();
  const options = {
    database: db.database,
    partitions,
    clock: systemClock,
    waitingBytesMax: 1e9,
    onCommit: () => undefined,
  };
  const journal = createJournal(options);
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const receivedAtMs = Date.now();
    const deliveryId = newId(receivedAtMs);
    ids.push(deliveryId);
    const request = { method: "POST", query: {}, headers: {}, body };
    const entry = { deliveryId, integrationId: 1131, receivedAtMs, isTest: false, replayOf: null, request };
    const appended = journal.append(entry, laneOf(i));
    if (i % 10 === 9) await appended;
  }
  await journal.stop();
  return ids;
}

function createWorker(concurrency: number) {
  const troubles: LaneTrouble[] = [];
  const sizes: number[] = [];
  const seen = { pushes: 0, batches: 0, sizes };
  const worker = createLaneWorker({
    database: db.database,
    partitions: createPartitions(db.database),
    clock: systemClock,
    newId: createIdSource(),
    concurrency,
    onBatch: (batch) => {
      seen.pushes += batch.pushes;
      seen.batches += 1;
      sizes.push(batch.pushes);
    },
    onTrouble: (trouble) => troubles.push(trouble),
  });
  return { worker, troubles, seen };
}

// Transactions get their number when they lock their lane: by it, rows are in the order in which they were processed.
const ledger = statement<{ deliveryId: string; outcome: string }>(
  "test.ledger",
  `select delivery_id as "deliveryId", outcome from delivery order by xmin::text::bigint, delivery_id`,
);

test("P1: two workers on a lane that went solo never take the same push, and keep its order", async () => {
  const ids = await journalPushes(200);
  await goSoloEverywhere(db.database);
  const { worker, troubles, seen } = createWorker(2);
  worker.start();
  await expect.poll(() => seen.pushes, { timeout: 20_000 }).toBe(ids.length);
  await worker.stop();
  expect(troubles).toEqual([]);
  expect((await db.database.rows(ledger)).map((row) => row.deliveryId)).toEqual(ids);
});

test("a lane that was solo for a crash goes back to whole batches for what came after it", async () => {
  await journalPushes(20);
  await goSoloEverywhere(db.database);
  const after = await journalPushes(50);
  const { worker, seen } = createWorker(1);
  await worker.drain();
  expect(seen.pushes).toBe(70);
  const { worker: next, seen: nextSeen } = createWorker(1);
  await next.drain();
  expect(nextSeen.pushes).toBe(0);
  expect((await db.database.rows(ledger)).slice(20).map((row) => row.deliveryId)).toEqual(after);
});

test("P1: pushes of many lanes go in few transactions, each lane in its order, each push once, while two loops work", async () => {
  const ids = await journalPushes(400, (place) => place % 16);
  const { worker, troubles, seen } = createWorker(2);
  worker.start();
  await expect.poll(() => seen.pushes, { timeout: 20_000 }).toBe(ids.length);
  await worker.stop();
  expect(troubles).toEqual([]);
  const processed = (await db.database.rows(ledger)).map((row) => ids.indexOf(row.deliveryId));
  for (let lane = 0; lane < 16; lane += 1) {
    const inLane = processed.filter((place) => place % 16 === lane);
    expect(inLane).toEqual(ids.flatMap((_, place) => (place % 16 === lane ? [place] : [])));
  }
  expect(seen.batches).toBeLessThan(16);
});

test("a lane that waits with half a megabyte goes alone; lanes that wait with less go together", async () => {
  const kilobyte = Buffer.from(JSON.stringify({ text: "x".repeat(1_000) }));
  await journalPushes(800, (place) => (place < 600 ? 0 : place % 16), kilobyte);
  const { worker, seen } = createWorker(1);
  await worker.drain();
  const inLane = 600 + Math.ceil(200 / 16);
  expect(seen.sizes[0], "a transaction could take on all of them").toBeLessThanOrEqual(inLane);
  expect(seen.batches, "the other fifteen lanes have a few each").toBeLessThan(7);
});

test("pushes that wait in other lanes are not held back by a lane that goes push by push", async () => {
  await journalPushes(30);
  await goSoloEverywhere(db.database);
  await journalPushes(40, (place) => place % 16);
  const { worker, seen } = createWorker(1);
  await worker.drain();
  // Thirty alone, and what came after them in a few.
  expect(seen.pushes).toBe(70);
  expect(seen.batches).toBeLessThan(30 + 10);
});
