import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { incidentInfo } from "../../contract/operations/incident.ts";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { listIncidents, only } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { hasFocus, shoot, startTestConsole, type TestConsole } from "./support/console.ts";

// From a push to an incident that somebody acknowledged, resolved, reopened and commented on: by mouse, and by keyboard alone.

let console: TestConsole;
let integration: TestIntegration;
let stories = 0;
beforeAll(async () => {
  console = await startTestConsole();
});
afterAll(() => console.stop());
beforeEach(async () => {
  const { hub } = console;
  stories += 1;
  integration = await createIntegration(hub.api, hub.url, await createChannel(hub.api, `Payments ${stories}`));
});

async function fire(rule: string, fields: CmsFields = {}): Promise<void> {
  const { hub } = console;
  await hub.push(integration.pushUrl, cmsEvent({ rule, subject: rule, atMs: hub.clock.now(), ...fields }));
  await hub.settle();
}

const incidentOf = async () => only(await listIncidents(console.hub, integration.channelId));
const inChannel = (path: string) => `${path}?channel=${integration.channelId}`;
const says = (page: Page, text: string) => page.getByRole("status").getByText(text).waitFor();
const entry = (page: Page, text: string) => page.getByRole("list", { name: "Timeline" }).getByText(text).waitFor();

test("P12: a push becomes an incident that is acknowledged, resolved, reopened and commented on with the mouse", async () => {
  const page = await console.open(inChannel("/incident"));
  await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
  await fire("Pod memory usage > 90%");
  await page.reload();
  await page.getByRole("link", { name: "Pod memory usage > 90%" }).click();
  await page.getByRole("heading", { name: "Pod memory usage > 90%", level: 1 }).waitFor();

  await page.getByRole("button", { name: "Acknowledge" }).click();
  await says(page, "Acknowledged.");
  expect(await incidentOf()).toMatchObject({ progress: "Processing", responders: [{ person_name: "owner" }] });
  await page.getByRole("region", { name: "About this incident" }).getByText("owner").waitFor();

  await page.getByRole("button", { name: "Resolve" }).click();
  const resolving = page.getByRole("dialog", { name: "Resolve incident" });
  await resolving.getByLabel("Root cause").fill("A leak in the cache");
  await resolving.getByLabel("Resolution").fill("Restarted, limit raised");
  await shoot(page, "incident-resolving");
  await resolving.getByRole("button", { name: "Resolve" }).click();
  await says(page, "Resolved.");
  expect(await incidentOf()).toMatchObject({ progress: "Closed", root_cause: "A leak in the cache" });
  await page.getByText("Restarted, limit raised").waitFor();

  await page.getByRole("button", { name: "Reopen" }).click();
  const reopening = page.getByRole("dialog", { name: "Reopen incident" });
  expect(await reopening.getByRole("button", { name: "Reopen" }).isDisabled()).toBe(true);
  await reopening.getByLabel("Reason").fill("It came back");
  await reopening.getByRole("button", { name: "Reopen" }).click();
  await says(page, "Reopened.");

  await page.getByRole("button", { name: "Comment" }).click();
  const commenting = page.getByRole("dialog", { name: "Comment on incident" });
  await commenting.getByLabel("Comment").fill("Looking at **node 3** <img src=x onerror=alert(1)>");
  await commenting.getByRole("button", { name: "Comment" }).click();
  await says(page, "Comment added.");

  await page.getByRole("tab", { name: "Timeline" }).click();
  await entry(page, "An alert opened this incident as Critical.");
  await entry(page, "owner acknowledged it.");
  await entry(page, "owner resolved it.");
  await entry(page, "Reason: It came back");
  await page.getByRole("strong").getByText("node 3").waitFor();
  expect(await page.getByRole("img").count(), "a comment is never HTML of ours").toBe(0);
  await page.getByRole("tab", { name: "Alerts" }).click();
  await page.getByRole("list", { name: "Alerts" }).getByRole("link", { name: "Pod memory usage > 90%" }).waitFor();
  expect(console.complaints).toEqual([]);
});

