import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChannel } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
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
let [payments, search] = [0, 0];
beforeAll(async () => {
  console = await startTestConsole();
  const { hub } = console;
  [payments, search] = [await createChannel(hub.api, "Payments 支付"), await createChannel(hub.api, "Search")];
  // A recent alert, for the editor to try cases on.
  const { pushUrl } = await createSharedIntegration(hub, [search]);
  await hub.push(pushUrl, cmsEvent({ labels: { service: "payments", ip: "10.0.0.7" } }));
  await hub.settle();
});
afterAll(() => console.stop());

describe.each([VIEW])("P12: $language, $theme", (view) => {
  test("axe finds no barrier in the editor, in a case, in the versions; nothing is wider than a telephone", async () => {
    const prefix = `${view.language}-${view.theme}`;
    const { integrationId } = await createSharedIntegration(console.hub, []);
    const first = {
      if: [
        { key: "labels.service", oper: "IN", vals: ["payments*"] },
        { key: "labels.ip", oper: "NOTIN", vals: ["cidr:10.0.0.0/8"] },
      ],
    };
    const byName = { if: [], routing_mode: "name_mapping", name_mapping_label: "labels.team" };
    const sections = [{ name: "Platform 平台", position: 1 }];
    const route = { cases: [{ ...first, channel_ids: [payments, search] }, byName], sections };
    const answer = await console.hub.api.call("/route/upsert", { integration_id: integrationId, ...route });
    expect(answer.error).toBeNull();
    const page = await console.open(`/integration/detail/${integrationId}?tab=route`, view);
    await page.getByRole("button", { name: /^(Edit case|编辑规则) 1$/ }).click();
    await page.getByRole("region", { name: /^(On recent alerts|以最近的告警试算)$/ }).waitFor();
    await shoot(page, `${prefix}-route`);
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize(TELEPHONE);
    await shoot(page, `${prefix}-route-narrow`);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole("button", { name: /^(How values are written|值的写法)$/ }).click();
    await page.getByRole("dialog").getByText("payments-*").waitFor();
    await shoot(page, `${prefix}-route-help`);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.setViewportSize(DESK);
    await page.getByRole("button", { name: /^(Versions|历史版本)$/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^(Version|版本) 1/ })
      .waitFor();
    await shoot(page, `${prefix}-route-versions`);
    expect(await findBarriers(page)).toEqual([]);
    expect(console.complaints).toEqual([]);
  });
});
