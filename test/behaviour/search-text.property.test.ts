import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addIncidentOfEachAlert, addOpenAlerts } from "../e2e/support/long-list-store.ts";
import { type ApiUnderTest, type Data, startApi } from "../support/api-under-test.ts";
import { addAlert, addIncident, nowSeconds } from "../support/rows.ts";

// Text in titles is found through an index. What is found must be what a look at every title finds.

const SEED = 20_261_123;
const DAY = 86_400;
/** Some hundred calls; the machine may be busy. */
const TAKES = { timeout: 120_000 };

let api: ApiUnderTest;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

const month = () => ({ start_time: nowSeconds() - 29 * DAY, end_time: nowSeconds() + DAY });

/** Letter by letter, a final sigma as any other; grams and hashes have no part in it. */
const fold = (text: string) => [...text].map((letter) => (letter === "ς" ? "σ" : letter.toLowerCase())).join("");

/** Letters that fold in odd ways, wildcards of other query languages, and some of everything else. */
const letter = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(..."aAbBiIsS%_\\'\"*.?[]( )09-İıßẞΣσςǅéÉ磁盘使用率😀") },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }).filter((one) => one !== "\0") },
);
const title = fc.array(letter, { minLength: 1, maxLength: 24 }).map((letters) => letters.join(""));

const titlesOf = (data: Data) => Array.from(data.items ?? [], (item) => String(item.title));

/** Part of a title in another case, or anything. */
const wanted = (titles: readonly string[]) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...titles), fc.nat(), fc.integer({ min: 1, max: 6 }), fc.boolean())
        .map(([from, at, length, upper]) => {
          const letters = [...from];
          const start = at % letters.length;
          const part = letters.slice(start, start + length).join("");
          return upper ? part.toUpperCase() : part.toLowerCase();
        }),
    },
    { weight: 1, arbitrary: title },
  );

test("alerts and incidents are found by any part of their title, in any case, and nothing else is", TAKES, async () => {
  const titles = fc.sample(title, { seed: SEED, numRuns: 60 });
  for (const each of titles) {
    await addAlert(api.database, { title: each });
    await addIncident(api.database, { title: each });
  }
  const queries = fc.sample(wanted(titles), { seed: SEED, numRuns: 80 });
  let found = 0;
  for (const query of queries) {
    const matching = titles.filter((one) => fold(one).includes(fold(query))).sort();
    found += matching.length;
    const alerts = await api.call("/alert/list", { ...month(), title: query, limit: 100 });
    const incidents = await api.call("/incident/list", { ...month(), query, limit: 100 });
    for (const { data } of [alerts, incidents]) {
      expect(data.total, JSON.stringify(query)).toBe(matching.length);
      expect(titlesOf(data).sort()).toEqual(matching);
    }
  }
  expect(found).toBeGreaterThan(queries.length);
});

test(
  "a text in more titles than can be named is found in every order, with other filters, to the last page",
  TAKES,
  async () => {
    const count = 3_000;
    await addOpenAlerts(api.database, { count, integrationId: 1, channelId: 1, newestSeconds: nowSeconds() });
    const all = Array.from({ length: count }, (_, index) => `Host web-${count - index} is slow`);
    for (const orderby of ["created_at", "updated_at"]) {
      expect(await walk("/alert/list", { title: "-29", orderby })).toEqual(all.filter((each) => each.includes("-29")));
    }
    expect(await walk("/alert/list", { title: "WEB-", orderby: "updated_at" })).toEqual(all);
    const infos = all.filter((_, index) => (count - index) % 3 === 2);
    expect(await walk("/alert/list", { title: "is slow", alert_severity: "Info" })).toEqual(infos);
    const { data } = await api.call("/alert/list", { ...month(), title: "host", limit: 100, p: 30 });
    expect(titlesOf(data)).toEqual(all.slice(2_900));
    expect(data).toMatchObject({ total: 1000, has_next_page: false });
    expect((await api.call("/alert/list", { ...month(), title: "host", channel_ids: [2] })).data.total).toBe(0);
    await addIncidentOfEachAlert(api.database);
    expect(await walk("/incident/list", { query: "-29" })).toEqual(all.filter((each) => each.includes("-29")));
    expect(await walk("/incident/list", { query: "is slow", incident_severity: "Info" })).toEqual(infos);
    expect((await api.call("/incident/list", { ...month(), query: "host" })).data.total).toBe(1000);
  },
);

/** All pages of a list, by its cursor. */
async function walk(path: string, filter: object): Promise<string[]> {
  const walked: string[] = [];
  let search_after_ctx = "";
  do {
    const { data } = await api.call(path, { ...month(), ...filter, limit: 100, search_after_ctx });
    walked.push(...titlesOf(data));
    search_after_ctx = String(data.search_after_ctx);
  } while (search_after_ctx);
  return walked;
}
