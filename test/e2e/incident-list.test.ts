import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { listIncidents } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { hasFocus, startTestConsole, type TestConsole } from "./support/console.ts";

// A list moves by itself while somebody works in it. It must not take their place, their words or their selection along.

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
  hub.clock.fastForward(minutes(1));
  const event = cmsEvent({ rule, entity: rule, subject: rule, atMs: hub.clock.now(), ...fields });
  expect((await hub.push(integration.pushUrl, event)).status).toBe(200);
  await hub.settle();
}

const row = (page: Page, title: string) =>
  page.getByRole("list", { name: "Incidents" }).getByRole("link", { name: title });
const says = (page: Page, text: string) => page.getByRole("status").getByText(text).waitFor();
const acknowledged = async () => {
  const found = await listIncidents(console.hub, integration.channelId);
  return found.filter(({ progress }) => progress === "Processing").map(({ title }) => title);
};

async function openList(more = ""): Promise<Page> {
  return await console.open(`/incident?channel=${integration.channelId}${more}`);
}

test("what is being written is still there when its alert recovers, and what was done is said over an empty list", async () => {
  await fire("Disk is full");
  const page = await openList();
  await row(page, "Disk is full").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: "Resolve incident" });
  await dialog.getByLabel("Root cause").fill("Logs nobody rotates");
  await fire("Disk is full", { status: "RECOVERED" });
  await page.getByRole("heading", { name: "Nothing matches", includeHidden: true }).waitFor({ state: "attached" });
  expect(await dialog.getByLabel("Root cause").inputValue()).toBe("Logs nobody rotates");
  await page.keyboard.press("Escape");

  await fire("Queue is long");
  await row(page, "Queue is long").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await dialog.getByLabel("Root cause").fill("A slow consumer");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
  await says(page, "Resolved.");
  expect(console.complaints).toEqual([]);
});

test("P12: after each deed the keyboard goes on where it was, and nothing is done to the row that moved up", async () => {
  for (const title of ["First", "Second", "Third", "Fourth"]) await fire(title);
  const page = await openList("&progress=triggered");
  await row(page, "Fourth").waitFor();
  for (const title of ["Fourth", "Third"]) {
    await page.keyboard.press("j");
    await hasFocus(row(page, title));
  }
  await page.keyboard.press("a");
  await row(page, "Third").waitFor({ state: "detached" });
  await hasFocus(row(page, "Second"));
  await page.keyboard.press("a");
  await page.keyboard.press("j");
  await hasFocus(row(page, "Second"));
  await page.keyboard.press("j");
  await hasFocus(row(page, "First"));
  expect(await acknowledged()).toEqual(["Third"]);
  await page.keyboard.press("a");
  await row(page, "First").waitFor({ state: "detached" });
  await hasFocus(row(page, "Second"));
  for (const title of ["Second", "Fourth"]) {
    await page.keyboard.press("k");
    await hasFocus(row(page, title));
  }
  expect(console.complaints).toEqual([]);
});

test("P12: keys work after the mouse has selected, and what is filtered away is selected no more", async () => {
  for (const title of ["First", "Second"]) await fire(title);
  const page = await openList();
  await page.getByRole("checkbox", { name: "Select Second" }).check();
  await page.keyboard.press("j");
  await hasFocus(row(page, "First"));
  await page.getByRole("checkbox", { name: "Select First" }).check();
  await page.getByRole("checkbox", { name: "Select Second" }).uncheck();
  await page.keyboard.press("a");
  await says(page, "Acknowledged.");
  expect(await acknowledged()).toEqual(["First"]);

  await page.getByRole("checkbox", { name: "Select Second" }).check();
  const selection = page.getByRole("region", { name: "What is selected" });
  await selection.getByText("1 selected").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("nothing");
  await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
  await selection.waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("textbox").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await row(page, "Second").first().waitFor();
  expect(await page.getByRole("textbox", { name: "Search" }).inputValue()).toBe("");
  expect(await acknowledged()).toEqual(["First"]);
  expect(console.complaints).toEqual([]);
});

test("a comment is posted once, however long the keys are held", async () => {
  await fire("Disk is full");
  const page = await openList();
  await row(page, "Disk is full").click();
  await page.getByRole("button", { name: "Comment" }).click();
  const posts: (() => void)[] = [];
  await page.route("**/incident/comment", async (route) => {
    await new Promise<void>((resolve) => posts.push(resolve));
    await route.continue();
  });
  await page.getByRole("dialog").getByLabel("Comment").fill("Looking at it");
  await page.keyboard.down("Control");
  for (let held = 0; held < 5; held += 1) await page.keyboard.down("Enter");
  await expect.poll(() => posts.length).toBe(1);
  await page.keyboard.up("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  for (const go of posts) go();
  await says(page, "Comment added.");
  expect(posts.length).toBe(1);
  expect(console.complaints).toEqual([]);
});
