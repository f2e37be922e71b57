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

const everything = { hiddenChannelIds: [], channelIds: null, everMuted: null, severities: null, asc: false };
const month = { from: now - 86_400 * 30, to: now };
/** A search for alerts or incidents of the last month that asks for nothing yet. */
const ALERTS: Omit<AlertSearch, "title" | "limit" | "offset"> = {
  ...{ window: "alive", ...month, alertIds: null, isActive: null, integrationIds: null, alertKeys: null },
  ...{ orderby: "created_at", after: null, ...everything },
};
const INCIDENTS: Omit<IncidentSearch, "title" | "limit" | "offset"> = {
  ...{ window: month, incidentIds: null, nums: null, progress: null, now, creatorIds: null, closerIds: null },
  ...{ responderIds: null, ackerIds: null, isSnoozed: null, afterId: null, orNum: null, ...everything },
};

/** The titles that a look at every row finds, in order. */
function titlesOf(isWanted: (number: number) => boolean, { asc, severities }: (typeof ORDERS)[number]): string[] {
  const all = Array.from({ length: COUNT }, (_, index) => index + 1);
  const found = all.filter((number) => isWanted(number) && (!severities || number % 3 === 2));
  return (asc ? found : found.reverse()).map((number) => `Host web-${number} is slow`);
}

type Way = (typeof WAYS)[number];
type Finding = {
  list(page: { limit: number; offset: number }, way: Way): Promise<{ title: string }[]>;
  count(way: Way): Promise<number>;
};

/** Every way finds these titles, page by page, and counts them. */
async function expectOfEveryWay({ list, count }: Finding, titles: readonly string[]): Promise<void> {
  for (const way of WAYS) {
    for (const page of PAGES) {
      const rows = await list(page, way);
      expect(rows.map(({ title }) => title)).toEqual(titles.slice(page.offset, page.offset + page.limit));
    }
    expect(await count(way)).toBe(titles.length);
  }
}

test("alerts: every way finds what a look at every alert finds, in each order, on every page, filtered or not", async () => {
  const title = await findTitles(db.database, "WEB-", "2000-01-01");
  expect(title.hashes, "they are too many to be named").toBeNull();
  for (const orderby of ["created_at", "updated_at"] as const) {
    for (const order of ORDERS) {
      const search = { ...ALERTS, title, orderby, ...order };
      const finding: Finding = {
        list: (page, way) => listAlerts(db.database, { ...search, ...page }, way),
        count: (way) => countAlerts(db.database, { ...search, limit: 1, offset: 0 }, 1000, way),
      };
      await expectOfEveryWay(
        finding,
        titlesOf(() => true, order),
      );
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
      const search = { ...INCIDENTS, title, orNum, ...order };
      const finding: Finding = {
        list: (page, way) => listIncidentRows(db.database, { ...search, ...page }, way),
        count: (way) => countIncidents(db.database, { ...search, limit: 1, offset: 0 }, 1000, way),
      };
      const isWanted = (number: number) => number === numbered || String(number).includes("7");
      await expectOfEveryWay(finding, titlesOf(isWanted, order));
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
    const page = { title, limit: 3, offset: 110 };
    const alerts: AlertSearch = { ...ALERTS, ...page };
    const incidents: IncidentSearch = { ...INCIDENTS, ...page };
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
