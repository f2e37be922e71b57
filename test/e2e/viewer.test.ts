import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { VIEWER } from "../../contract/role.ts";
import { createChannel, createIntegration } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
import { only } from "../support/ledger.ts";
import { addMember } from "../support/people.ts";
import { followCalls } from "./support/calls.ts";
import { startTestConsole, type TestConsole } from "./support/console.ts";

// Whoever may only look meets nothing that the hub then refuses: every button of every page is pressed, and every shortcut.

const TIMEOUT_MS = 240_000;
const SHORTCUTS = ["c", "a", "r", "x", "j", "s"];

let console: TestConsole;
beforeAll(async () => {
  console = await startTestConsole();
});
afterAll(() => console.stop());

const found = z.object({ items: z.array(z.object({ incident_id: z.string() })) });
const alerts = z.object({ items: z.array(z.object({ alert_id: z.string() })) });

/** The addresses of every kind of page, with something on each. */
async function makeAddresses(): Promise<string[]> {
  const { api, clock, url } = console.hub;
  const channelId = await createChannel(api, "Payments");
  const { integrationId, pushUrl } = await createIntegration(api, url, channelId);
  await console.hub.push(pushUrl, fixture("firing-1"));
  await console.hub.settle();
  const end_time = Math.floor(clock.now() / 1000) + 60;
  const window = { start_time: end_time - 7 * 86_400, end_time };
  const { incident_id } = only((await api.get("/incident/list", window, found)).items);
  const { alert_id } = only((await api.get("/alert/list", window, alerts)).items);
  const { items } = await api.get("/team/list", {}, z.object({ items: z.array(z.object({ team_id: z.number() })) }));
  return [
    ...["/channel", "/incident", "/alert", "/integration", "/platform/member", "/platform/team", "/profile/basic"],
    ...["incidents", "alerts", "integrations", "settings"].map((tab) => `/channel/detail/${channelId}?tab=${tab}`),
    ...["overview", "deliveries"].map((tab) => `/integration/detail/${integrationId}?tab=${tab}`),
    `/platform/team/detail/${only(items).team_id}`,
    `/incident/detail/${incident_id}`,
    `/alert/detail/${alert_id}`,
  ];
}

/** Presses everything that a page offers, one after the other, each on the page as it comes. */
async function pressAll(page: Page, address: string, answered: () => Promise<void>): Promise<number> {
  const buttons = page.getByRole("main").getByRole("button");
  const load = async () => {
    await page.goto(`${console.hub.url}${address}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await answered();
  };
  await load();
  for (const key of SHORTCUTS) await page.keyboard.press(key);
  await page.keyboard.press("Escape");
  const count = await buttons.count();
  let pressed = 0;
  for (let index = 0; index < count; index += 1) {
    const button = buttons.nth(index);
    // What one press did may take the next button away: a look at it does not wait, and a press that finds nothing is none.
    if ((await button.count()) === 0 || !(await button.isVisible()) || !(await isEnabled(button))) continue;
    pressed += await button.click({ timeout: 5_000 }).then(
      () => 1,
      () => 0,
    );
    await page.keyboard.press("Escape");
    await answered();
    if (!page.url().endsWith(address)) await load();
  }
  return pressed;
}

function isEnabled(button: Locator): Promise<boolean> {
  return button.isEnabled({ timeout: 1_000 }).catch(() => false);
}

test("P12: a Viewer meets no button and no shortcut that the hub refuses", { timeout: TIMEOUT_MS }, async () => {
  const addresses = await makeAddresses();
  const { email } = await addMember(console.hub.database, "Noor Haddad", [VIEWER.id]);
  const page = await console.open("/channel", { as: { email } });
  const answered = followCalls(page);
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() === 403) refused.push(`${page.url()}: ${response.url()}`);
  });
  let pressed = 0;
  for (const address of addresses) pressed += await pressAll(page, address, answered);
  await answered();
  expect(refused).toEqual([]);
  expect(pressed, "there is something to press").toBeGreaterThan(10);
});
