import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock, utcDay } from "../../server/base/clock.ts";
import { createIdSource } from "../../server/base/ids.ts";
import { createLaneWorker } from "../../server/jobs/lane-worker.ts";
import { encodeJournalEntry } from "../../server/journal/journal-entry.ts";
import { appendToJournal } from "../../server/journal/journal-store.ts";
import { countSoloAttempt, goSoloEverywhere } from "../../server/journal/lane-store.ts";
import type { StoredPlace } from "../../server/journal/pending.ts";
import type { Database } from "../../server/storage/database.ts";
import { createPartitions } from "../../server/storage/partitions.ts";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { lastTimeOf, ledgerOf } from "../support/ledger.ts";
import { execute } from "../support/sql.ts";

// Pushes that were accepted and cannot be processed: each ends as `failed`, and nothing around it suffers.

let hub: TestHub;
let channelId: number;
const newId = createIdSource();
beforeAll(async () => {
  hub = await startTestHub();
  channelId = await createChannel(hub.api, "Poison");
  await layTrap();
});
afterAll(() => hub.stop());

let ours: TestIntegration & { lane: number };
let neighbour: TestIntegration;
beforeEach(async () => {
  [ours, neighbour] = await createNeighbours();
});

/** Two integrations of one channel, whose pushes go through one lane. */
async function createNeighbours(): Promise<[TestIntegration & { lane: number }, TestIntegration]> {
  const first = await createIntegration(hub.api, hub.url, channelId);
  const second = await createIntegration(hub.api, hub.url, channelId);
  const lane = await laneOf(first);
  expect(await laneOf(second)).toBe(lane);
  return [{ ...first, lane }, second];
}

async function createInAnotherLane(than: number): Promise<TestIntegration> {
  for (let i = 1; ; i += 1) {
    const made = await createIntegration(hub.api, hub.url, await createChannel(hub.api, `Elsewhere ${i}`));
    if ((await laneOf(made)) !== than) return made;
  }
}

async function laneOf({ integrationId }: TestIntegration): Promise<number> {
  const query = "select lane from integration where integration_id = $1";
  return (await execute<{ lane: number }>(hub.database, query, [integrationId]))[0]?.lane ?? -1;
}

/**
 * An alert whose title is `trap <state> <times>` raises that SQLSTATE when it is written, so many times. The counter is a sequence,
 * which no rollback takes back: it also tells how often a push was tried.
 */
async function layTrap(): Promise<void> {
  const connection = await hub.database.connect();
  await connection.run(
    `create sequence trapped minvalue 0 start 0;
     create function spring() returns trigger language plpgsql as $$
     declare said text[] := string_to_array(new.title, ' ');
     begin
       if said[1] = 'trap' and nextval('trapped') < said[3]::integer then
         raise exception 'the trap' using errcode = said[2];
       end if;
       return new;
     end $$;
     create trigger spring before insert on alert for each row execute function spring()`,
  );
  await connection.end();
}

/** Sets the counter back; `trappedTimes` tells how often an alert with a trap was written since. */
const resetTrap = () => execute(hub.database, "select setval('trapped', 0, false)");
async function trappedTimes(): Promise<number> {
  const query = "select case when is_called then last_value + 1 else last_value end as n from trapped";
  return (await execute<{ n: number }>(hub.database, query))[0]?.n ?? 0;
}

async function push({ pushUrl }: TestIntegration, subject: string, entity = subject): Promise<void> {
  expect((await hub.push(pushUrl, cmsEvent({ subject, entity }))).status).toBe(200);
}

/** Outcomes and reasons of an integration's pushes, the first one first. */
async function outcomesOf({ integrationId }: TestIntegration): Promise<string[]> {
  const { items, pending } = await ledgerOf(hub, integrationId);
  expect(pending.count).toBe(0);
  return items.map(({ outcome, because }) => (because ? `${outcome}: ${because}` : outcome)).reverse();
}

