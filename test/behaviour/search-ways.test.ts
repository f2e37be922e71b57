import { afterAll, beforeAll, expect, test } from "vitest";
import { type AlertSearch, countAlerts, listAlerts } from "../../server/alerts/alert-search-store.ts";
import { countIncidents, type IncidentSearch, listIncidentRows } from "../../server/incidents/incident-search-store.ts";
import { findTitles, TITLE_WAYS } from "../../server/titles/title-store.ts";
import { addIncidentOfEachAlert, addOpenAlerts } from "../e2e/support/long-list-store.ts";
import { nowSeconds } from "../support/rows.ts";
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

const PAGES = [
  { limit: 20, offset: 0 },
  { limit: 100, offset: 200 },
  { limit: 100, offset: COUNT - 30 },
];
const ORDERS = [true, false].flatMap((asc) => [null, ["Info"]].map((severities) => ({ asc, severities })));
const everything = { hiddenChannelIds: [], channelIds: null, everMuted: null };

/** The titles that a look at every row finds, in order. */
function titlesOf(isWanted: (number: number) => boolean, { asc, severities }: (typeof ORDERS)[number]): string[] {
  const all = Array.from({ length: COUNT }, (_, index) => index + 1);
  const found = all.filter((number) => isWanted(number) && (!severities || number % 3 === 2));
  return (asc ? found : found.reverse()).map((number) => `Host web-${number} is slow`);
}

test("alerts: every way finds what a look at every alert finds, in each order, on every page, filtered or not", async () => {
  const title = await findTitles(db.database, "WEB-", "2000-01-01");
  expect(title.hashes, "they are too many to be named").toBeNull();
  for (const orderby of ["created_at", "updated_at"] as const) {
    for (const order of ORDERS) {
      const search: Omit<AlertSearch, "limit" | "offset"> = {
        ...{ window: "alive", from: now - 86_400 * 30, to: now, alertIds: null, isActive: null, integrationIds: null },
        ...{ alertKeys: null, title, orderby, after: null, ...everything, ...order },
      };
      const expected = titlesOf(() => true, order);
      for (const way of WAYS) {
        for (const page of PAGES) {
          const rows = await listAlerts(db.database, { ...search, ...page }, way);
          expect(rows.map((row) => row.title)).toEqual(expected.slice(page.offset, page.offset + page.limit));
        }
        const whole = { ...search, limit: 1, offset: 0 };
        expect(await countAlerts(db.database, whole, 1000, way)).toBe(expected.length);
      }
    }
  }
});

test("incidents: every way also finds the one whose number the text is, and none twice", async () => {
  const title = { ...(await findTitles(db.database, "7", "2000-01-01")), hashes: null };
  // The number of `web-15`, in whose title no 7 stands, and that of `web-7`, which its title finds too.
  for (const [orNum, numbered] of [
    ["00000F", 15],
    ["000007", 7],
  ] as const) {
    for (const order of ORDERS) {
      const search: Omit<IncidentSearch, "limit" | "offset"> = {
        ...{ window: { from: now - 86_400 * 30, to: now }, incidentIds: null, nums: null, progress: null, now },
        ...{ creatorIds: null, closerIds: null, responderIds: null, ackerIds: null, isSnoozed: null, afterId: null },
        ...{ title, orNum, ...everything, ...order },
      };
      const expected = titlesOf((number) => number === numbered || String(number).includes("7"), order);
      for (const way of WAYS) {
        for (const page of PAGES) {
          const rows = await listIncidentRows(db.database, { ...search, ...page }, way);
          expect(rows.map((row) => row.title)).toEqual(expected.slice(page.offset, page.offset + page.limit));
        }
        const whole = { ...search, limit: 1, offset: 0 };
        expect(await countIncidents(db.database, whole, 1000, way)).toBe(expected.length);
      }
    }
  }
});

test("text that only old rows have is found beneath thousands of others, and all of it counted", async () => {
  const large = await createTestDatabase();
  try {
    await addOpenAlerts(large.database, { count: 6_000, integrationId: 1, channelId: 1, newestSeconds: now });
    await addIncidentOfEachAlert(large.database);
    const title = await findTitles(large.database, "web-1", "2000-01-01");
    expect(title.hashes, "they are too many to be named").toBeNull();
    const shared = { title, ...everything, severities: null, asc: false, limit: 3, offset: 110 };
    const alerts: AlertSearch = {
      ...{ window: "alive", from: now - 86_400 * 30, to: now, alertIds: null, isActive: null, integrationIds: null },
      ...{ alertKeys: null, orderby: "created_at", after: null, ...shared },
    };
    const incidents: IncidentSearch = {
      ...{ window: { from: now - 86_400 * 30, to: now }, incidentIds: null, nums: null, progress: null, now },
      ...{ creatorIds: null, closerIds: null, responderIds: null, ackerIds: null, isSnoozed: null, afterId: null },
      ...{ orNum: null, ...shared },
    };
    const expected = [1889, 1888, 1887].map((number) => `Host web-${number} is slow`);
    expect((await listAlerts(large.database, alerts)).map((row) => row.title)).toEqual(expected);
    expect((await listIncidentRows(large.database, incidents)).map((row) => row.title)).toEqual(expected);
    for (const [max, counted] of [
      [1000, 1000],
      [2000, 1111],
    ] as const) {
      expect(await countAlerts(large.database, alerts, max)).toBe(counted);
      expect(await countIncidents(large.database, incidents, max)).toBe(counted);
    }
  } finally {
    await large.drop();
  }
});
