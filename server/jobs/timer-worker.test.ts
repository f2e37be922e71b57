import { afterEach, beforeEach, expect, test } from "vitest";
import { addIncident } from "../../test/support/rows.ts";
import { execute } from "../../test/support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { systemClock } from "../base/clock.ts";
import { createIdSource } from "../base/ids.ts";
import { loadBoardOfIncidents } from "../board/load-board.ts";
import { writeBoard } from "../board/write-board.ts";
import { lockChannels } from "../channels/channel-lock-store.ts";
import { openDatabase } from "../storage/database.ts";
import { upsertTimers } from "../timers/timer-store.ts";
import { createTimerWorker, type TimerTrouble } from "./timer-worker.ts";

const CHANNELS = 12;
const INCIDENTS_EACH = 15;
/** The timers become due over so long. */
const SPREAD_MS = 1_500;
const newId = createIdSource();

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.drop());

/** Makes channels whose incidents end by themselves at once when their timers fire. */
async function makeChannels(count: number): Promise<void> {
  await execute(
    db.database,
    `insert into channel (channel_id, channel_name, status, creator_id, is_private, auto_resolve_timeout, auto_resolve_mode,
       disable_auto_close, disable_outlier_detection, is_external_report_enabled, created_at, updated_at, team_id)
     select i, 'c' || i, 'deleted', 1, false, 1, 'trigger', false, false, false, 0, 0, null from generate_series(1, $1::int) i`,
    [count],
  );
}

/** An open incident with a timer that is due after `afterMs`. */
async function addTimed(channelId: number, afterMs: number): Promise<{ incidentId: string; dueAt: number }> {
  const incidentId = await addIncident(db.database, { channelId });
  const dueAt = Date.now() + afterMs;
  await addTimer(channelId, incidentId, dueAt);
  return { incidentId, dueAt };
}

async function addTimer(channelId: number, ref: string, dueAt: number): Promise<void> {
  const about = { kind: "auto_resolve", channelId, ref, key: "", generation: 0, dueAt } as const;
  await upsertTimers(db.database, [{ ...about, timerId: newId(Date.now()), detail: { sinceMs: dueAt - 1_000 } }]);
}

/** A worker on connections of its own, as another node would have them. */
function createNode(troubles: TimerTrouble[]) {
  const options = { address: db.address, connectionsMax: 3, applicationName: "node", onError: () => undefined };
  const database = openDatabase(options);
  const worker = createTimerWorker({
    ...{ database, clock: systemClock, newId: createIdSource(), concurrency: 2 },
    onFired: () => undefined,
    onTrouble: (trouble) => troubles.push(trouble),
  });
  return { database, worker };
}

/** What else goes on: somebody who locks several channels, as processing does, and comments on what is in the first. */
async function comment(incidentId: string, channelIds: readonly number[]): Promise<void> {
  await db.database.transaction(async (tx) => {
    await lockChannels(tx, channelIds);
    const board = await loadBoardOfIncidents(tx, [incidentId], "open", { newId, nowMs: Date.now(), personId: 7 });
    board.addFeed(incidentId, { type: "i_comm", detail: { comment: "on it", mute_reply: false } });
    await writeBoard(tx, board);
  });
}

const countTimers = async () => (await execute<{ n: number }>(db.database, "select count(*) as n from timer"))[0]?.n;

type Closing = { ref_id: string; times: number; first: number };
const closings = () =>
  execute<Closing>(
    db.database,
    "select ref_id, count(*) as times, min(created_at) as first from feed where type = 'i_rslv' group by ref_id",
  );

test("P7: two nodes fire every timer once, none early and none lost, beside others who lock the same channels", async () => {
  await makeChannels(CHANNELS);
  const timed: { incidentId: string; dueAt: number }[] = [];
  for (let channelId = 1; channelId <= CHANNELS; channelId += 1) {
    for (let i = 0; i < INCIDENTS_EACH; i += 1) timed.push(await addTimed(channelId, (i * SPREAD_MS) / INCIDENTS_EACH));
  }
  // An incident that is gone leaves nothing to do, and no timer that is due for ever.
  await addTimer(1, newId(Date.now()), Date.now());
  const troubles: TimerTrouble[] = [];
  const nodes = [createNode(troubles), createNode(troubles)];
  for (const { worker } of nodes) worker.start();
  let isOver = false;
  const others = [1, 2].map(async (seed) => {
    for (let i = 0; !isOver; i += 1) {
      const first = 1 + ((i * seed) % CHANNELS);
      await comment(timed[i % timed.length]?.incidentId ?? "", [first, 1 + (first % CHANNELS)]);
    }
  });
  await expect.poll(countTimers, { timeout: 20_000 }).toBe(0);
  isOver = true;
  await Promise.all(others);
  for (const { worker, database } of nodes) {
    await worker.stop();
    await database.stop();
  }
  const closed = new Map((await closings()).map((one) => [one.ref_id, one]));
  expect(closed.size).toBe(timed.length);
  for (const { incidentId, dueAt } of timed) {
    expect(closed.get(incidentId)?.times).toBe(1);
    expect(closed.get(incidentId)?.first).toBeGreaterThanOrEqual(dueAt);
  }
  expect(troubles).toEqual([]);
}, 60_000);

test("a channel that somebody holds delays its own timers only", async () => {
  await makeChannels(2);
  const [held, free] = [await addTimed(1, 0), await addTimed(2, 0)];
  const troubles: TimerTrouble[] = [];
  const node = createNode(troubles);
  await db.database.transaction(async (tx) => {
    await lockChannels(tx, [1]);
    node.worker.start();
    await expect.poll(async () => (await closings()).map(({ ref_id }) => ref_id)).toEqual([free.incidentId]);
  });
  await expect.poll(countTimers).toBe(0);
  await node.worker.stop();
  await node.database.stop();
  expect((await closings()).map(({ ref_id }) => ref_id).sort()).toEqual([held.incidentId, free.incidentId].sort());
});

test("a timer that the database refuses is put off, and the others of its channel fire", async () => {
  await makeChannels(1);
  const [poison, sound] = [await addTimed(1, 0), await addTimed(1, 0)];
  await execute(
    db.database,
    `alter table incident add constraint no_end check (incident_id <> '${poison.incidentId}' or progress <> 'Closed')`,
  );
  const troubles: TimerTrouble[] = [];
  const node = createNode(troubles);
  node.worker.start();
  await expect.poll(countTimers, { timeout: 20_000 }).toBe(1);
  await expect
    .poll(async () => (await execute<{ due_at: number }>(db.database, "select due_at from timer"))[0]?.due_at)
    .toBeGreaterThan(Date.now() + 30_000);
  await node.worker.stop();
  await node.database.stop();
  expect((await closings()).map(({ ref_id }) => ref_id)).toEqual([sound.incidentId]);
  expect(troubles.length).toBeGreaterThan(0);
}, 40_000);
