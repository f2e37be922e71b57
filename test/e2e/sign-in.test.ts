import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESPONDER } from "../../contract/role.ts";
import { createChannel } from "../support/api.ts";
import { OWNER } from "../support/hub.ts";
import { hours } from "../support/moving-clock.ts";
import { addMember, PASSWORD } from "../support/people.ts";
import { hasFocus, startTestConsole, type TestConsole } from "./support/console.ts";

// The door: who gets in, who does not and why, and what becomes of a page whose session ends.

let console: TestConsole;
beforeAll(async () => {
  console = await startTestConsole();
  await createChannel(console.hub.api, "Payments");
});
afterAll(() => console.stop());

/** Thirteen hours pass in which nothing is asked; then somebody looks at the page again. */
async function comeBackLate(page: Page): Promise<void> {
  console.hub.clock.fastForward(hours(13));
  await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
}

describe("signing in", () => {
  test("leads on to the address that was asked for, whole, and by keyboard alone", async () => {
    const page = await console.open("/incident?ack=1", { isSignedIn: false });
    await hasFocus(page.getByLabel("E-mail"));
    await page.keyboard.type(OWNER.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(OWNER.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Incidents", level: 1 }).waitFor();
    expect(new URL(page.url()).searchParams.get("ack")).toBe("1");
  });

  test("says that a password is wrong, and after ten how long to wait", async () => {
    const { email } = await addMember(console.hub.database, "Forgetful", []);
    const page = await console.open("/channel", { isSignedIn: false });
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill("wrong");
    for (let i = 0; i < 10; i += 1) {
      const answered = page.waitForResponse("**/session/create");
      await page.getByRole("button", { name: "Sign in" }).click();
      expect((await answered).status()).toBe(401);
      await page.getByRole("alert").getByText("E-mail or password is wrong").waitFor();
    }
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("Try again in 5 minutes").waitFor();
  });

  test("keeps what was typed while the page asks again who is there", async () => {
    const page = await console.open("/channel", { isSignedIn: false });
    const email = page.getByLabel("E-mail");
    await email.fill(OWNER.email);
    // The form must outlive the question, not be made anew in time for the answer.
    const form = await email.elementHandle();
    const answered = page.waitForResponse("**/member/info");
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
    await (await answered).finished();
    expect(await email.inputValue()).toBe(OWNER.email);
    expect(await form?.evaluate((element) => element.isConnected)).toBe(true);
  });

  test("says that an account is disabled", async () => {
    const { email, personId } = await addMember(console.hub.database, "Paused", []);
    await console.hub.api.call("/member/disable", { member_id: personId });
    const page = await console.open("/channel", { isSignedIn: false });
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("This account is disabled").waitFor();
  });

  test("takes over the language and the time zone that the person chose", async () => {
    const member = await addMember(console.hub.database, "李雷", [RESPONDER.id]);
    const choice = { member_id: member.personId, locale: "zh-CN", time_zone: "Asia/Shanghai" };
    expect((await console.hub.api.call("/member/info/reset", choice)).error).toBeNull();
    const page = await console.open("/channel", { isSignedIn: false });
    await page.getByLabel("E-mail").fill(member.email);
    await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "协作空间", level: 1 }).waitFor();
  });
});

describe("a session that ends while somebody works", () => {
  test("is taken up again over the page, with what was being written", async () => {
    const page = await console.open("/platform/team");
    await page.getByRole("button", { name: "Create team" }).click();
    const creating = page.getByRole("dialog", { name: "Create team" });
    await creating.getByRole("textbox", { name: "Name" }).fill("Night shift");
    await comeBackLate(page);
    const ended = page.getByRole("dialog", { name: "Your session has ended" });
    expect(await ended.getByLabel("E-mail").inputValue()).toBe(OWNER.email);
    await ended.getByRole("textbox", { name: "Password" }).fill(OWNER.password);
    await ended.getByRole("button", { name: "Sign in" }).click();
    await ended.waitFor({ state: "detached" });
    expect(await creating.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Night shift");
    await creating.getByRole("button", { name: "Create team" }).click();
    await page.getByRole("heading", { name: "Night shift", level: 1 }).waitFor();
    expect(console.complaints).toEqual([]);
  });

  test("taken up by somebody else, it shows them nothing of the one before", async () => {
    const other = await addMember(console.hub.database, "Relief", []);
    const page = await console.open("/platform/member");
    await page.getByRole("row", { name: OWNER.email }).waitFor();
    await page.getByRole("button", { name: "Invite members" }).click();
    await page.getByRole("textbox", { name: "E-mail addresses" }).fill("new@example.com");
    await comeBackLate(page);
    const ended = page.getByRole("dialog", { name: "Your session has ended" });
    await ended.getByLabel("E-mail").fill(other.email);
    await ended.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await ended.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Account of Relief" }).waitFor();
    expect(await page.getByRole("button", { name: "Invite members" }).count()).toBe(0);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });
});
