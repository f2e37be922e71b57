import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { RESPONDER, VIEWER } from "../../contract/role.ts";
import { createChannel, createIntegration } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
import { addMember } from "../support/people.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import {
  findBarriers,
  shoot,
  sidewaysScroll,
  startTestConsole,
  TELEPHONE,
  type TestConsole,
} from "./support/console.ts";

// What becomes of an integration after its first day: it is renamed, gets another key, rests, and goes.

let console: TestConsole;
let channelId = 0;
beforeAll(async () => {
  console = await startTestConsole();
  channelId = await createChannel(console.hub.api, "Payments");
});
afterAll(() => console.stop());

const team = z.object({ team_id: z.number() });
const channel = z.object({ channel_id: z.number() });
const pushUrlOn = (page: Page) => page.getByRole("status", { name: "Push URL", exact: true });
const isAccepted = async (url: string) => (await console.hub.push(url, fixture("firing-1"))).status === 200;

async function choose(page: Page, deed: string): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: deed }).click();
}

test("P12: its name, its description and how it tells alerts apart are edited, and read so from then on", async () => {
  const { integrationId } = await createIntegration(console.hub.api, console.hub.url, channelId);
  const page = await console.open(`/integration/detail/${integrationId}`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const editing = page.getByRole("dialog", { name: "Edit integration" });
  await editing.getByLabel("Integration Name").fill("Production Prometheus");
  await editing.getByLabel("Description").fill("Everything of cn-hangzhou");
  const identity = editing.getByRole("combobox");
  const before = await identity.inputValue();
  const options = await identity
    .getByRole("option")
    .evaluateAll((all) => all.map((one) => one.getAttribute("value") ?? ""));
  const other = options.find((value) => value !== before) ?? "";
  await identity.selectOption(other);
  await shoot(page, "integration-editing");
  await editing.getByRole("button", { name: "Save" }).click();
  await editing.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "Production Prometheus", level: 1 }).waitFor();
  await page.getByText("Everything of cn-hangzhou").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Production Prometheus", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expect.poll(() => identity.inputValue()).toBe(other);
  expect(console.complaints).toEqual([]);
});

test("P12: another key is shown at once, and the one before works for as long as was said", async () => {
  const { integrationId, pushUrl: first } = await createIntegration(console.hub.api, console.hub.url, channelId);
  const page = await console.open(`/integration/detail/${integrationId}`);
  await choose(page, "New push key");
  const rotating = page.getByRole("dialog", { name: "New push key" });
  await rotating.getByLabel("The old URL ends").selectOption({ label: "After 1 hour" });
  await rotating.getByRole("button", { name: "Make a new key" }).click();
  const second = (await rotating.getByLabel("New push URL", { exact: true }).textContent()) ?? "";
  await rotating.getByText("The old one still works for 1 hour.").waitFor();
  await shoot(page, "integration-rotated");
  expect(await findBarriers(page, "dialog")).toEqual([]);
  await rotating.getByRole("button", { name: "Done" }).click();
  await pushUrlOn(page).getByText(second, { exact: true }).waitFor();
  await page.getByText("The URL before this one ends").waitFor();
  await shoot(page, "integration-grace");
  expect(await findBarriers(page)).toEqual([]);
  expect(second).not.toBe(first);
  expect([await isAccepted(first), await isAccepted(second)]).toEqual([true, true]);

  await choose(page, "New push key");
  await rotating.getByLabel("The old URL ends").selectOption({ label: "At once" });
  await rotating.getByRole("button", { name: "Make a new key" }).click();
  const third = (await rotating.getByLabel("New push URL", { exact: true }).textContent()) ?? "";
  await rotating.getByText("The old one no longer works.").waitFor();
  expect([await isAccepted(first), await isAccepted(second), await isAccepted(third)]).toEqual([false, false, true]);
  expect(console.complaints).toEqual([]);
});

test("P12: it is disabled, enabled again, and deleted once its name is typed", async () => {
  const { integrationId, pushUrl } = await createIntegration(console.hub.api, console.hub.url, channelId);
  await console.hub.api.call("/integration/update", { integration_id: integrationId, name: "Old cluster" });
  const page = await console.open("/integration");
  await page.getByRole("link", { name: "Old cluster" }).click();
  await choose(page, "Disable");
  await page.getByRole("alert").getByText("Disabled: pushes are refused").waitFor();
  await shoot(page, "integration-disabled");
  expect(await findBarriers(page)).toEqual([]);
  expect(await isAccepted(pushUrl)).toBe(false);
  await choose(page, "Enable");
  await page.getByRole("alert").waitFor({ state: "detached" });
  expect(await isAccepted(pushUrl)).toBe(true);

  await choose(page, "Delete integration");
  const asking = page.getByRole("dialog", { name: "Delete integration" });
  expect(await asking.getByRole("button", { name: "Delete integration" }).isDisabled()).toBe(true);
  await asking.getByRole("textbox").fill("Old cluster");
  // The list was seen before: it is not to be seen again with what is gone in it.
  await asking.getByRole("button", { name: "Delete integration" }).click();
  await page.getByRole("heading", { name: "Alert Events", level: 1 }).waitFor();
  expect(await page.getByRole("link", { name: "Old cluster" }).count()).toBe(0);
  expect(await isAccepted(pushUrl)).toBe(false);
  expect(console.complaints).toEqual([]);
});