/** Processes what is pending and tells how many pushes each transaction took. */
async function batchSizes(database: Database = hub.database): Promise<number[]> {
  const sizes: number[] = [];
  await createLaneWorker({
    ...{ database, partitions: createPartitions(database), newId, concurrency: 1 },
    clock: hub.clock,
    onBatch: ({ pushes }) => sizes.push(pushes),
    onTrouble: () => undefined,
  }).drain();
  return sizes;
}

const ASIDE = "failed: it failed 3 times on its own";
const ALWAYS = 1_000_000;

describe("P2: a push whose rows the database refuses", () => {
  test.each(["22012", "22003", "23505", "23514", "54001", "XX000"])(
    "is set aside after three attempts of its own, with SQLSTATE %s; its neighbours and its successors are processed",
    async (state) => {
      await resetTrap();
      await push(ours, "before");
      await push(neighbour, "before");
      await push(ours, `trap ${state} ${ALWAYS}`);
      await push(neighbour, "after");
      await push(ours, "after");
      await hub.settle();
      expect(await outcomesOf(ours)).toEqual(["processed", ASIDE, "processed"]);
      expect(await outcomesOf(neighbour)).toEqual(["processed", "processed"]);
      // Once with everybody, three times alone.
      expect(await trappedTimes()).toBe(4);

      for (const entity of ["a", "b", "c"]) await push(ours, "afterwards", entity);
      expect(await batchSizes()).toEqual([3]);
    },
  );

  test("makes only its own lane slow: the others of its transaction stay whole batches", async () => {
    const elsewhere = await createInAnotherLane(ours.lane);
    await resetTrap();
    await push(elsewhere, "before");
    await push(ours, `trap 22012 ${ALWAYS}`);
    for (const entity of ["a", "b", "c"]) await push(elsewhere, "after", entity);
    // All together fails, then each lane by itself: the one at once as a whole, the other push by push.
    expect(await batchSizes()).toEqual([4, 1]);
    expect(await outcomesOf(ours)).toEqual([ASIDE]);
    expect(await outcomesOf(elsewhere)).toEqual(Array(4).fill("processed"));
    // Once with everybody, once with its lane, three times alone.
    expect(await trappedTimes()).toBe(5);
  });

  test.each(["40001", "40P01", "55P03", "53200", "57P03"])(
    "is tried until it passes when the trouble is the database's, SQLSTATE %s",
    async (state) => {
      await resetTrap();
      await push(ours, "before");
      await push(ours, `trap ${state} 5`);
      await push(ours, "after");
      await hub.settle();
      expect(await outcomesOf(ours)).toEqual(["processed", "processed", "processed"]);
    },
  );

  test.each(["40001", "55P03", "57P03"])(
    "is not blamed for the database's trouble while its lane goes push by push, SQLSTATE %s",
    async (state) => {
      await resetTrap();
      await push(ours, `trap ${state} 5`);
      await push(ours, "after");
      await goSoloEverywhere(hub.database);
      await hub.settle();
      expect(await outcomesOf(ours)).toEqual(["processed", "processed"]);
    },
  );
});

test("a push that is set aside moves the latest event time: its sender did send", async () => {
  await resetTrap();
  await push(ours, `trap 22012 ${ALWAYS}`);
  await hub.settle();
  expect(await outcomesOf(ours)).toEqual([ASIDE]);
  expect(await lastTimeOf(hub, ours.integrationId)).toBe(Math.floor(hub.clock.now() / 1000));
});

test("P2: a push that ended the process three times is set aside; its neighbours and its successors are processed", async () => {
  await push(ours, "deadly");
  await push(neighbour, "after");
  await push(ours, "after");
  const query = "select pushes -> 0 ->> 0 as id from pending where lane = $1 order by batch_id limit 1";
  const [{ id } = { id: "" }] = await execute<{ id: string }>(hub.database, query, [ours.lane]);
  // What three processes that died with it in their hands have left behind.
  for (let death = 1; death <= 3; death += 1) {
    await goSoloEverywhere(hub.database);
    expect(await countSoloAttempt(hub.database, ours.lane, id)).toBe(death);
  }
  await hub.settle();
  expect(await outcomesOf(ours)).toEqual([ASIDE, "processed"]);
  expect(await outcomesOf(neighbour)).toEqual(["processed"]);
});

