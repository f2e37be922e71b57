import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
import { OWNER } from "../support/hub.ts";
import { listIncidents, only } from "../support/ledger.ts";
import { countStreams } from "../support/live.ts";
import { poll } from "../support/poll.ts";
import { findBarriers, shoot, startTestConsole, type TestConsole, VIEWS } from "./support/console.ts";

// The network is lost, the hub is away or another one: what is on screen stays, what did not come says so and comes later.

const TIMEOUT_MS = 120_000;
const DEADLINE_MS = 20_000;
/** More than the longest wait between two tries. */
const TRY_MS = 4_500;
const FILES = { deliveries: "**/assets/deliveries-*.js", members: "**/assets/members-page-*.js" };
const GUIDE = "**/assets/markdown-blocks-*.js";

let console: TestConsole;
let integration: TestIntegration;
beforeAll(async () => {
  console = await startTestConsole();
  const { api, url } = console.hub;
  integration = await createIntegration(api, url, await createChannel(api, "Payments"));
  await console.hub.push(integration.pushUrl, fixture("firing-1"));
  await console.hub.settle();
});
afterAll(() => console.stop());

afterEach(async () => {
  await console.closePages();
  await isUp(0);
});

const isUp = (count = 1) => poll(async () => (await countStreams(console.hub.url)) === count, DEADLINE_MS);
const pageOf = () => `/integration/detail/${integration.integrationId}`;
const rows = (page: Page) => page.getByRole("list", { name: "Deliveries" }).getByRole("listitem");

/** A page whose clock can be moved, for which one file does not come. */
function without(file: string, status?: number) {
  return async (page: Page): Promise<void> => {
    await page.clock.install();
    await page.route(file, (route) => (status ? route.fulfill({ status }) : route.abort()));
  };
}

/** Nothing gets to the hub any more, from the page and from what is behind it. */
async function lose(page: Page): Promise<() => Promise<void>> {
  await page.context().route("**", (route) => route.abort());
  return () => page.context().unroute("**");
}

/** Moves the clock of a page through its tries until it shows what it should say then. */
async function untilSaid(page: Page, text: string): Promise<void> {
  const said = page.getByRole("main").getByRole("alert").getByText(text);
  await poll(async () => {
    await page.clock.fastForward(TRY_MS);
    return said.isVisible();
  }, DEADLINE_MS);
}

test("a part whose file was lost comes by itself as soon as it can", { timeout: TIMEOUT_MS }, async () => {
  const page = await console.open(pageOf(), { prepare: without(FILES.deliveries) });
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await page.clock.fastForward(TRY_MS);
  await page.getByLabel("Loading").waitFor();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.unroute(FILES.deliveries);
  await page.evaluate("window.dispatchEvent(new Event('online'))");
  await rows(page).first().waitFor();
  expect(console.complaints).toEqual([]);
});

test("the guide can be read while what makes it a guide does not come", { timeout: TIMEOUT_MS }, async () => {
  const page = await console.open(pageOf(), { prepare: without(GUIDE) });
  const guide = page.getByRole("region", { name: "How to connect" });
  await guide.getByText("integration_key=").first().waitFor();
  expect(await guide.getByRole("heading").count()).toBe(0);
  await page.unroute(GUIDE);
  await guide.getByRole("heading").first().waitFor();
});

test("what an upgraded hub has no more makes the page load anew once, then says so and can be asked for", {
  timeout: TIMEOUT_MS,
}, async () => {
  const page = await console.open(pageOf(), { prepare: without(FILES.deliveries, 404) });
  await page.getByRole("tab", { name: "Deliveries" }).waitFor();
  await page.route("**/channel", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("/assets/index-", "/assets/newer-") });
  });
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await page.getByRole("main").getByRole("alert").getByText("The hub was upgraded").waitFor();
  expect(loads).toBe(1);
  await shoot(page, "upgraded");
  await page.unroute(FILES.deliveries);
  await page.getByRole("button", { name: "Try again" }).click();
  await rows(page).first().waitFor();
  expect(loads).toBe(1);
});

