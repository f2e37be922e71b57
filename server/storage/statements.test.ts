import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { packageRoot } from "../base/package-root.ts";
import { declaredStatements } from "./statement.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const server = join(packageRoot, "server");
const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter(
  (file) => /-store\.ts$|^storage\/[\w-]+\.ts$/.test(file) && !file.endsWith(".test.ts"),
);

test("every SQL statement of the hub is valid against the migrated schema", async () => {
  for (const file of files) await import(join(server, file));
  // A worker has gone through other files before, and tests and trials declare some of their own.
  const statements = declaredStatements().filter(({ name }) => !/^(test|trial)\./.test(name));
  expect(files.length).toBeGreaterThan(15);
  expect(statements.length).toBeGreaterThan(40);
  const connection = await db.database.connect();
  const invalid: string[] = [];
  for (const [index, { name, text }] of statements.entries()) {
    await connection
      .run(`prepare checked_${index} as ${text}`)
      .catch((error: Error) => invalid.push(`${name}: ${error.message}`));
  }
  await connection.end();
  expect(invalid).toEqual([]);
});
