import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createChannel, createIntegration } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
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

// Channels and integrations as pages: how they look, wide and narrow.

const TIMEOUT_MS = 180_000;

let console: TestConsole;
let [payments, own, shared, lost] = [0, 0, 0, 0];
const made = z.object({ integration_id: z.number(), push_url: z.string() });

/** A shared integration whose pushes go to some channels by default. */
async function share(name: string, channelIds: readonly number[]) {
  const wanted = { plugin_type: "prometheus", name, default_channel_ids: channelIds };
  return console.hub.api.get("/integration/create", wanted, made);
}

beforeAll(async () => {
  console = await startTestConsole();
  const { hub } = console;
  payments = await createChannel(hub.api, "Payments");
  const search = await createChannel(hub.api, "Search 搜索与推荐：一个名字相当长的协作空间，用来检查换行");
  const asleep = await createChannel(hub.api, "Asleep");
  const description = "Cards, refunds and payouts: everything between the shop and the bank.";
  await hub.api.call("/channel/update", { channel_id: payments, description, is_private: true });
  await hub.api.call("/channel/star", { channel_id: search });
  const first = await createIntegration(hub.api, hub.url, payments);
  own = first.integrationId;
  for (const name of ["firing-1", "firing-3-warning-offset-time", "firing-4-info", "firing-5-multi-array"]) {
    await hub.push(first.pushUrl, fixture(name));
  }
  await hub.push(first.pushUrl, "{", {});
  shared = (await share("Cluster alerts of the whole region, with a long name", [payments, search])).integration_id;
  lost = (await share("Forgotten", [asleep])).integration_id;
  await hub.api.call("/channel/disable", { channel_id: asleep });
  await hub.settle();
}, TIMEOUT_MS);
afterAll(() => console.stop());

/** Each page, and how many of what it holds once all of it is there. */
const pages = {
  channels: () =>
    [
      ["first-steps", "/", "listitem", 4],
      ["channels", "/channel", "article", 3],
      ["channels-none", "/channel?q=nothing+is+called+this", "heading", 2],
      ["channel-integrations", `/channel/detail/${payments}?tab=integrations`, "img", 1],
      ["channel-settings", `/channel/detail/${payments}?tab=settings`, "switch", 1],
    ] as const,
  integrations: () =>
    [
      ["center", "/integration", "img", 3],
      ["center-none", "/integration?q=nothing+is+called+this", "heading", 4],
      ["integration", `/integration/detail/${own}`, "table", 2],
      ["integration-shared", `/integration/detail/${shared}`, "table", 2],
      ["integration-lost", `/integration/detail/${lost}`, "alert", 1],
    ] as const,
};

describe.each([VIEW])("P12: $language, $theme", { timeout: TIMEOUT_MS }, (view) => {
  const prefix = `gallery-${view.language}-${view.theme}`;

  test.each(["channels", "integrations"] as const)(
    "axe finds no barrier on pages of %s, and none is wider than its window, at a desk and on a phone",
    async (kind) => {
      const page = await console.open("/channel", view);
      await expect.poll(() => page.evaluate("document.documentElement.lang")).toBe(view.language);
      for (const [name, path, role, count] of pages[kind]()) {
        await page.goto(`${console.hub.url}${path}`);
        await page
          .getByRole("main")
          .getByRole(role)
          .nth(count - 1)
          .waitFor();
        await shoot(page, `${prefix}-${name}`);
        expect(await findBarriers(page), name).toEqual([]);
        expect(await sidewaysScroll(page), `${name} at a desk`).toBe(0);
        await page.setViewportSize(TELEPHONE);
        await shoot(page, `${prefix}-${name}-phone`);
        expect(await sidewaysScroll(page), `${name} on a phone`).toBe(0);
        await page.setViewportSize(DESK);
      }
      expect(console.complaints).toEqual([]);
    },
  );
});
