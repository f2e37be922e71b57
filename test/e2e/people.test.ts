import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  findBarriers,
  shoot,
  sidewaysScroll,
  startTestConsole,
  TELEPHONE,
  type TestConsole,
  VIEWS,
} from "./support/console.ts";

// From an empty database to a team: the set-up link, an invitation, roles, and what a Viewer meets.

const OWNER = { name: "Ada Keller", email: "ada@example.com", password: "a long enough one" };
const INVITED = { email: "sam@example.com", password: "another long one" };
const TIMEOUT_MS = 240_000;

let console: TestConsole;
beforeAll(async () => {
  console = await startTestConsole({ isNew: true });
});
afterAll(() => console.stop());

/** The address of a link of this hub, without the hub. */
function pathOf(link: string | null): string {
  const { pathname, hash } = new URL(link ?? "nowhere:");
  return pathname + hash;
}

async function see(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await findBarriers(page), name).toEqual([]);
}

/** A page outside the frame, in all views and on a telephone. */
async function seeEverywhere(link: string, name: string): Promise<void> {
  for (const view of VIEWS) {
    const page = await console.open(pathOf(link), { ...view, isSignedIn: false });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await see(page, `${view.language}-${view.theme}-${name}`);
    await page.setViewportSize(TELEPHONE);
    await shoot(page, `${view.language}-${view.theme}-${name}-narrow`);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.context().close();
  }
}

async function isGone(page: Page, name: string): Promise<boolean> {
  return (await page.getByRole("button", { name }).count()) === 0;
}

test("P12: an owner, a member who is invited, what a Viewer may not, and how a Responder may", {
  timeout: TIMEOUT_MS,
}, async () => {
  const owner = await console.open(pathOf(console.hub.setUpLink), { isSignedIn: false });
  await owner.getByRole("heading", { name: "Set up this hub" }).waitFor();
  await seeEverywhere(console.hub.setUpLink ?? "", "set-up");
  await owner.getByRole("textbox", { name: "Name" }).fill(OWNER.name);
  await owner.getByRole("textbox", { name: "E-mail" }).fill(OWNER.email);
  await owner.getByRole("textbox", { name: "Password" }).fill(OWNER.password);
  await owner.getByRole("button", { name: "Make the owner" }).click();
  await owner.getByRole("button", { name: `Account of ${OWNER.name}` }).waitFor();
  expect(owner.url(), "the link does not stay in the address").not.toContain("token");

  await owner.getByRole("link", { name: "Members", exact: true }).click();
  await owner.getByRole("button", { name: "Invite members" }).click();
  const inviting = owner.getByRole("dialog", { name: "Invite members" });
  await inviting.getByRole("textbox", { name: "E-mail addresses" }).fill(`${INVITED.email}\n${OWNER.email}`);
  await inviting.getByRole("button", { name: "Invite 2 people" }).click();
  await inviting.getByText(`${OWNER.email} is a member already`).waitFor();
  await inviting.getByRole("textbox", { name: "E-mail addresses" }).fill(INVITED.email);
  await inviting.getByRole("button", { name: "Invite 1 person" }).click();
  const link = await inviting.getByLabel(`Link for ${INVITED.email}`, { exact: true }).textContent();
  await see(owner, "invited-links");
  await inviting.getByRole("button", { name: "Done" }).click();
  await owner.getByRole("row", { name: INVITED.email }).getByText("Invited").waitFor();

  await seeEverywhere(link ?? "", "invitation");
  const invited = await console.open(pathOf(link), { isSignedIn: false });
  await invited.getByRole("heading", { name: "Join your team" }).waitFor();
  expect(await invited.getByRole("textbox", { name: "E-mail" }).inputValue()).toBe(INVITED.email);
  await invited.getByRole("textbox", { name: "Name" }).fill("Sam Okafor");
  await invited.getByRole("textbox", { name: "Password" }).fill(INVITED.password);
  await invited.getByRole("button", { name: "Join" }).click();
  await invited.getByRole("heading", { name: "Channels", level: 1 }).waitFor();

  await invited.getByRole("link", { name: "Teams" }).click();
  await invited.getByRole("link", { name: "Default team" }).waitFor();
  expect(await isGone(invited, "Create team")).toBe(true);
  await invited.getByRole("link", { name: "Default team" }).click();
  await invited.getByRole("cell", { name: OWNER.name }).waitFor();
  for (const name of ["Edit", "Delete", "Add members", /^Remove/]) {
    expect(await invited.getByRole("button", { name }).count(), `a Viewer has no button ${name}`).toBe(0);
  }
  await invited.getByRole("link", { name: "Members" }).click();
  await invited.getByRole("row", { name: OWNER.email }).waitFor();
  expect(await isGone(invited, "Invite members")).toBe(true);
  expect(await invited.getByRole("button", { name: /^Actions for/ }).count()).toBe(0);
  await invited.goto(`${console.hub.url}/profile/app-key`);
  await invited.getByRole("heading", { name: "You may not see this page" }).waitFor();
  await invited.getByText(OWNER.email).waitFor();

  await owner.reload();
  await owner.getByRole("button", { name: "Actions for Sam Okafor" }).click();
  await owner.getByRole("menuitem", { name: "Roles" }).click();
  const roles = owner.getByRole("dialog", { name: "Roles of Sam Okafor" });
  await see(owner, "roles");
  await roles.getByRole("checkbox", { name: "Viewer" }).uncheck();
  await roles.getByRole("checkbox", { name: "Responder" }).check();
  await roles.getByRole("button", { name: "Save" }).click();
  await owner.getByRole("row", { name: INVITED.email }).getByText("Responder").waitFor();

  await invited.reload();
  await invited.getByRole("heading", { name: "No app keys yet" }).waitFor();
  await invited.getByRole("button", { name: "Create app key" }).first().click();
  const keys = invited.getByRole("dialog", { name: "Create app key" });
  await keys.getByRole("textbox", { name: "Name" }).fill("terraform");
  await keys.getByRole("button", { name: "Create app key" }).click();
  const secret = await keys.getByLabel("App key", { exact: true }).textContent();
  expect(await keys.getByLabel("A call with the key", { exact: true }).textContent()).toContain(`Bearer ${secret}`);
  await see(invited, "app-key-secret");
  await keys.getByRole("button", { name: "Done" }).click();
  await invited.getByRole("row", { name: "terraform" }).getByText("Never").waitFor();

  await invited.getByRole("button", { name: "Account of Sam Okafor" }).click();
  await invited.getByRole("menuitem", { name: "Sign out" }).click();
  await invited.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(console.complaints).toEqual([]);
});

test("links that do not work say what to do", { timeout: TIMEOUT_MS }, async () => {
  const used = await console.open(pathOf(console.hub.setUpLink), { isSignedIn: false });
  await used.getByRole("heading", { name: "This hub is set up" }).waitFor();
  await used.getByRole("link", { name: "Sign in" }).click();
  await used.getByRole("heading", { name: "Sign in" }).waitFor();

  const dead = await console.open("/accept-invite#token=nonsense", { isSignedIn: false });
  await dead.getByRole("heading", { name: "This invitation does not work" }).waitFor();
});