test("P12: a page that is opened while the hub is away says so in the frame, and comes when it is asked for", {
  timeout: TIMEOUT_MS,
}, async () => {
  for (const { language, theme } of VIEWS) {
    const words =
      language === "en"
        ? { members: "Members", problem: "The hub does not answer", retry: "Try again" }
        : { members: "成员", problem: "服务没有响应", retry: "重试" };
    const page = await console.open("/channel", { language, theme, prepare: without(FILES.members) });
    await page.getByRole("heading", { level: 1 }).waitFor();
    const find = await lose(page);
    await page.getByRole("link", { name: words.members, exact: true }).click();
    await untilSaid(page, words.problem);
    await page.getByRole("navigation").waitFor();
    await shoot(page, `${language}-${theme}-hub-away`);
    expect(await findBarriers(page)).toEqual([]);
    await find();
    await page.unroute(FILES.members);
    await page.getByRole("button", { name: words.retry }).click();
    await page.getByRole("heading", { name: words.members, level: 1 }).waitFor();
  }
  expect(console.complaints).toEqual([]);
});

test("P12: a page that fails stays within the frame, says so, and leads on", { timeout: TIMEOUT_MS }, async () => {
  const body = 'export default function Broken() { throw new Error("no such thing") }';
  for (const { language, theme } of VIEWS) {
    // React tells the console's log of it too: that is no complaint of the story.
    const page = await console.open("/channel", {
      ...{ language, theme },
      prepare: (one) => one.route(FILES.members, (route) => route.fulfill({ contentType: "text/javascript", body })),
    });
    await page.getByRole("link", { name: language === "en" ? "Members" : "成员", exact: true }).click();
    await page
      .getByRole("main")
      .getByRole("heading", { name: language === "en" ? "This page failed" : "页面出错了" })
      .waitFor();
    await page.getByRole("alert").getByText("no such thing").waitFor();
    await shoot(page, `${language}-${theme}-crash`);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("link", { name: language === "en" ? "Teams" : "团队", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("table").waitFor();
  }
});

test("everything is fetched ahead, so that without a network each page still opens", {
  timeout: TIMEOUT_MS,
}, async () => {
  const fetched: string[] = [];
  const page = await console.open("/channel", {
    prepare: async (one) => {
      one.on("requestfinished", (request) => fetched.push(new URL(request.url()).pathname));
    },
  });
  const parts = ["members-page", "incident-page", "markdown-blocks", "deliveries", "route-editor", "channel-form"];
  const isFetched = (part: string) => fetched.some((path) => path.startsWith(`/assets/${part}-`));
  await expect.poll(() => parts.filter((part) => !isFetched(part)), { timeout: 60_000 }).toEqual([]);
  await lose(page);
  await page.getByRole("link", { name: "Members", exact: true }).click();
  await page.getByRole("main").getByRole("alert").getByText("The hub does not answer").waitFor();
  await page.getByRole("button", { name: "Account of owner" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const staying = page.getByRole("dialog", { name: "Sign out" });
  await staying.getByRole("alert").getByText("The hub does not answer").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Go to" }).getByRole("textbox").fill("nothing that is read already");
  await page.getByRole("dialog", { name: "Go to" }).getByText("The hub does not answer").waitFor();
});

test("without a network a deed says at once that it was not done, is not done later, and what was read stays", {
  timeout: TIMEOUT_MS,
}, async () => {
  const { incident_id } = only(await listIncidents(console.hub, integration.channelId));
  const page = await console.open(`/incident/detail/${incident_id}?tab=timeline`);
  await page.getByRole("list", { name: "Timeline" }).getByRole("listitem").first().waitFor();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Acknowledge" }).click();
  await page.getByRole("main").getByRole("alert").getByText("The hub does not answer").waitFor();
  await page.getByRole("list", { name: "Timeline" }).getByRole("listitem").first().waitFor();
  await page.context().setOffline(false);
  await isUp();
  expect(only(await listIncidents(console.hub, integration.channelId)).progress).toBe("Triggered");
});

test("the page says that the hub does not answer, and goes on when it does", async () => {
  const page = await console.open("/platform/member");
  await page.route("**/member/list", (route) => route.abort());
  await page.reload();
  await page.getByRole("alert").getByText("The hub does not answer").waitFor();
  await shoot(page, "offline-list");
  await page.unroute("**/member/list");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("row", { name: OWNER.email }).waitFor();
});
