import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { migrate } from "./migrate.ts";
import { statement } from "./statement.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("a migrated database has nothing left to migrate", async () => {
  expect(await migrate(db.database, 0)).toEqual([]);
});

test("a transaction that throws leaves nothing behind", async () => {
  const insert = statement("test.insert-node", "insert into node (node, started_at) values ($1, $2)");
  const count = statement<{ n: number }>("test.count-node", "select count(*) as n from node");
  const failing = db.database.transaction(async (tx) => {
    await tx.rows(insert, ["a", 1]);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await db.database.find(count)).toEqual({ n: 0 });
});
