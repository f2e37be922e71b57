import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shoot, startTestConsole, type TestConsole } from "./support/console.ts";
import { type Deliveries, pushDeliveries } from "./support/push-deliveries.ts";

// What came, what became of it and why, as the owner of an integration looks for it.

let console: TestConsole;
let shared: Deliveries;

beforeAll(async () => {
  console = await startTestConsole();
  shared = await pushDeliveries(console.hub);
});
afterAll(() => console.stop());

const address = (rest = "") => `/integration/detail/${shared.integrationId}?tab=deliveries${rest}`;
const rows = (page: Page) => page.getByRole("list", { name: "Deliveries, the newest first" }).getByRole("listitem");

/** Opens the delivery whose row says this. */
async function openDelivery(page: Page, says: string): Promise<Locator> {
  await rows(page).filter({ hasText: says }).first().getByRole("link").click();
  const panel = page.getByRole("dialog", { name: /^Delivery of / });
  await panel.getByRole("heading", { name: "Request" }).waitFor();
  return panel;
}

test("P2, P8: each event of a push has its verdict, and leads to what decided and to what came of it", async () => {
  const page = await console.open(address());
  const panel = await openDelivery(page, "2 opened");
  await page.waitForURL(/delivery=/);
  const first = panel.getByRole("listitem").filter({ hasText: "Event 1" });
  await first.getByText("Opened a new alert").waitFor();
  await first.getByRole("link", { name: "Payments 支付" }).waitFor();
  await first.getByText("Sent there by case 1 of route version 2").waitFor();
  const second = panel.getByRole("listitem").filter({ hasText: "Event 2" });
  await second.getByText("Sent there by the default of route version 2: no case matched.").waitFor();
  await panel.getByRole("heading", { name: "Events that could not be read" }).waitFor();
  await expect.poll(() => panel.textContent()).toContain("expected an object, got");
  await shoot(page, "delivery-panel");

  const alert = await first.getByRole("link", { name: "Alert" }).getAttribute("href");
  expect(alert).toMatch(/^\/alert\/detail\/[0-9a-f]{24}$/);
  await first.getByRole("link", { name: "case 1" }).click();
  const versions = page.getByRole("dialog", { name: "Versions of the route" });
  const decided = versions.getByRole("region", { name: "Case 1 in version 2" });
  await expect.poll(() => decided.textContent()).toContain("labels.service is one of payments");
  await shoot(page, "delivery-deciding-case");
  expect(console.complaints).toEqual([]);
});

test("the raw body is formatted, wrapped, copied and saved as it came; credentials are not shown", async () => {
  const page = await console.open(address());
  const panel = await openDelivery(page, "2 opened");
  const body = panel.getByRole("region", { name: "Body" });
  await expect.poll(() => body.textContent()).toContain('"subject": "Cards are refused"');
  await panel.getByText("JSON, formatted").waitFor();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await panel.getByRole("button", { name: "Copy body" }).click();
  await panel.getByRole("button", { name: "Copied" }).waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toContain('"subject":"Cards are refused"');
  const saving = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Download" }).click();
  expect((await saving).suggestedFilename()).toMatch(/^delivery-[0-9a-f]{24}\.json$/);
  await panel.getByRole("switch", { name: "Wrap lines" }).uncheck();
  await panel.getByText("Credentials are masked.").waitFor();
});

test("what was refused says why, and what held nothing says so; filters stand in the address", async () => {
  const page = await console.open(address("&outcome=rejected"));
  await rows(page).filter({ hasText: "Refused" }).waitFor();
  await expect.poll(() => rows(page).count()).toBe(1);
  const panel = await openDelivery(page, "Refused");
  await panel.getByText("The body could not be read.").waitFor();
  await panel.getByText("Text that is no JSON, as it came").waitFor();
  await shoot(page, "delivery-refused");
  await page.keyboard.press("Escape");
  await page.getByLabel("Outcome").selectOption("ignored");
  await rows(page).filter({ hasText: "A test: the body is empty." }).waitFor();
  await page.waitForURL(/outcome=ignored/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByLabel("Find").fill("nobody said this");
  await page.getByRole("heading", { name: "No delivery fits" }).waitFor();
  await shoot(page, "deliveries-none");
});

test("replay asks first, then shows the verdict of the new delivery", async () => {
  const page = await console.open(address());
  await rows(page).filter({ hasText: "recovered, none open" }).getByRole("checkbox").check();
  await rows(page).filter({ hasText: "Refused" }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  const asking = page.getByRole("dialog", { name: "Replay 2 deliveries?" });
  await asking.getByText("They may open incidents").waitFor();
  await shoot(page, "replay-asked");
  await asking.getByRole("button", { name: "Replay 2" }).click();
  const done = page.getByRole("dialog", { name: "2 deliveries replayed" });
  await done.getByText("Waiting to be processed…").first().waitFor();
  await console.hub.settle();
  await done.getByText("1 recovered, none open").waitFor();
  await shoot(page, "replay-done");
  await done.getByRole("link", { name: "Open" }).first().click();
  const panel = page.getByRole("dialog", { name: /^Delivery of / });
  await panel.getByText("Replay of").waitFor();
  expect(console.complaints).toEqual([]);
});

test("where nothing came, the push URL is at hand, and a test event shows the way", async () => {
  const page = await console.open(`/integration/detail/${shared.quietId}?tab=deliveries`);
  await page.getByRole("heading", { name: "Nothing has come yet" }).waitFor();
  await shoot(page, "deliveries-empty");
  const sent = page.waitForResponse(/\/integration\/test$/);
  await page.getByRole("button", { name: "Send test event" }).last().click();
  // The hub waits some seconds for the outcome; nothing is processed in a story before it says so.
  await sent;
  await console.hub.settle();
  const panel = page.getByRole("dialog", { name: /^Delivery of / });
  await panel.getByText("A test event, sent from here").waitFor();
  await panel.getByText("Opened a new alert").waitFor();
});
