import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChannel, createIntegration } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
import { findBarriers, shoot, startTestConsole, type TestConsole, VIEWS } from "./support/console.ts";

// The frame around every page, as each of the four kinds of eyes sees it.

let console: TestConsole;
let channelId = 0;
let integrationId = 0;
/** Axe reads each page for a second or more, on a machine that has other things to do. */
const TIMEOUT_MS = 120_000;
beforeAll(async () => {
  console = await startTestConsole();
  const { hub } = console;
  await createChannel(hub.api, "Search 搜索");
  channelId = await createChannel(hub.api, "Payments");
  const made = await createIntegration(hub.api, hub.url, channelId);
  integrationId = made.integrationId;
  for (const name of ["firing-1", "firing-3-warning-offset-time", "firing-4-info", "firing-5-multi-array"]) {
    await hub.push(made.pushUrl, fixture(name));
  }
  await hub.settle();
});
afterAll(() => console.stop());

describe.each(VIEWS)("P12: $language, $theme", { timeout: TIMEOUT_MS }, (view) => {
  const prefix = `${view.language}-${view.theme}`;
  const pages = () => [
    ["channels", "/channel"],
    ["channel-integrations", `/channel/detail/${channelId}?tab=integrations`],
    ["incidents", "/incident"],
    ["integration", `/integration/detail/${integrationId}`],
    ["teams", "/platform/team"],
  ];

  test("axe finds no barrier on any page, and no page breaks its policy", async () => {
    const page = await console.open("/", view);
    await expect.poll(() => page.evaluate("document.documentElement.lang")).toBe(view.language);
    for (const [name, path] of pages()) {
      await page.goto(`${console.hub.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await shoot(page, `${prefix}-${name}`);
      expect(await findBarriers(page), name).toEqual([]);
    }
    expect(console.complaints).toEqual([]);
  });

  test("the sign-in page has no barrier", async () => {
    const page = await console.open("/channel", { ...view, isSignedIn: false });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await shoot(page, `${prefix}-sign-in`);
    expect(await findBarriers(page)).toEqual([]);
  });
});

test("what is refused at sign-in is said, with the request id", async () => {
  const page = await console.open("/incident", { isSignedIn: false });
  const refusal = { request_id: "0123456789abcdef01234567", error: { code: "Unauthorized", message: "no" } };
  await page.route("**/session/create", (route) => route.fulfill({ status: 401, json: refusal }));
  await page.getByLabel("E-mail").fill("owner@example.com");
  await page.getByLabel(/^Password/).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  const problem = page.getByRole("alert");
  await problem.getByText("E-mail or password is wrong").waitFor();
  await expect.poll(() => problem.textContent()).toContain(refusal.request_id);
  await shoot(page, "sign-in-refused");
  expect(await findBarriers(page)).toEqual([]);
  expect(page.url(), "the address stays, to lead on after signing in").toBe(`${console.hub.url}/incident`);
});

test("language and theme are chosen in the account menu, and kept", async () => {
  const page = await console.open("/channel");
  await page.getByRole("button", { name: "owner" }).click();
  await page.getByRole("menuitem", { name: "中文" }).click();
  await page.getByRole("heading", { name: "协作空间", level: 1 }).waitFor();
  await page.getByRole("button", { name: "owner" }).click();
  await page.getByRole("menuitem", { name: "深色" }).click();
  await page.reload();
  await page.getByRole("heading", { name: "协作空间", level: 1 }).waitFor();
  const scheme = "document.documentElement.dataset.mantineColorScheme";
  await expect.poll(() => page.evaluate(scheme)).toBe("dark");
});

test("the palette leads to a channel by its name, without a mouse", async () => {
  const page = await console.open("/platform/team");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("textbox").pressSequentially("Paym");
  await page.getByRole("dialog").getByText("Teams").waitFor({ state: "detached" });
  await page.getByRole("dialog").getByText("Payments").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Payments", level: 1 }).waitFor();
});

test("what is not there says so and leads on: an address, a channel", async () => {
  const lost = await console.open("/channel");
  await lost.evaluate("history.pushState(null, '', '/nowhere'), dispatchEvent(new PopStateEvent('popstate'))");
  await lost.getByRole("heading", { name: "There is no such page" }).waitFor();
  await lost.getByRole("link", { name: "Go to Channels" }).click();
  await lost.getByRole("heading", { name: "Channels", level: 1 }).waitFor();

  const page = await console.open("/channel/detail/404");
  await page.getByRole("alert").getByText("Request id").waitFor();
});
