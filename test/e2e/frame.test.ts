import { afterAll, beforeAll, expect, test } from "vitest";
import { createChannel } from "../support/api.ts";
import { findBarriers, shoot, startTestConsole, type TestConsole } from "./support/console.ts";

// The frame around every page: signing in, the menus, the palette, what is not there, and on a telephone.

let console: TestConsole;
beforeAll(async () => {
  console = await startTestConsole();
  await createChannel(console.hub.api, "Payments");
});
afterAll(() => console.stop());

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

test("on a telephone the navigation stands behind a button, and goes away when it has led somewhere", async () => {
  const page = await console.open("/channel", { isNarrow: true });
  const teams = page.getByRole("link", { name: "Teams" });
  expect(await teams.isVisible()).toBe(false);
  const menu = page.getByRole("button", { name: "Menu" });
  await menu.click();
  await shoot(page, "narrow-menu");
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await teams.waitFor({ state: "hidden" });
  await menu.click();
  await page.getByRole("button", { name: "Account of owner" }).click();
  await page.getByRole("menuitem", { name: "Profile" }).waitFor();
  await shoot(page, "narrow-account");
  await page.keyboard.press("Escape");
  await teams.click();
  await page.getByRole("heading", { name: "Teams", level: 1 }).waitFor();
  await teams.waitFor({ state: "hidden" });
});

test("what looks for barriers finds them: text too pale to read, and a picture that nothing tells of", async () => {
  const page = await console.open("/channel");
  // By script, since the page's policy lets no style stand in what is inserted.
  await page.evaluate(`
    document.querySelector("main").insertAdjacentHTML("beforeend", '<p id="pale">pale</p><img src="data:,">');
    document.querySelector("#pale").style.color = "#ccc";
  `);
  const found = (await findBarriers(page)).map((barrier) => barrier.split(":")[0]);
  expect(found.sort()).toEqual(["color-contrast", "image-alt"]);
});
