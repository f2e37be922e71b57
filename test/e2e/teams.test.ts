import { afterAll, beforeAll, expect, test } from "vitest";
import { RESPONDER } from "../../contract/role.ts";
import { createChannel } from "../support/api.ts";
import { addMember } from "../support/people.ts";
import { findBarriers, shoot, startTestConsole, type TestConsole } from "./support/console.ts";

// A team from its making to its end, and the reasons that stand against an end.

const TIMEOUT_MS = 120_000;

let console: TestConsole;
beforeAll(async () => {
  console = await startTestConsole();
  await createChannel(console.hub.api, "Payments");
});
afterAll(() => console.stop());

test("P12: made, filled, renamed, emptied and deleted", { timeout: TIMEOUT_MS }, async () => {
  await addMember(console.hub.database, "Ada Keller", [RESPONDER.id]);
  const page = await console.open("/platform/team");
  await page.getByRole("link", { name: "Default team" }).waitFor();
  await page.keyboard.press("c");
  const creating = page.getByRole("dialog", { name: "Create team" });
  await creating.getByRole("textbox", { name: "Name" }).fill("Default team");
  await creating.getByRole("button", { name: "Create team" }).click();
  await creating.getByText("Somebody or something else has this already").waitFor();
  await creating.getByRole("alert").getByText("Request id").waitFor();
  await shoot(page, "team-name-taken");
  expect(await findBarriers(page)).toEqual([]);
  await creating.getByRole("textbox", { name: "Name" }).fill("Night shift");
  await creating.getByRole("button", { name: "Create team" }).click();

  await page.getByRole("heading", { name: "Night shift", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Add members" }).click();
  const adding = page.getByRole("dialog", { name: "Add members" });
  await adding.getByRole("searchbox", { name: "Search by name or e-mail" }).fill("ada");
  await adding.getByRole("checkbox", { name: "Ada Keller" }).check();
  await shoot(page, "team-add");
  expect(await findBarriers(page)).toEqual([]);
  await adding.getByRole("button", { name: "Add 1 person" }).click();
  await page.getByRole("button", { name: "Remove Ada Keller" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("heading", { name: "Members · 1 person" }).waitFor();

  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Teams", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Night shift" }).waitFor({ state: "detached" });
  expect(console.complaints).toEqual([]);
});

test("a team that a channel belongs to stays, and leads to the channel", { timeout: TIMEOUT_MS }, async () => {
  const page = await console.open("/platform/team");
  await page.getByRole("link", { name: "Default team" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  const asking = page.getByRole("dialog", { name: "Delete the team Default team?" });
  await asking.getByRole("button", { name: "Delete" }).click();
  await asking.getByRole("alert").getByText("channels belong to this team").waitFor();
  await shoot(page, "team-stays");
  expect(await findBarriers(page)).toEqual([]);
  await asking.getByRole("link", { name: "Channel Payments" }).click();
  await page.getByRole("heading", { name: "Payments", level: 1 }).waitFor();
});

test("a Responder changes teams that they are in, and is told so at others", { timeout: TIMEOUT_MS }, async () => {
  const { email } = await addMember(console.hub.database, "Lin Outside", [RESPONDER.id]);
  const page = await console.open("/platform/team", { as: { email } });
  await page.getByRole("link", { name: "Default team" }).click();
  await page.getByText("You can change teams that you are in").waitFor();
  expect(await page.getByRole("button", { name: "Delete" }).count()).toBe(0);
});
