import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { execute } from "../../test/support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import type { Connection } from "../storage/database.ts";
import { adoptChangeLog, clearChanges, getPosition, noteChange, type Position, readChanges } from "./change-store.ts";

let db: TestDatabase;
const WRITERS = 3;
let writers: Connection[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
  writers = await Promise.all(Array.from({ length: WRITERS }, () => db.database.connect()));
});
afterAll(async () => {
  await Promise.all(writers.map((writer) => writer.end()));
  await db.drop();
});
beforeEach(async () => {
  await execute(db.database, "delete from change");
  await execute(db.database, "delete from change_log");
  await adoptChangeLog(db.database);
});

/** A change that can be told from others. */
const numbered = (id: number) => ({ edits: [["team", id, 0]] satisfies ["team", number, number][] });

async function readIds(since: Position): Promise<{ until: Position; ids: number[] | null }> {
  const { until, changes } = await readChanges(db.database, since);
  return { until, ids: changes?.flatMap(({ edits = [] }) => edits.map(([, id]) => id)).sort((a, b) => a - b) ?? null };
}

/**
 * What can happen: a writer begins and notes, commits or rolls back; a reader goes on from where it is, or comes back to an earlier
 * position, as after a lost connection; what is old is cleared.
 */
type Step =
  | { kind: "write" | "commit" | "rollback"; writer: number }
  | { kind: "read" }
  | { kind: "return"; to: number }
  | { kind: "clear"; before: number };

const writer = fc.nat(WRITERS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("write" as const), writer }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("commit" as const, "rollback" as const), writer }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("read" as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("return" as const), to: fc.nat(100) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("clear" as const), before: fc.nat(100) }) },
);

test("nothing is missed: however commits, reads, returns and clearing interleave, a reader knows all that was committed", {
  timeout: 120_000,
}, async () => {
  let nextId = 0;
  let resyncs = 0;
  let reads = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
      const open: (number | null)[] = writers.map(() => null);
      const committed = new Set<number>();
      /** Each position with what was known there. */
      const known: { position: Position; ids: Set<number> }[] = [
        { position: await getPosition(db.database), ids: new Set() },
      ];
      const at = (index: number) => known[index % known.length] ?? known[0];
      const end = async (index: number, how: "commit" | "rollback") => {
        const id = open[index];
        if (id === null || id === undefined) return;
        await writers[index]?.run(how);
        if (how === "commit") committed.add(id);
        open[index] = null;
      };
      const read = async (from: (typeof known)[number] | undefined) => {
        if (!from) return;
        const { until, ids } = await readIds(from.position);
        reads += 1;
        if (ids === null) resyncs += 1;
        // Who is told to read everything anew then knows what is committed.
        const all = ids === null ? new Set(committed) : new Set([...from.ids, ...ids]);
        known.push({ position: until, ids: all });
        expect([...all].sort()).toEqual([...committed].sort());
      };
      for (const one of steps) {
        if (one.kind === "write") {
          if (open[one.writer] !== null) continue;
          const to = writers[one.writer];
          nextId += 1;
          await to?.run("begin");
          if (to) await noteChange(to, numbered(nextId));
          open[one.writer] = nextId;
        } else if (one.kind === "read") await read(known.at(-1));
        else if (one.kind === "return") await read(at(one.to));
        else if (one.kind === "clear")
          await clearChanges(db.database, at(one.before)?.position ?? { epoch: "", snapshot: "1:1:" });
        else await end(one.writer, one.kind);
      }
      for (const index of open.keys()) await end(index, "commit");
      await read(known.at(-1));
      await execute(db.database, "delete from change");
    }),
    { seed: 20_261_123, numRuns: 150 },
  );
  expect(reads).toBeGreaterThan(1_000);
  expect(resyncs, "clearing made some positions too old").toBeGreaterThan(10);
  expect(resyncs, "most were whole").toBeLessThan(reads / 2);
});

test("a transaction that began before a read and commits after it is in the next one", async () => {
  const [slow, quick] = writers;
  const start = await getPosition(db.database);
  await slow?.run("begin");
  if (slow) await noteChange(slow, numbered(1));
  if (quick) await noteChange(quick, numbered(2));
  const first = await readIds(start);
  await slow?.run("commit");
  const second = await readIds(first.until);
  expect([first.ids, second.ids]).toEqual([[2], [1]]);
});

test("after a crash of PostgreSQL, which empties the log, every position from before is too old", async () => {
  const before = await getPosition(db.database);
  await execute(db.database, "truncate change, change_log");
  const { until, ids } = await readIds(before);
  expect(ids).toBeNull();
  expect(until.epoch).not.toBe(before.epoch);
  await noteChange(db.database, numbered(7));
  expect((await readIds(until)).ids).toEqual([7]);
});

test("the log that a restored dump brings along is another server's: it is forgotten, and positions with it", async () => {
  const before = await getPosition(db.database);
  await noteChange(db.database, numbered(8));
  await execute(db.database, "update change_log set server_id = 1, cleared_xid = '999999999'");
  await adoptChangeLog(db.database);
  const { until, ids } = await readIds(before);
  expect(ids).toBeNull();
  await noteChange(db.database, numbered(9));
  expect((await readIds(until)).ids).toEqual([9]);
});

test("more changes than are worth telling are not told", async () => {
  const before = await getPosition(db.database);
  await execute(db.database, "insert into change (facts) select '{}' from generate_series(1, 2001)");
  expect((await readIds(before)).ids).toBeNull();
});

test("the log is unlogged: after a crash ids of transactions may come again, and only what PostgreSQL empties then is safe", async () => {
  const kinds = await execute<{ kind: string }>(
    db.database,
    "select relpersistence as kind from pg_class where relname in ('change', 'change_log')",
  );
  expect(kinds).toEqual([{ kind: "u" }, { kind: "u" }]);
});