test("P12: the same by keyboard alone, from the list", async () => {
  await fire("Disk is full");
  console.hub.clock.fastForward(minutes(1));
  await fire("Queue is long");
  const page = await console.open(`/incident?channel=${integration.channelId}`);
  const list = page.getByRole("list", { name: "Incidents" });
  await list.getByRole("link", { name: "Disk is full" }).waitFor();
  const focused = () => page.evaluate("document.activeElement?.textContent");
  for (const [key, title] of [
    ["j", "Queue is long"],
    ["j", "Disk is full"],
    ["k", "Queue is long"],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(focused).toBe(title);
  }
  await page.keyboard.press("a");
  await says(page, "Acknowledged.");
  await expect.poll(focused, { message: "the row keeps the focus while the list is read anew" }).toBe("Queue is long");

  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.getByRole("region", { name: "What is selected" }).getByText("2 selected").waitFor();
  await page.keyboard.press("r");
  const resolving = page.getByRole("dialog", { name: "Resolve 2 incidents" });
  await hasFocus(resolving.getByLabel("Root cause"));
  await page.keyboard.type("One cable");
  await page.keyboard.press("Control+Enter");
  await says(page, "2 incidents resolved.");
  const found = await listIncidents(console.hub, integration.channelId);
  expect(found.map(({ progress, root_cause }) => [progress, root_cause])).toEqual([
    ["Closed", "One cable"],
    ["Closed", "One cable"],
  ]);

  await page.keyboard.press("/");
  await page.keyboard.type("disk");
  await page.waitForURL(/q=disk/);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Open" }).focus();
  for (let tab = 0; tab < 3; tab += 1) await page.keyboard.press("ArrowRight");
  await list.getByRole("link", { name: "Disk is full" }).waitFor();
  await expect.poll(() => list.getByRole("link").count()).toBe(1);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Disk is full", level: 1 }).waitFor();
  expect(console.complaints).toEqual([]);
});

test("a link with ?ack=1 acknowledges once, and leaves the plain address", async () => {
  await fire("Certificate expires");
  const { incident_id } = await incidentOf();
  const page = await console.open(`/incident/detail/${incident_id}?ack=1`);
  await says(page, "Acknowledged.");
  await page.waitForURL(`${console.hub.url}/incident/detail/${incident_id}`);
  await page.reload();
  await page.getByRole("button", { name: "Take back acknowledgement" }).click();
  await says(page, "Acknowledgement taken back.");
  const info = await console.hub.api.get("/incident/info", { incident_id }, incidentInfo.output);
  expect(info).toMatchObject({ progress: "Triggered", ack_time: 0 });
});

test("an alert leads to its labels, its events and its incident", async () => {
  await fire("Latency of checkout");
  console.hub.clock.fastForward(minutes(1));
  await fire("Latency of checkout", { message: "97 %" });
  const page = await console.open(inChannel("/alert"));
  await page.getByRole("link", { name: "Latency of checkout" }).click();
  await page.getByRole("heading", { name: "Latency of checkout", level: 1 }).waitFor();
  const incident = await incidentOf();
  await page.getByRole("tab", { name: "Events" }).click();
  await page.getByText("97 %").first().waitFor();
  const push = page.getByRole("link", { name: /^Push of the event of/ }).first();
  expect(await push.getAttribute("href")).toMatch(/tab=deliveries&delivery=[0-9a-f]{24}$/);
  await page.getByRole("tab", { name: "Timeline" }).click();
  await entry(page, "The alert opened as Critical.");
  await page.getByRole("tab", { name: "Overview" }).click();
  await page.getByRole("region", { name: "About this alert" }).getByRole("link", { name: incident.title }).click();
  await page.waitForURL(new RegExp(incident.incident_id));
  expect(console.complaints).toEqual([]);
});

test("P8: an incident that the time of its channel closed says so, and so does its alert", async () => {
  const { api, clock, settle } = console.hub;
  const set = { channel_id: integration.channelId, auto_resolve_timeout: 1_800, auto_resolve_mode: "trigger" };
  expect((await api.call("/channel/update", set)).error).toBeNull();
  await fire("Replica lags");
  clock.fastForward(minutes(30));
  await settle();
  const { incident_id, title } = await incidentOf();
  const page = await console.open(`/incident/detail/${incident_id}`);
  await page.getByRole("tab", { name: "Timeline" }).click();
  await entry(page, "The time set in its channel was up, so it closed by itself.");
  await page.getByRole("tab", { name: "Alerts" }).click();
  await page.getByRole("list", { name: "Alerts" }).getByRole("link", { name: title }).click();
  await page.getByText("Its incident closed by itself after the time set in its channel:").waitFor();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await entry(page, "Its incident closed by itself after the time set in its channel, and the alert with it.");
  expect(console.complaints).toEqual([]);
});

test("what is refused is said with its request id, and can be tried again", async () => {
  const page = await console.open(`/incident/detail/${"0".repeat(24)}`);
  await page.getByRole("alert").getByText("Request id").waitFor();
  await page.getByRole("button", { name: "Try again" }).waitFor();
});
