import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { packageRoot } from "../base/package-root.ts";
import { declaredStatements } from "./statement.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("every SQL statement is understood by the migrated schema", async () => {
  const files = readdirSync(join(packageRoot, "server"), { recursive: true, encoding: "utf8" });
  const stores = files.filter((file) => /-store\.ts$|^storage\/[a-z-]+\.ts$/.test(file) && !file.includes(".test."));
  for (const file of stores) await import(pathToFileURL(join(packageRoot, "server", file)).href);

  const statements = declaredStatements();
  expect(statements.length).toBeGreaterThan(60);
  const connection = await db.database.connect();
  const broken: string[] = [];
  for (const [index, { name, text }] of statements.entries()) {
    await connection.run(`prepare s${index} as ${text}`).catch((error) => broken.push(`${name}: ${String(error)}`));
  }
  await connection.end();
  expect(broken).toEqual([]);
});
