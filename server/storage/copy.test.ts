import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { columns } from "./columns.ts";
import { statement } from "./statement.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  const connection = await db.database.connect();
  await connection.run(
    "create table copied (place integer, some_text text, some_json json, some_list text[], amount bigint, is_set boolean)",
  );
  await connection.end();
});
afterAll(() => db.drop());

const copied = columns({
  place: "integer",
  someText: "text",
  someJson: "json",
  someList: "text[]",
  amount: "bigint",
  isSet: "boolean",
});
const into = copied.copyInto("copied");
const readBack = statement(
  "test.copied",
  `with gone as (delete from copied returning *) select ${copied.select("g")} from gone g order by g.place`,
);

const storableText = fc.string({ unit: "binary" }).map((text) => text.toWellFormed().replaceAll("\0", ""));
const row = fc.record({
  someText: fc.oneof(storableText, fc.constantFrom("\\N", "\\.", "\t\\\n", "null", '{"}', "")),
  someJson: fc.dictionary(storableText, storableText),
  someList: fc.array(storableText, { maxLength: 3 }),
  amount: fc.option(fc.maxSafeInteger()),
  isSet: fc.boolean(),
});

test("what COPY wrote is what was given, whatever the text holds", async () => {
  const rows = fc.array(row, { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const placed = given.map((each, place) => ({ place, ...each }));
      await db.database.copy(into, placed);
      expect(await db.database.rows(readBack)).toEqual(placed);
    }),
    { seed: 7, numRuns: 60 },
  );
});

test("a row that violates a constraint fails the copy and leaves the connection usable", async () => {
  const wrong = { place: 1, someText: "x", someJson: {}, someList: [], amount: "no number", isSet: true };
  const failing = db.database.transaction((tx) => tx.copy(into, [wrong]));
  await expect(failing).rejects.toMatchObject({ code: "22P02" });
  expect(await db.database.rows(readBack)).toEqual([]);
});
