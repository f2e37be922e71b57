import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChannel } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { findBarriers, shoot, startTestConsole, type TestConsole, VIEWS } from "./support/console.ts";

// The route of a shared integration: built, tried, saved, looked back on, and edited by two at once.

let console: TestConsole;
let [payments, search] = [0, 0];
let shared = { integrationId: 0, pushUrl: "" };
const TIMEOUT_MS = 120_000;

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

test("P8: a case is built, tried on what came, and saved", async () => {
  const page = await console.open(address(shared.integrationId));
  await page.getByRole("button", { name: "Add case" }).click();
  await shoot(page, "route-new-case");
  await fillCondition(page, 1, "labels.service", ["payments*"]);
  await page.getByText("Matches 2 of the latest 4 alerts").waitFor();
  await page.getByRole("button", { name: "Add condition" }).click();
  await fillCondition(page, 2, "labels.ip", ["/(/", "cidr:10.0.0.0/99"]);
  await page.getByText("is not a regular expression that RE2 takes").waitFor();
  await page.getByText("is not a range of addresses").waitFor();
  await shoot(page, "route-wrong-values");
  await chooseChannel(page, "Channels", "Payments 支付");
  await shoot(page, "route-chosen");
});