test("P12: a Viewer reads the whole route, and is offered nothing that changes it", async () => {
  const { api, database } = console.hub;
  const { integrationId } = await createSharedIntegration(console.hub, [channelId]);
  const cases = [{ if: [{ key: "labels.team", oper: "IN", vals: ["cards", "payouts"] }], channel_ids: [channelId] }];
  await api.call("/route/upsert", { integration_id: integrationId, cases, default: { channel_ids: [channelId] } });
  const { email } = await addMember(database, "Noor Haddad", [VIEWER.id]);
  const page = await console.open(`/integration/detail/${integrationId}?tab=route`, {
    as: { email },
  });
  const list = page.getByRole("list", { name: "Cases" });
  await list.getByText("payouts").waitFor();
  await page.getByRole("button", { name: "Show case 1" }).click();
  await shoot(page, "route-viewer");
  expect(await findBarriers(page)).toEqual([]);
  for (const name of [/^Add/, /^Save/, /^More for/, /^Move/, /^Discard/, /^Edit/, "More actions", "Send test event"]) {
    expect(await page.getByRole("button", { name }).count(), `a Viewer has no button ${name}`).toBe(0);
  }
  expect(await page.getByRole("main").getByRole("combobox").count()).toBe(0);
  await page.getByRole("button", { name: "Versions" }).click();
  const versions = page.getByRole("dialog", { name: "Versions of the route" });
  await versions.getByRole("button", { name: /^Version 1/ }).click();
  await versions.getByRole("region", { name: "Version 1", exact: true }).waitFor();
  expect(await versions.getByRole("button", { name: "Load into the editor" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.setViewportSize(TELEPHONE);
  await shoot(page, "route-viewer-narrow");
  expect(await sidewaysScroll(page)).toBe(0);
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await page.getByText("It starts once the monitoring system posts").waitFor();
  expect(await page.getByRole("button", { name: "Copy push URL" }).count()).toBe(0);
  expect(console.complaints).toEqual([]);
});

test("P12: a Responder of another team is offered nothing the hub refuses, and told who may; a hidden default is not called dead", async () => {
  const { api, database } = console.hub;
  const { team_id } = await api.get("/team/upsert", { team_name: "Data 数据", person_ids: [] }, team);
  const hidden = { channel_name: "Ledger room", team_id, is_private: true };
  const { channel_id: hiddenId } = await api.get("/channel/create", hidden, channel);
  const { integrationId } = await createSharedIntegration(console.hub, [hiddenId]);
  await api.call("/integration/update", { integration_id: integrationId, team_id });
  const cases = [{ if: [{ key: "labels.team", oper: "IN", vals: ["cards"] }], channel_ids: [channelId] }];
  await api.call("/route/upsert", { integration_id: integrationId, cases, default: { channel_ids: [hiddenId] } });
  const { email } = await addMember(database, "Ines Moreau", [RESPONDER.id]);
  const page = await console.open(`/integration/detail/${integrationId}?tab=route`, {
    as: { email },
  });
  await page.getByText("Members of Data 数据, its creator and Admins can change it.").waitFor();
  await page.getByText(/^Channel \d+ \(deleted, or/).waitFor();
  expect(await page.getByText("The default takes no events").count()).toBe(0);
  await expectNothingOffered(page);
  await shoot(page, "integration-of-others");
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await page.getByText("It starts once the monitoring system posts").waitFor();
  await page.getByRole("button", { name: "Copy push URL" }).waitFor();
  await expectNothingOffered(page);

  await page.goto(`${console.hub.url}/channel/detail/${channelId}?tab=integrations`);
  await page.getByText(/^You can read this. Members of Default team/).waitFor();
  await page.getByRole("tab", { name: "Integrations" }).waitFor();
  await expectNothingOffered(page);
  expect(await page.getByRole("tab", { name: "Settings" }).count()).toBe(0);
  await shoot(page, "channel-of-others");
  await page.setViewportSize(TELEPHONE);
  await shoot(page, "channel-of-others-narrow");
  expect(await sidewaysScroll(page)).toBe(0);
  expect(console.complaints).toEqual([]);
});

async function expectNothingOffered(page: Page): Promise<void> {
  for (const name of [/^Add/, /^Save/, /^More/, /^Edit/, /^Replay/, /^Send test/]) {
    expect(await page.getByRole("main").getByRole("button", { name }).count(), `there is no button ${name}`).toBe(0);
  }
}

test("what was done to one integration is not shown on the next; what cannot be read of it is said", async () => {
  const { api, url } = console.hub;
  const [first, second] = [await createIntegration(api, url, channelId), await createIntegration(api, url, channelId)];
  await api.call("/integration/update", { integration_id: second.integrationId, name: "The second" });
  const page = await console.open(`/integration/detail/${second.integrationId}`);
  await page.getByRole("heading", { name: "The second", level: 1 }).waitFor();
  await api.call("/integration/update", { integration_id: first.integrationId, name: "The first" });
  const goTo = async (name: string) => {
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Go to" });
    await palette.getByRole("textbox").fill(name);
    await palette.getByText(name, { exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name, level: 1 }).waitFor();
  };
  await goTo("The first");
  await page.getByRole("button", { name: "Send test event" }).click();
  const outcome = page.getByText("The test event opened an alert");
  // The call waits for what nobody processes before.
  const process = async () => {
    await console.hub.settle();
    return outcome.count();
  };
  await expect.poll(process, { timeout: 15_000 }).toBe(1);
  await goTo("The second");
  expect(await outcome.count()).toBe(0);

  await page.route("**/integration/source/list", (route) => route.fulfill({ status: 400, body: "{}" }));
  await page.reload();
  const problem = page.getByRole("main").getByRole("alert");
  await problem.waitFor();
  expect(await page.getByRole("region", { name: "How to connect it" }).count()).toBe(0);
  await page.unroute("**/integration/source/list");
  await problem.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("region", { name: "How to connect it" }).waitFor();
  expect(console.complaints).toEqual([]);
});
