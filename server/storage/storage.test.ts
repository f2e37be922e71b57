import { afterAll, beforeAll, expect, test } from "vitest";
import { execute } from "../../test/support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { openDatabase } from "./database.ts";
import { databaseTrouble } from "./database-trouble.ts";
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

test("a connection that is cut in a transaction fails that transaction, is told of, and ends nothing else", async () => {
  const errors: Error[] = [];
  const options = { connectionsMax: 2, applicationName: "cut", onError: (error: Error) => errors.push(error) };
  const database = openDatabase({ address: db.address, ...options });
  const own = "select pg_terminate_backend(pg_backend_pid())";
  const during = database.transaction((tx) => execute(tx, own));
  expect(databaseTrouble(await during.catch((error: unknown) => error))).toBe("passing");
  await expect.poll(() => errors.length).toBeGreaterThan(0);

  const before = errors.length;
  const between = database.transaction(async (tx) => {
    const [row] = await execute<{ pid: number }>(tx, "select pg_backend_pid() as pid");
    await execute(database, "select pg_terminate_backend($1)", [row?.pid]);
    await expect.poll(() => errors.length).toBeGreaterThan(before);
    await execute(tx, "select 1");
  });
  expect(databaseTrouble(await between.catch((error: unknown) => error))).toBe("passing");
  expect(await execute(database, "select 1 as n")).toEqual([{ n: 1 }]);
  await database.stop();
});
