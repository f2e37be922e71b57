import type { Page } from "playwright-core";
import { openDatabase } from "../server/storage/database.ts";
import { startEmbedded } from "../server/storage/embedded/embedded.ts";
import { migrate } from "../server/storage/migrate.ts";
import { watchTasks } from "../test/e2e/support/busy-tasks.ts";
import { startTestConsole, type TestConsole } from "../test/e2e/support/console.ts";
import { addOpenAlerts } from "../test/e2e/support/long-list-store.ts";
import { startTestHub } from "../test/support/hub.ts";
import { createMovingClock } from "../test/support/moving-clock.ts";
import { makeTempDir } from "../test/support/temp-dir.ts";

const OPEN_ALERTS = Number(process.env.BENCH_ROWS ?? 100_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 20);
const SCROLLS = 60;

/** The list of alerts with this many open: from a filter to its first row, rows in the page, tasks of the page's thread. */
async function main(): Promise<void> {
  const temp = await makeTempDir();
  const server = await startEmbedded({ dataDir: temp.path, log: { info: () => undefined, warn: () => undefined } });
  const pool = { connectionsMax: 4, applicationName: "bench", onError: console.error };
  const database = openDatabase({ address: server.address, ...pool });
  await migrate(database, Date.now());
  const on = { database, address: server.address, drop: () => database.stop() };
  const hub = await startTestHub({ on, clock: createMovingClock(Date.now()) });
  const opened = await startTestConsole({ given: () => hub });
  try {
    await measure(opened);
  } finally {
    await opened.stop();
    await hub.stop();
    await on.drop();
    await server.stop();
    await temp.remove();
  }
}

async function measure(opened: TestConsole): Promise<void> {
  const newestSeconds = Math.floor(Date.now() / 1000) - 60;
  await addOpenAlerts(opened.hub.database, { count: OPEN_ALERTS, integrationId: 1, channelId: 1, newestSeconds });
  const connection = await opened.hub.database.connect();
  await connection.run("analyze");
  await connection.end();
  const page = await opened.open("/alert");
  await firstRow(page, OPEN_ALERTS);
  const stop = await watchTasks(page);
  const byChip: number[] = [];
  const byText: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) byChip.push(...(await filterBySeverity(page)));
  for (let round = 0; round < ROUNDS; round += 1) byText.push(await filterByText(page, OPEN_ALERTS - 97 * (round + 1)));
  await page.getByLabel("Search", { exact: true }).fill("");
  await firstRow(page, OPEN_ALERTS);
  await page.mouse.move(700, 600);
  for (let scroll = 0; scroll < SCROLLS; scroll += 1) await page.mouse.wheel(0, 3000);
  const rows = await page.getByRole("list", { name: "Alerts" }).getByRole("listitem").count();
  const [longest = 0] = await stop();
  console.log(`${OPEN_ALERTS} open alerts`);
  console.log(`severity chosen → first row      ${percentiles(byChip)}`);
  console.log(`text typed → first row           ${percentiles(byText)}  100 ms of it are waiting for more letters`);
  console.log(`rows in the page after scrolling ${rows}`);
  console.log(`longest task of the page         ${longest.toFixed(0)} ms of processor`);
}

/** The newest of each severity is known: numbers go by three. */
async function filterBySeverity(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (const [severity, rest] of [
    ["Critical", 0],
    ["Info", 2],
  ] as const) {
    const newest = OPEN_ALERTS - ((OPEN_ALERTS - rest + 3) % 3);
    const chip = page.getByRole("checkbox", { name: severity, exact: true });
    for (const number of [newest, OPEN_ALERTS]) {
      const startedMs = performance.now();
      await chip.press(" ");
      await firstRow(page, number);
      times.push(performance.now() - startedMs);
    }
  }
  return times;
}

async function filterByText(page: Page, number: number): Promise<number> {
  const startedMs = performance.now();
  await page.getByLabel("Search", { exact: true }).fill(`web-${number}`);
  await firstRow(page, number);
  return performance.now() - startedMs;
}

/** Waits until the first row is this one; looks with each frame. */
async function firstRow(page: Page, number: number): Promise<void> {
  const first = page.locator('[aria-posinset="1"]');
  await first.getByRole("link", { name: `Host web-${number} is slow`, exact: true }).waitFor();
}

function percentiles(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  return `p50 ${at(0.5).padStart(4)} ms  p95 ${at(0.95).padStart(4)} ms  max ${at(1).padStart(4)} ms`;
}

await main();
