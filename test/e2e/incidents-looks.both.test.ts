import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { listIncidents, only } from "../support/ledger.ts";
import {
  DESK,
  findBarriers,
  shoot,
  sidewaysScroll,
  startTestConsole,
  TELEPHONE,
  type TestConsole,
} from "./support/console.ts";
import { VIEW } from "./support/view.ts";

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

describe.each([VIEW])("P12: $language, $theme", (view) => {
  const prefix = `${view.language}-${view.theme}`;
  const title = "Pod memory usage of the checkout service in cn-hangzhou is above 90% for 5 minutes";

  const look = async (page: Page, paths: readonly (readonly [name: string, path: string])[]) => {
    for (const [name, path] of paths) {
      await page.setViewportSize(DESK);
      await page.goto(`${console.hub.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("load");
      await page.getByText(title).first().waitFor();
      await shoot(page, `${prefix}-1280-${name}`);
      expect(await findBarriers(page), name).toEqual([]);
      await page.setViewportSize(TELEPHONE);
      await shoot(page, `${prefix}-390-${name}`);
      expect(await sidewaysScroll(page), `${name} scrolls sideways`).toBe(0);
    }
    expect(console.complaints).toEqual([]);
  };

  test("axe finds no barrier in lists, and none is wider than a telephone", async () => {
    await fire(title);
    await fire("订单服务 P99 延迟超过 2 秒", { severity: "WARNING" });
    await fire("backup finished late", { severity: "INFO" });
    const page = await console.open("/incident", view);
    await look(page, [
      ["incidents", inChannel("/incident")],
      ["alerts", inChannel("/alert")],
      ["channel-incidents", `/channel/detail/${integration.channelId}`],
    ]);
    expect(await findBarriers(page), "on a telephone").toEqual([]);
    await page.goto(`${console.hub.url}${inChannel("/incident")}&q=nothing`);
    await page.getByRole("heading", { level: 2 }).waitFor();
    expect(await findBarriers(page), "without anything in it").toEqual([]);
  });

  test("axe finds no barrier in an incident and an alert, and neither is wider than a telephone", async () => {
    await fire(title);
    const { incident_id } = await incidentOf();
    await console.hub.api.call("/incident/ack", { incident_ids: [incident_id] });
    const comment = "Restarted **node 3**, see `dmesg`:\n\n- out of memory\n- limit raised";
    await console.hub.api.call("/incident/comment", { incident_ids: [incident_id], comment });
    const alertId = await onlyAlertId(incident_id);
    await look(await console.open("/incident", view), [
      ["incident", `/incident/detail/${incident_id}`],
      ["incident-alerts", `/incident/detail/${incident_id}?tab=alerts`],
      ["incident-timeline", `/incident/detail/${incident_id}?tab=timeline`],
      ["alert", `/alert/detail/${alertId}`],
      ["alert-events", `/alert/detail/${alertId}?tab=events`],
      ["alert-timeline", `/alert/detail/${alertId}?tab=timeline`],
    ]);
  });

  test("axe finds no barrier in what asks before it acts", async () => {
    await fire("Disk is full");
    const { incident_id } = await incidentOf();
    const page = await console.open(`/incident/detail/${incident_id}`, view);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("r");
    await page.getByRole("dialog").getByRole("textbox").first().waitFor();
    await shoot(page, `${prefix}-incident-dialog`);
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${console.hub.url}${inChannel("/incident")}`);
    await page.getByRole("link", { name: "Disk is full" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByRole("checkbox", { checked: true }).first().waitFor();
    await shoot(page, `${prefix}-incident-selection`);
    expect(await findBarriers(page)).toEqual([]);
  });
});

async function onlyAlertId(incidentId: string): Promise<string> {
  const { data } = await console.hub.api.call("/incident/alert/list", { incident_id: incidentId });
  const found = /"alert_id":"([0-9a-f]{24})"/.exec(JSON.stringify(data))?.[1];
  if (!found) throw new Error("the incident has no alert");
  return found;
}
