import { afterEach, beforeEach, expect, test } from "vitest";
import { addAlert, addFeed, addIncident } from "../../test/support/rows.ts";
import { execute } from "../../test/support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { utcDay } from "../base/clock.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { createPartitions } from "../storage/partitions.ts";
import { findTitles, noteTitles } from "../titles/title-store.ts";
import { clearOld } from "./retention.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2030, 5, 1, 12);
const daysAgo = (days: number) => NOW - days * DAY_MS;
const dayName = (table: string, days: number) => `${table}_${utcDay(daysAgo(days)).replaceAll("-", "")}`;

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  for (const days of [0, 13, 16, 33, 183]) await createPartitions(db.database).ensure(daysAgo(days));
});
afterEach(() => db.drop());

test("bodies go after 14 days, the ledger after 30, events after 180; today's partitions stay", async () => {
  const { partitions } = await clearOld(db.database, NOW);
  expect(partitions).toContain(dayName("journal", 16));
  expect(partitions).toContain(dayName("delivery", 33));
  expect(partitions).toContain(dayName("alert_event", 183));
  for (const kept of [
    dayName("journal", 13),
    dayName("delivery", 16),
    dayName("alert_event", 33),
    dayName("journal", 0),
  ]) {
    expect(partitions).not.toContain(kept);
  }
  expect((await clearOld(db.database, NOW)).partitions).toEqual([]);
});

test("P2: a body that waits to be processed is kept however old it is", async () => {
  const slice = { lane: 1, offsetBytes: 0, lengthBytes: 2, isText: true, pushes: [] };
  await appendToJournal(db.database, utcDay(daysAgo(16)), Buffer.from("{}"), [slice]);
  const { partitions } = await clearOld(db.database, NOW);
  expect(partitions).toContain(dayName("journal", 33));
  expect(partitions).not.toContain(dayName("journal", 16));
  expect(partitions).not.toContain(dayName("journal", 15));
});

test("titles go once nothing has them and nothing had them for 180 days; searches find the others", async () => {
  const day = (days: number) => utcDay(daysAgo(days));
  await noteTitles(db.database, ["nobody has it", "an old alert has it"], day(182));
  await addAlert(db.database, { title: "an old alert has it", openedAt: daysAgo(182) / 1000 });
  await noteTitles(db.database, ["seen lately"], day(3));
  await noteTitles(db.database, ["seen again"], day(190));
  await noteTitles(db.database, ["seen again"], day(1));
  expect((await clearOld(db.database, NOW)).titles).toBe(1);
  const find = async (text: string) => (await findTitles(db.database, text, day(400))).hashes?.length;
  expect(await find("nobody has it")).toBe(0);
  for (const kept of ["an old alert has it", "seen lately", "seen again"]) expect(await find(kept), kept).toBe(1);
});

test("a closed incident goes after 180 days with its timeline and its responders; an open one keeps both", async () => {
  const openedAt = daysAgo(182) / 1000;
  const closed = await addIncident(db.database, { progress: "Closed", openedAt });
  const open = await addIncident(db.database, { openedAt });
  for (const id of [closed, open]) {
    await addFeed(db.database, id, "i_new", {});
    await execute(db.database, "insert into responder values ($1, 7, $2, $2)", [id, Math.floor(openedAt)]);
  }
  expect((await clearOld(db.database, NOW)).incidents).toBe(1);
  expect(await execute(db.database, "select incident_id as id from responder")).toEqual([{ id: open }]);
  expect(await execute(db.database, "select ref_id as id from feed")).toEqual([{ id: open }]);
});
