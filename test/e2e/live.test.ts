import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { findFreePort } from "../support/free-port.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { countStreams } from "../support/live.ts";
import { createMovingClock, minutes } from "../support/moving-clock.ts";
import { poll } from "../support/poll.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";
import { findBarriers, shoot, startTestConsole, type TestConsole, VIEWS } from "./support/console.ts";

// Pages move by themselves: when something comes, after the network or the hub was away, in one tab or in several.

let db: TestDatabase;
let hub: TestHub;
let console: TestConsole;
let integration: TestIntegration;
/** Behind the browser, so that nothing is moved into its future. */
const clock = createMovingClock(Date.now() - minutes(120));
const DEADLINE_MS = 15_000;
const TIMEOUT_MS = 60_000;

beforeAll(async () => {
  db = await createTestDatabase();
  hub = await startTestHub({ on: db, clock, environment: { TOCSIN_PORT: String(await findFreePort()) } });
  console = await startTestConsole({ given: () => hub });
  integration = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Payments"));
});
afterAll(async () => {
  await console.stop();
  await hub.stop();
  await db.drop();
});

afterEach(async () => {
  await console.closePages();
  await isUp(0);
});

let events = 0;
async function push(): Promise<void> {
  events += 1;
  clock.fastForward(minutes(2));
  const url = integration.pushUrl.replace(/^http:\/\/[^/]+/, hub.url);
  expect((await hub.push(url, cmsEvent({ entity: `pod-${events}`, message: `event ${events}` }))).status).toBe(200);
  await hub.settle();
}

const pageOf = () => `/integration/detail/${integration.integrationId}`;
const isUp = (count = 1) => poll(async () => (await countStreams(hub.url)) === count, DEADLINE_MS);

/** A time that stands on a page shows itself to the second when pointed at. */
async function showsTime(page: Page, seconds: number): Promise<void> {
  const minuteAndSecond = new Date(seconds * 1000).toISOString().slice(14, 19);
  await page.getByTitle(minuteAndSecond).first().waitFor({ timeout: DEADLINE_MS });
}
const lastSecond = () => Math.floor(clock.now() / 1000);

test("the latest event time is on screen within a second of a push, without reading the page again", {
  timeout: TIMEOUT_MS,
}, async () => {
  const page = await console.open(pageOf());
  await page.getByRole("status").getByText("Waiting for the first event").waitFor();
  await isUp();
  const reads: string[] = [];
  page.on("request", (request) => reads.push(new URL(request.url()).pathname));
  const tookMs: number[] = [];
  // The quickest of some: a machine that is busy with other tests says nothing about the console.
  while (tookMs.length < 20 && Math.min(...tookMs) >= 1_000) {
    const startedMs = performance.now();
    await push();
    await showsTime(page, lastSecond());
    tookMs.push(performance.now() - startedMs);
  }
  expect(Math.min(...tookMs)).toBeLessThan(1_000);
  // Once, because a page that has just begun to listen reads everything anew; never for a push.
  expect(reads.filter((path) => path === "/integration/info").length).toBeLessThanOrEqual(1);
});

test("a list of incidents grows by itself", { timeout: TIMEOUT_MS }, async () => {
  await push();
  const page = await console.open("/incident");
  const rows = page.getByRole("list", { name: "Incidents" }).getByRole("listitem");
  await rows.first().waitFor();
  await isUp();
  const before = await rows.count();
  for (const expected of [1, 2]) {
    await push();
    await rows.nth(before + expected - 1).waitFor({ timeout: DEADLINE_MS });
  }
});

test("two tabs share one stream, and the second keeps it when the first closes", { timeout: TIMEOUT_MS }, async () => {
  const first = await console.open(pageOf());
  const second = await first.context().newPage();
  await second.goto(`${hub.url}${pageOf()}`);
  await second.getByRole("status").getByText("Events arrive").waitFor();
  await isUp(1);
  await push();
  await Promise.all([first, second].map((page) => showsTime(page, lastSecond())));
  expect(await countStreams(hub.url)).toBe(1);
  await first.close();
  await push();
  await showsTime(second, lastSecond());
  expect(await countStreams(hub.url)).toBe(1);
});

test("what came while the network was lost is on screen when it is back", { timeout: TIMEOUT_MS }, async () => {
  const page = await console.open(pageOf());
  await page.getByRole("status").getByText("Events arrive").waitFor();
  await isUp();
  await page.context().setOffline(true);
  await page.getByRole("status").getByText("Live updates paused").waitFor();
  await isUp(0);
  await push();
  await page.context().setOffline(false);
  await showsTime(page, lastSecond());
  await page.getByRole("status").getByText("Live updates paused").waitFor({ state: "detached" });
});

test("a hub that is stopped and started again finds its pages back by itself, with what came meanwhile", {
  timeout: 2 * TIMEOUT_MS,
}, async () => {
  const page = await console.open(pageOf());
  await page.getByRole("status").getByText("Events arrive").waitFor();
  await isUp();
  const { port } = hub;
  await hub.stop();
  await page.getByRole("status").getByText("Live updates paused, reconnecting").waitFor({ timeout: DEADLINE_MS });
  const other = await startTestHub({ on: db, clock });
  const back = hub;
  hub = other;
  await push();
  await other.stop();
  hub = await startTestHub({ on: db, clock, environment: { TOCSIN_PORT: String(port) } });
  expect(hub.url).toBe(back.url);
  await showsTime(page, lastSecond());
  await push();
  await showsTime(page, lastSecond());
});

test("who signs out has no stream any more; who signs in has one", { timeout: TIMEOUT_MS }, async () => {
  const page = await console.open(pageOf());
  await isUp();
  await page.getByRole("button", { name: "owner" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await isUp(0);
});

test("P12: the word that updates are paused has no barrier, in each language and theme, wide and narrow", {
  timeout: 2 * TIMEOUT_MS,
}, async () => {
  for (const view of VIEWS) {
    const page = await console.open("/channel", view);
    await isUp();
    await page.context().setOffline(true);
    await page
      .getByRole("status")
      .getByText(view.language === "en" ? "Live updates paused" : "实时更新已暂停")
      .waitFor();
    await shoot(page, `live-${view.language}-${view.theme}`);
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 800 });
    await shoot(page, `live-${view.language}-${view.theme}-narrow`);
    await page.context().close();
    await isUp(0);
  }
  expect(console.complaints).toEqual([]);
});
