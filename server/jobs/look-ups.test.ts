import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { createIdSource } from "../base/ids.ts";
import { createJournal } from "../journal/journal.ts";
import { createPartitions } from "../storage/partitions.ts";
import { createLookUps, type LookUp } from "./look-ups.ts";

// What stages ask of the world outside is asked before a lane is locked. The hub asks nothing yet; this world is made up.

let db: TestDatabase;
const clock = { now: () => Date.UTC(2026, 10, 30, 12) };

beforeAll(async () => {
  db = await createTestDatabase();
  await append(db, ["db-1", "db-2"]);
});
afterAll(() => db.drop());

/** Puts a push with each of these bodies into a lane of its own. */
async function append({ database }: TestDatabase, bodies: readonly string[]): Promise<void> {
  const partitions = createPartitions(database);
  const journal = createJournal({ database, partitions, clock, waitingBytesMax: 4e6, onCommit: () => undefined });
  const newId = createIdSource();
  for (const [lane, body] of bodies.entries()) {
    const request = { method: "POST", query: {}, headers: {}, body: Buffer.from(body) };
    const about = { integrationId: 7, receivedAtMs: clock.now(), isTest: false, replayOf: null };
    await journal.append({ deliveryId: newId(clock.now()), ...about, request }, lane);
  }
  await journal.stop();
}

/** Asks who owns the host that a body names. */
function ownersOf(answers: Record<string, string>, asked: string[][] = []): LookUp {
  return {
    collect: (pushes) => pushes.flatMap((push) => (push.entry ? `owner of ${push.request.body}` : [])),
    ask: async (questions) => {
      asked.push([...questions]);
      return new Map(questions.flatMap((question) => (answers[question] ? [[question, answers[question]]] : [])));
    },
  };
}

test("the pushes at the heads of all lanes are asked about together, and answers are remembered", async () => {
  const asked: string[][] = [];
  const lookUps = createLookUps([ownersOf({ "owner of db-1": "ann" }, asked)], clock);
  const answers = await lookUps.prepare(db.database);
  expect(answers.find("owner of db-1")).toBe("ann");
  expect(answers.find("owner of db-2"), "nobody knew").toBeUndefined();
  await lookUps.prepare(db.database);
  expect(asked).toEqual([["owner of db-1", "owner of db-2"], ["owner of db-2"]]);
});

test("what fails, or does not answer in time, is missing, and holds up nothing else", async () => {
  let wasAborted = false;
  const collect = ownersOf({}).collect;
  const hangs: LookUp = {
    collect,
    ask: (_questions, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          wasAborted = true;
          reject(new Error("aborted"));
        });
      }),
  };
  const fails: LookUp = { collect, ask: () => Promise.reject(new Error("refused")) };
  const throws: LookUp = {
    collect: () => {
      throw new Error("unread");
    },
    ask: () => Promise.resolve(new Map()),
  };
  const limits = { deadlineMs: 30, freshMs: 60_000, answersMax: 10 };
  const answers = await createLookUps(
    [hangs, fails, throws, ownersOf({ "owner of db-1": "ann" })],
    clock,
    limits,
  ).prepare(db.database);
  expect([answers.find("owner of db-1"), answers.find("owner of db-2"), wasAborted]).toEqual(["ann", undefined, true]);
});

test("an answer is asked for again after a minute, and stands until another one comes", async () => {
  const owners: Record<string, string> = { "owner of db-1": "ann", "owner of db-2": "bob" };
  let nowMs = 0;
  const lookUps = createLookUps([ownersOf(owners)], { now: () => nowMs });
  await lookUps.prepare(db.database);
  owners["owner of db-1"] = "cat";
  delete owners["owner of db-2"];
  nowMs += 59_999;
  expect((await lookUps.prepare(db.database)).find("owner of db-1")).toBe("ann");
  nowMs += 1;
  const answers = await lookUps.prepare(db.database);
  expect([answers.find("owner of db-1"), answers.find("owner of db-2")]).toEqual(["cat", "bob"]);
});

test("a push that is larger than what a transaction takes on is asked about too", async () => {
  const large = await createTestDatabase();
  const host = "x".repeat(1024 * 1024 + 1);
  await append(large, [host]);
  const answers = await createLookUps([ownersOf({ [`owner of ${host}`]: "ann" })], clock).prepare(large.database);
  expect(answers.find(`owner of ${host}`)).toBe("ann");
  await large.drop();
});

test("only so many answers are remembered, the latest", async () => {
  const answered = ownersOf({ "owner of db-1": "ann", "owner of db-2": "bob" });
  const answers = await createLookUps([answered], clock, { deadlineMs: 1_000, freshMs: 60_000, answersMax: 1 }).prepare(
    db.database,
  );
  expect([answers.find("owner of db-1"), answers.find("owner of db-2")]).toEqual([undefined, "bob"]);
});

test("nothing is read where nothing is asked", async () => {
  const untouched = { rows: () => Promise.reject(new Error("read")) };
  const answers = await createLookUps([], clock).prepare({ ...db.database, ...untouched });
  expect(answers.find("owner of db-1")).toBeUndefined();
});
