import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChannel } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { findBarriers, hasFocus, shoot, startTestConsole, type TestConsole } from "./support/console.ts";

// The route of a shared integration: built, tried, saved, looked back on, and edited by two at once.

let console: TestConsole;
let [payments, search] = [0, 0];
let shared = { integrationId: 0, pushUrl: "" };
/** Axe reads each page for a second or more, on a machine that has other things to do. */
const TIMEOUT_MS = 180_000;

beforeAll(async () => {
  console = await startTestConsole();
  const { api } = console.hub;
  [payments, search] = [await createChannel(api, "Payments 支付"), await createChannel(api, "Search")];
  shared = await createSharedIntegration(console.hub, [search]);
  const services = ["payments", "payments-api", "search", "web"];
  for (const [at, service] of services.entries()) {
    const labels = { service, ip: `10.0.${at}.7` };
    await push({ entity: `pod-${at}`, labels, subject: `CPU of ${service} above 90 %` });
  }
});
afterAll(() => console.stop());

async function push(fields: Parameters<typeof cmsEvent>[0], url = shared.pushUrl): Promise<void> {
  expect((await console.hub.push(url, cmsEvent(fields))).status).toBe(200);
  await console.hub.settle();
}

const address = (integrationId: number, rest = "") => `/integration/detail/${integrationId}?tab=route${rest}`;

/** Fills the condition at a place of the case that is open. */
async function fillCondition(page: Page, place: number, key: string, values: readonly string[]): Promise<void> {
  const condition = page.getByRole("group", { name: `What to look at ${place}` });
  await condition.getByLabel("What to look at").fill(key);
  const input = condition.getByRole("combobox", { name: `Values of condition ${place}` });
  for (const value of values) {
    await input.fill(value);
    await input.press("Enter");
  }
  await page.keyboard.press("Escape");
}

async function chooseChannel(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).fill(name);
  await page.getByRole("option", { name }).click();
  await page.keyboard.press("Escape");
}

/** Gives the integration another route, as somebody else would. */
async function saveRoute(integrationId: number, route: object): Promise<void> {
  const answer = await console.hub.api.call("/route/upsert", { integration_id: integrationId, ...route });
  expect(answer.error).toBeNull();
}

const caseOf = (value: string, channelId: number) => ({
  if: [{ key: "labels.service", oper: "IN", vals: [value] }],
  channel_ids: [channelId],
});

test("P8, P10: cases are built, tried on what came, saved, and decide about the next push", {
  timeout: TIMEOUT_MS,
}, async () => {
  const page = await console.open(address(shared.integrationId));
  await page.getByRole("button", { name: "Add case" }).click();
  await fillCondition(page, 1, "labels.service", ["payments*"]);
  await page.getByText("Matches 2 of the latest 4 alerts").waitFor();
  await page.getByRole("button", { name: "Add condition" }).click();
  await fillCondition(page, 2, "labels.ip", ["/(/", "cidr:10.0.0.0/99"]);
  const wrong = page.getByRole("list").filter({ hasText: "is not a regular expression that RE2 takes" });
  await wrong.getByText("“cidr:10.0.0.0/99” is not a range of addresses").waitFor();
  await shoot(page, "route-wrong-values");
  await page.getByRole("button", { name: "Remove /(/" }).click();
  await page.getByRole("button", { name: "Remove cidr:10.0.0.0/99" }).click();
  await fillCondition(page, 2, "labels.ip", ["cidr:10.0.0.0/24", "/^10[.]9[.]/"]);
  await page.getByText("Matches 1 of the latest 4 alerts").waitFor();
  await chooseChannel(page, "Channels", "Payments 支付");
  await page.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: "Add case" }).click();
  await fillCondition(page, 1, "severity", ["Critical"]);
  await chooseChannel(page, "Channels", "Search");
  await page.getByRole("radio", { name: "Stop here" }).check();
  await shoot(page, "route-two-cases");
  await page.getByRole("button", { name: "Try the whole route" }).click();
  const trial = page.getByRole("dialog", { name: "The whole route on recent alerts" });
  await trial.getByText("1 alert would go elsewhere").waitFor();
  await shoot(page, "route-trial");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save route" }).click();
  await page.getByText("Saved as version 2.").waitFor();
  await shoot(page, "route-saved");

  await push({ entity: "pod-new", labels: { service: "payments", ip: "10.0.0.9" }, subject: "Cards are refused" });
  await page.getByRole("tab", { name: "Deliveries" }).click();
  const newest = page.getByRole("list", { name: "Deliveries, the newest first" }).getByRole("listitem").first();
  await newest.getByRole("link").click();
  const panel = page.getByRole("dialog", { name: /^Delivery of / });
  await panel.getByText("Sent there by case 1 of route version 2.").waitFor();
  await panel.getByText("Sent there by case 2 of route version 2.").waitFor();
  await panel.getByRole("link", { name: "Alert" }).first().click();
  await page.getByRole("heading", { name: "Cards are refused", level: 1 }).waitFor();
  expect(console.complaints).toEqual([]);
});

