import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nowSeconds } from "../support/rows.ts";
import { watchTasks } from "./support/busy-tasks.ts";
import { startTestConsole, type TestConsole } from "./support/console.ts";
import { addOpenAlerts } from "./support/long-list-store.ts";

// Many open alerts: a list that stays quick, and stays where it is under its reader.

const COUNT = 20_000;
const CHANNEL_ID = 77;
const ROWS_MAX = 200;
const TASK_MS_MAX = 200;
/** Far down, on a machine that has other things to do. */
const TIMEOUT_MS = 120_000;
const newest = `Host web-${COUNT} is slow`;

let console: TestConsole;
beforeAll(async () => {
  console = await startTestConsole();
  const newestSeconds = nowSeconds() - 600;
  await addOpenAlerts(console.hub.database, { count: COUNT, integrationId: 1, channelId: CHANNEL_ID, newestSeconds });
});
afterAll(() => console.stop());

const list = (page: Page) => page.getByRole("list", { name: "Alerts" });
const row = (page: Page, title: string) => list(page).getByRole("link", { name: title, exact: true });

/** Turns the wheel until the lowest row that is there has this number or a lower one. */
async function scrollTo(page: Page, number: number): Promise<void> {
  const lowest = async () =>
    Number(/web-(\d+)/.exec((await list(page).getByRole("link").last().textContent()) ?? "")?.[1]);
  await page.mouse.move(700, 600);
  while ((await lowest()) > number) await page.mouse.wheel(0, 1500);
}

test("P12: of 20,000 open alerts fewer than 200 rows are in the page, and nothing keeps it from answering", {
  timeout: TIMEOUT_MS,
}, async () => {
  const page = await console.open("/alert");
  await row(page, newest).waitFor();
  await page.getByText("1000+ results").waitFor();
  const tasks = await watchTasks(page);
  // Further than the pages that are kept: what lies before is let go of.
  await scrollTo(page, COUNT - 1500);
  const rows = await list(page).getByRole("listitem").count();
  expect(rows).toBeGreaterThan(5);
  expect(rows).toBeLessThan(ROWS_MAX);
  await page.getByLabel("Search", { exact: true }).fill("web-7777 ");
  await row(page, "Host web-7777 is slow").waitFor();
  await expect.poll(() => list(page).getByRole("listitem").count()).toBe(1);
  const [longest = 0] = await tasks();
  expect(longest).toBeGreaterThan(1);
  expect(longest).toBeLessThan(TASK_MS_MAX);
  expect(console.complaints).toEqual([]);
});

test("P12: a row stays where it is while newer alerts come, and keeps the focus; at the top they are seen", {
  timeout: TIMEOUT_MS,
}, async () => {
  const page = await console.open(`/alert?channel=${CHANNEL_ID}`);
  await row(page, newest).waitFor();
  const watched = row(page, `Host web-${COUNT - 40} is slow`);
  await scrollTo(page, COUNT - 40);
  await watched.focus();
  const before = await watched.boundingBox();
  await addOpenAlerts(console.hub.database, {
    ...{ count: 3, integrationId: 2, channelId: CHANNEL_ID, newestSeconds: nowSeconds() },
  });
  const answer = page.waitForResponse(/\/alert\/list/);
  // Coming back to the tab reads what is shown anew, as a live event does.
  await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
  await answer;
  await expect.poll(() => watched.evaluate((link) => link.closest("li")?.getAttribute("aria-posinset"))).toBe("44");
  await expect.poll(async () => (await watched.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, -1);
  expect(await page.evaluate("document.activeElement?.textContent")).toBe(await watched.textContent());

  await page.reload();
  await row(page, "Host web-3 is slow").waitFor();
  expect(console.complaints).toEqual([]);
});
