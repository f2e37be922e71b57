import { afterAll, beforeAll, expect, test } from "vitest";
import { type AlertSearch, countAlerts, listAlerts } from "../../server/alerts/alert-search-store.ts";
import { countIncidents, type IncidentSearch, listIncidentRows } from "../../server/incidents/incident-search-store.ts";
import { findTitles, TITLE_WAYS } from "../../server/titles/title-store.ts";
import { addIncidentOfEachAlert, addOpenAlerts } from "../e2e/support/long-list-store.ts";
import { nowSeconds } from "../support/rows.ts";
import { execute } from "../support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

// Which way a search takes to rows with a text in their titles hangs on how many there are. What it finds must not.

const COUNT = 700;
const now = nowSeconds();
const WAYS = TITLE_WAYS.filter((way) => way !== "any" && way !== "named");

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await addOpenAlerts(db.database, { count: COUNT, integrationId: 1, channelId: 1, newestSeconds: now });
  await addIncidentOfEachAlert(db.database);
});
afterAll(() => db.drop());

const pages = [
  { limit: 20, offset: 0 },
  { limit: 100, offset: 200 },
  { limit: 100, offset: COUNT - 30 },
];
const everything = { hiddenChannelIds: [], channelIds: null, everMuted: null };

test("alerts: every way finds the same, in either order and direction, on every page, filtered or not", async () => {
  const title = await findTitles(db.database, "WEB-", "2000-01-01");
  expect(title.hashes, "they are too many to be named").toBeNull();
  for (const orderby of ["created_at", "updated_at"] as const) {
    for (const asc of [true, false]) {
      for (const severities of [null, ["Info"]]) {
        const search: Omit<AlertSearch, "limit" | "offset"> = {
          ...{ window: "alive", from: now - 86_400 * 30, to: now, alertIds: null, isActive: null, severities },
          ...{ integrationIds: null, alertKeys: null, title, orderby, asc, after: null, ...everything },
        };
        for (const page of pages) {
          const found = WAYS.map((way) => listAlerts(db.database, { ...search, ...page }, way));
          const [first = [], ...others] = (await Promise.all(found)).map((rows) =>
            rows.map(({ alert_id }) => alert_id),
          );
          expect(first).toHaveLength(Math.max(0, Math.min(page.limit, (severities ? 233 : COUNT) - page.offset)));
          for (const other of others) expect(other).toEqual(first);
        }
        const whole = { ...search, limit: 1, offset: 0 };
        for (const way of WAYS) expect(await countAlerts(db.database, whole, 1000, way)).toBe(severities ? 233 : COUNT);
      }
    }
  }
});

test("incidents: every way finds the same, those with the text as their number among them once", async () => {
  const text = (
    await execute<{ num: string }>(db.database, "select upper(right(incident_id, 6)) as num from incident")
  )[9];
  const title = { ...(await findTitles(db.database, "7", "2000-01-01")), hashes: null };
  const withSeven = Array.from({ length: COUNT }, (_, index) => String(index + 1)).filter((one) => one.includes("7"));
  for (const asc of [true, false]) {
    for (const severities of [null, ["Info"]]) {
      const search: Omit<IncidentSearch, "limit" | "offset"> = {
        ...{ window: { from: now - 86_400 * 30, to: now }, incidentIds: null, nums: null, progress: null, severities },
        ...{ creatorIds: null, closerIds: null, responderIds: null, ackerIds: null, isSnoozed: null, now },
        ...{ title, orNum: text?.num ?? null, asc, afterId: null, ...everything },
      };
      for (const page of pages) {
        const found = WAYS.map((way) => listIncidentRows(db.database, { ...search, ...page }, way));
        const [first = [], ...others] = (await Promise.all(found)).map((rows) => rows.map((row) => row.incident_id));
        for (const other of others) expect(other).toEqual(first);
        if (!severities && page.offset === 0) expect(first).toHaveLength(page.limit);
      }
      const whole = { ...search, limit: 1, offset: 0 };
      const [first, ...others] = await Promise.all(WAYS.map((way) => countIncidents(db.database, whole, 1000, way)));
      for (const other of others) expect(other).toBe(first);
      if (!severities) expect(first).toBeGreaterThanOrEqual(withSeven.length);
    }
  }
});
