import { afterAll, beforeAll, expect, test } from "vitest";
import { createChannel, createIntegration } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
import { startTestConsole, type TestConsole } from "./support/console.ts";

// What people do with channels day by day: find them, keep them at hand, change and remove them.

const TIMEOUT_MS = 120_000;
let console: TestConsole;
beforeAll(async () => {
  console = await startTestConsole();
});
afterAll(() => console.stop());

test(
  "the first steps tick themselves, lead on, and give way to the channels when they are left",
  async () => {
    const page = await console.open("/");
    const step = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    await step("Create a channel").getByText("(to do)").waitFor();
    const channelId = await createChannel(console.hub.api, "First");
    const made = await createIntegration(console.hub.api, console.hub.url, channelId);
    await step("Create a channel").getByText("(done)").waitFor();
    await step("Connect a monitoring system").getByText("(done)").waitFor();
    await console.hub.push(made.pushUrl, fixture("firing-1"));
    await console.hub.settle();
    await step("Receive the first event").getByText("(done)").waitFor();
    await step("Invite a teammate").getByRole("link", { name: "Open Members" }).waitFor();
    await page.getByRole("button", { name: "Skip, go to Channels" }).click();
    await page.getByRole("heading", { name: "Channels", level: 1 }).waitFor();
    await page.goto(console.hub.url);
    await page.getByRole("heading", { name: "Channels", level: 1 }).waitFor();
    expect(console.complaints).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "a star keeps a channel at hand; filter and search stand in the address and survive a reload",
  async () => {
    for (const name of ["Payments", "Search"]) await createChannel(console.hub.api, name);
    const page = await console.open("/channel");
    await page.getByRole("button", { name: "Star Payments" }).click();
    await page.getByRole("button", { name: "Star Payments", pressed: true }).waitFor();
    await page.getByText("Starred", { exact: true }).click();
    await page.getByRole("article").filter({ hasText: "Search" }).waitFor({ state: "detached" });
    await page.waitForURL(/show=starred/);
    await page.reload();
    await page.getByRole("link", { name: "Payments" }).waitFor();
    await expect.poll(() => page.getByRole("article").count()).toBe(1);
    await page.getByRole("searchbox", { name: "Search by name" }).fill("nothing is called this");
    await page.getByRole("heading", { name: "No channel matches" }).waitFor();
    await page.getByRole("button", { name: "Show all channels" }).click();
    await page.getByRole("link", { name: "Search", exact: true }).waitFor();
    // What was known already is there at once; the words searched for must not come back after it.
    const searchBox = page.getByRole("searchbox", { name: "Search by name" });
    expect(await searchBox.inputValue()).toBe("");
    await page.getByRole("link", { name: "Search", exact: true }).click();
    await page.getByRole("heading", { name: "Search", level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "Search", exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.has("q")).toBe(false);
  },
  TIMEOUT_MS,
);

test(
  "a channel is renamed, made private, told when its incidents end, disabled, and deleted once its name is typed",
  async () => {
    const channelId = await createChannel(console.hub.api, "Warehouse");
    const page = await console.open(`/channel/detail/${channelId}?tab=settings`);
    const save = page.getByRole("button", { name: "Save" });
    expect(await save.isDisabled()).toBe(true);
    await page.getByRole("textbox", { name: "Name" }).fill("Payments");
    await save.click();
    await page.getByText("Somebody or something else has this already").waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("Depot");
    await page.getByRole("switch", { name: "Private" }).check({ force: true });
    await page.getByRole("textbox", { name: "Resolve incidents after (minutes)" }).fill("90");
    await page.getByRole("combobox", { name: "Counted from" }).selectOption("Its latest event");
    await save.click();
    await page.getByRole("heading", { name: "Depot", level: 1 }).waitFor();
    await page.getByRole("status").getByText("Saved").waitFor();
    const saved = await console.hub.api.call("/channel/info", { channel_id: channelId });
    expect(saved.data).toMatchObject({ auto_resolve_timeout: 5400, auto_resolve_mode: "update" });
    await page.getByRole("button", { name: "Disable channel" }).click();
    await page.getByRole("button", { name: "Enable channel" }).waitFor();

    await page.getByRole("button", { name: "Delete…" }).click();
    const asking = page.getByRole("dialog", { name: "Delete channel" });
    expect(await asking.getByRole("button", { name: "Delete channel" }).isDisabled()).toBe(true);
    await asking.getByRole("textbox").fill("Depot");
    await asking.getByRole("button", { name: "Delete channel" }).click();
    await page.getByRole("heading", { name: "Channels", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Depot" }).waitFor({ state: "detached" });
    expect(console.complaints).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "the palette finds an integration among all there are, keeps what is typed at once, and offers it first later",
  async () => {
    const channelId = await createChannel(console.hub.api, "Palette");
    const { integrationId } = await createIntegration(console.hub.api, console.hub.url, channelId);
    await console.hub.api.call("/integration/update", { integration_id: integrationId, name: "Needle" });
    for (let other = 0; other < 12; other++) await createIntegration(console.hub.api, console.hub.url, channelId);
    const page = await console.open("/channel");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Needle");
    const palette = page.getByRole("dialog", { name: "Go to" });
    await expect.poll(() => palette.getByRole("textbox").inputValue()).toBe("Needle");
    await palette.getByText("Needle").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Needle", level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await palette.getByText("Needle").waitFor();
    await expect.poll(() => palette.textContent()).toMatch(/Needle.*Channels/s);
  },
  TIMEOUT_MS,
);
