import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  DESK,
  findBarriers,
  shoot,
  sidewaysScroll,
  startTestConsole,
  TELEPHONE,
  type TestConsole,
} from "./support/console.ts";
import { type Deliveries, pushDeliveries } from "./support/push-deliveries.ts";
import { VIEW } from "./support/view.ts";

let console: TestConsole;
let shared: Deliveries;
beforeAll(async () => {
  console = await startTestConsole();
  shared = await pushDeliveries(console.hub);
});
afterAll(() => console.stop());

describe.each([VIEW])("P12: $language, $theme", (view) => {
  test("axe finds no barrier in the list, in a delivery, in the dialog; nothing is wider than a telephone", async () => {
    const page = await console.open(`/integration/detail/${shared.integrationId}?tab=deliveries`, view);
    const prefix = `${view.language}-${view.theme}`;
    await page.getByRole("list").getByRole("checkbox").first().waitFor();
    await shoot(page, `${prefix}-deliveries`);
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize(TELEPHONE);
    await shoot(page, `${prefix}-deliveries-narrow`);
    expect(await sidewaysScroll(page)).toBe(0);

    const whole = page.getByRole("listitem").filter({ hasText: /2 opened|新告警 2/ });
    await whole.getByRole("link").first().click();
    await page
      .getByRole("dialog")
      .getByRole("region", { name: /Body|正文/ })
      .waitFor();
    await shoot(page, `${prefix}-delivery-narrow`);
    await page.setViewportSize(DESK);
    await shoot(page, `${prefix}-delivery`);
    expect(await findBarriers(page)).toEqual([]);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^(Replay|重放)$/ })
      .click();
    await page.getByRole("region", { name: /^(Replay this|重放)/ }).waitFor();
    await shoot(page, `${prefix}-replay`);
    expect(await findBarriers(page)).toEqual([]);
    expect(console.complaints).toEqual([]);
  });
});