test("P2: a push on which the hub itself fails, with an error code of Node's, is set aside and does not block its lane", async () => {
  await push(ours, "defect");
  await push(neighbour, "after");
  const query = "select pushes -> 0 ->> 0 as id from pending where lane = $1 order by batch_id limit 1";
  const [{ id } = { id: "" }] = await execute<{ id: string }>(hub.database, query, [ours.lane]);
  const failing: Database = {
    ...hub.database,
    transaction: (work) =>
      hub.database.transaction(async (tx) => {
        const done = await work(tx);
        const held = "select from delivery where delivery_id = $1 and outcome = 'processed'";
        const isProcessed = (await execute(tx, held, [id])).length > 0;
        if (isProcessed) throw Object.assign(new TypeError("a defect"), { code: "ERR_INVALID_ARG_TYPE" });
        return done;
      }),
  };
  await batchSizes(failing);
  expect(await outcomesOf(ours)).toEqual([ASIDE]);
  expect(await outcomesOf(neighbour)).toEqual(["processed"]);
});

describe("P2: a push whose journal bytes cannot be read", () => {
  const entry = (subject: string) => {
    const receivedAtMs = systemClock.now();
    const { integrationId } = ours;
    const body = Buffer.from(JSON.stringify(cmsEvent({ subject, entity: subject })));
    const request = { method: "POST", query: {}, headers: {}, body };
    const parts = {
      deliveryId: newId(receivedAtMs),
      integrationId,
      receivedAtMs,
      isTest: false,
      replayOf: null,
      request,
    };
    return Buffer.concat(encodeJournalEntry(parts));
  };
  const headed = (json: string) => Buffer.from(json.length.toString(16).padStart(8, "0") + json);

  test.each<[string, () => Buffer]>([
    ["nothing at all", () => Buffer.alloc(0)],
    ["less than a length", () => Buffer.from("000")],
    ["a length that is none", () => Buffer.from("zzzzzzzz{}")],
    ["a length beyond the end", () => Buffer.from("0fffffff{}")],
    ["half an entry", () => entry("half").subarray(0, 100)],
    ["zeros", () => Buffer.alloc(300)],
    ["a head that is no JSON", () => headed("{nonsense}")],
    ["a head that is null", () => headed("null")],
    ["a head without anything", () => headed("{}")],
    [
      "a head of other types",
      () => headed('{"deliveryId":1,"receivedAtMs":"x","replayOf":5,"request":{"query":3,"body":1}}'),
    ],
    [
      "a head without a time",
      () => headed('{"replayOf":null,"request":{"query":{},"headers":{}}}{"status":"OCCURRED","ruleId":"r"}'),
    ],
  ])("fails with the reason, and the others of its batch are processed: %s", async (_name, bad) => {
    const pieces = [entry("first"), bad(), entry("last")];
    const pushes: StoredPlace[] = [];
    let offset = 0;
    for (const { length } of pieces) {
      pushes.push([newId(systemClock.now()), ours.integrationId, offset, length]);
      offset += length;
    }
    const body = Buffer.concat(pieces);
    const slice = { lane: ours.lane, offsetBytes: 0, lengthBytes: body.length, isText: !body.includes(0), pushes };
    await appendToJournal(hub.database, utcDay(hub.clock.now()), body, [slice]);
    await hub.settle();
    const query = "select outcome, because from delivery where integration_id = $1 order by delivery_id";
    const rows = await execute<{ outcome: string; because: string }>(hub.database, query, [ours.integrationId]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(["processed", "failed", "processed"]);
    expect(rows[1]?.because).not.toBe("");
  });
});
