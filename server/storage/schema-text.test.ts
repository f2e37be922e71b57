import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute } from "../../test/support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { packageRoot } from "../base/package-root.ts";
import { readSchema, SCHEMA_COMMAND, SCHEMA_FILE } from "./schema-text.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("the schema as text is what the migrations make", async () => {
  const written = readFileSync(join(packageRoot, SCHEMA_FILE), "utf8");
  expect(await readSchema(db.database), `${SCHEMA_FILE} is out of date: run ${SCHEMA_COMMAND}`).toBe(written);
});

test.each([
  ["a column", "alter table team add column made_up text", "alter table team drop column made_up"],
  [
    "a default",
    "alter table team alter column ref_id set default 'x'",
    "alter table team alter column ref_id set default ''",
  ],
  ["an index", "create index made_up on team (creator_id)", "drop index made_up"],
  [
    "a constraint",
    "alter table team add constraint made_up check (team_id > 0)",
    "alter table team drop constraint made_up",
  ],
  [
    "a trigger",
    "create trigger made_up after insert on team for each row execute function note_edit('x')",
    "drop trigger made_up on team",
  ],
  ["a storage parameter", "alter table team set (fillfactor = 50)", "alter table team reset (fillfactor)"],
])("control: %s more is seen", async (_, change, undo) => {
  const before = await readSchema(db.database);
  await execute(db.database, change);
  expect(await readSchema(db.database)).not.toBe(before);
  await execute(db.database, undo);
  expect(await readSchema(db.database)).toBe(before);
});