test("of two editors the second is told who was first, and loses nothing", { timeout: TIMEOUT_MS }, async () => {
  const { integrationId } = await createSharedIntegration(console.hub, [search]);
  const page = await console.open(address(integrationId));
  await page.getByRole("button", { name: "Add case" }).click();
  await fillCondition(page, 1, "title", ["mine"]);
  await chooseChannel(page, "Channels", "Payments 支付");
  await saveRoute(integrationId, { cases: [caseOf("theirs", search)], default: { channel_ids: [search] } });
  await page.getByRole("button", { name: "Save route" }).click();
  const conflict = page.getByRole("alert").filter({ hasText: "owner saved version 2 while you were editing" });
  await conflict.getByRole("button", { name: "What owner changed" }).click();
  await conflict.getByText("Case 1 is new").waitFor();
  await shoot(page, "route-conflict");
  expect(await findBarriers(page)).toEqual([]);

  await conflict.getByRole("button", { name: "Read version 2, keep mine aside" }).click();
  const cases = page.getByRole("list", { name: "Cases" });
  await cases.getByText("theirs").waitFor();
  await page.getByText("Your changes are kept aside").waitFor();
  await shoot(page, "route-aside");
  await page.getByRole("button", { name: "Put mine in its place" }).click();
  await cases.getByText("mine").waitFor();
  await page.getByRole("button", { name: "Save route" }).click();
  await page.getByText("Saved as version 3.").waitFor();

  await page.getByRole("button", { name: "Versions" }).click();
  const versions = page.getByRole("dialog", { name: "Versions of the route" });
  await versions.getByText("Case 1 was changed").waitFor();
  await shoot(page, "route-versions");
  await versions.getByRole("button", { name: /^Version 2/ }).click();
  await versions.getByRole("button", { name: "Load into the editor" }).click();
  await cases.getByText("theirs").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await cases.getByText("mine").waitFor();
  expect(console.complaints).toEqual([]);
});

test("what is changed while a save is on its way is kept, and saved over what was saved", {
  timeout: TIMEOUT_MS,
}, async () => {
  const { integrationId } = await createSharedIntegration(console.hub, [search]);
  const page = await console.open(address(integrationId));
  await page.getByRole("button", { name: "Add section" }).click();
  const section = page.getByRole("textbox", { name: "Name of the section" });
  await section.fill("Sent");
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/route/upsert", async (route) => {
    await held;
    await route.continue();
  });
  const saved = page.waitForResponse("**/route/upsert");
  const save = page.getByRole("button", { name: "Save route" });
  await save.click();
  await section.fill("Changed since");
  release();
  await saved;
  await save.click();
  await page.getByText("Saved as version 3.").waitFor();
  expect(await section.inputValue()).toBe("Changed since");
  expect(await page.getByRole("alert").count()).toBe(0);
});

test("a case is added, moved and saved by keyboard alone; leaving asks before anything is lost", {
  timeout: TIMEOUT_MS,
}, async () => {
  const { integrationId } = await createSharedIntegration(console.hub, [search]);
  await saveRoute(integrationId, { cases: [caseOf("first", search)], default: { channel_ids: [search] } });
  const page = await console.open(address(integrationId));
  const keyboard = page.keyboard;
  await page.getByRole("button", { name: "Add case" }).focus();
  await keyboard.press("Enter");
  await hasFocus(page.getByRole("group", { name: "What to look at 1" }).getByLabel("What to look at"));
  await keyboard.type("labels.team");
  await keyboard.press("Escape");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.type("cards");
  await keyboard.press("Enter");
  await keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Channels", exact: true }).focus();
  await keyboard.type("Paym");
  await page.getByRole("option", { name: "Payments 支付" }).waitFor();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await keyboard.press("Escape");
  await page.getByRole("button", { name: "Edit case 2" }).focus();
  await keyboard.press("Enter");
  await page.getByRole("button", { name: "Move up" }).nth(1).focus();
  await keyboard.press("Enter");
  await page.getByRole("status").getByText("Case 2 stands at place 1 now.").waitFor();
  await expect.poll(() => page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe("Move up");

  await page.getByRole("tab", { name: "Overview" }).focus();
  await keyboard.press("Enter");
  const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
  await hasFocus(leaving.getByRole("button", { name: "Stay" }));
  expect(await findBarriers(page)).toEqual([]);
  await keyboard.press("Enter");
  await leaving.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Save route" }).focus();
  await keyboard.press("Enter");
  await page.getByText("Saved as version 3.").waitFor();
  await page.getByRole("list", { name: "Cases" }).getByRole("listitem").first().getByText("labels.team").waitFor();
});

test("a route of 500 cases stays in reach: pages, search, a case moved to a place, another by dragging", {
  timeout: TIMEOUT_MS,
}, async () => {
  const { integrationId } = await createSharedIntegration(console.hub, []);
  const cases = Array.from({ length: 500 }, (_, at) => caseOf(`service-${at + 1}`, at % 2 ? search : payments));
  await saveRoute(integrationId, { cases, sections: [{ name: "Platform", position: 2 }] });
  const page = await console.open(address(integrationId));
  const list = page.getByRole("list", { name: "Cases" });
  await list.getByText("service-49", { exact: true }).waitFor();
  await page.getByText("Some events may reach nobody").waitFor();
  await shoot(page, "route-500");
  await page.getByLabel("Find cases").fill("service-321");
  await page.getByText("1 case holds that").waitFor();
  await page.waitForURL(/case_query=service-321/);
  await page.getByRole("button", { name: "Clear search" }).click();
  await page.getByRole("button", { name: "More for case 3", exact: true }).click();
  await page.getByRole("menuitem", { name: "Move to place…" }).click();
  await page.getByLabel("Place").fill("400");
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await list.getByText("service-3", { exact: true }).waitFor();
  await page.waitForURL(/case_page=9/);
  const rows = list.getByRole("listitem");
  await rows.nth(0).getByRole("img", { name: "Drag to move" }).dragTo(rows.nth(2));
  await page
    .getByRole("status")
    .getByText(/^Case 400 stands at place 402 now/)
    .waitFor();
  await page.getByRole("button", { name: "Discard changes" }).click();
});
