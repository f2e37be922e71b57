import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChannel, createIntegration } from "../support/api.ts";
import { listAlerts, only } from "../support/ledger.ts";
import { SUITE } from "../support/suite.ts";
import {
  DESK,
  findBarriers,
  shoot,
  sidewaysScroll,
  startTestConsole,
  TELEPHONE,
  type TestConsole,
} from "./support/console.ts";
import { MAPPING_WORDS } from "./support/mapping-words.ts";
import { VIEW } from "./support/view.ts";

// The whole way on the Mapping tab: somebody whose sender cannot be changed makes its JSON readable, and sees the event before saving.

const TIMEOUT_MS = 120_000;
const BODY = { alert: { id: 7, name: "Disk almost full", host: "build-07", state: "firing" } };
/** Guides that no other file looks at, half of them in each suite. */
const GUIDES = SUITE === "quick" ? ["standard", "keep"] : ["uptime-kuma", "elastalert2"];

let console: TestConsole;
let channelId: number;

beforeAll(async () => {
  console = await startTestConsole();
  channelId = await createChannel(console.hub.api, "Build");
}, TIMEOUT_MS);
afterAll(() => console.stop());

const create = (source: string) => createIntegration(console.hub.api, console.hub.url, channelId, source);
const tabOf = (integrationId: number) => `/integration/detail/${integrationId}?tab=mapping`;

async function look(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await findBarriers(page), name).toEqual([]);
  await page.setViewportSize(TELEPHONE);
  await shoot(page, `${name}-phone`);
  expect(await sidewaysScroll(page), `${name} on a phone`).toBe(0);
  await page.setViewportSize(DESK);
}

describe.each([VIEW])("P12: $language, $theme", { timeout: TIMEOUT_MS }, (view) => {
  const words = MAPPING_WORDS[view.language];
  const shot = (name: string) => `mapping-${view.language}-${view.theme}-${name}`;

  test("a refused body is made readable: tried while it is typed, saved, and read with the next push", async () => {
    const { integrationId, pushUrl } = await create("standard");
    expect((await console.hub.push(pushUrl, BODY)).status).toBe(400);
    const page = await console.open(tabOf(integrationId), view);
    await page.getByText(words.off).waitFor();
    await look(page, shot("off"));

    await page.getByRole("button", { name: words.latest }).click();
    await page.getByText(words.refused).waitFor();
    await page.getByRole("switch", { name: words.on }).press("Space");
    await page.getByText(words.unfinished).waitFor();
    await page.getByRole("textbox", { name: words.title }).fill("{{alert.name}} on {{alert.host}}");
    await page.getByRole("textbox", { name: words.status }).fill("{{alert.state}}");
    await page.getByText(words.refused).waitFor();
    await page.getByRole("textbox", { name: words.key }).fill("{{alert.id}}");
    await page.getByRole("button", { name: words.addLabel }).click();
    await page.getByRole("textbox", { name: words.labelName }).fill("host");
    await page.getByRole("textbox", { name: words.labelValue }).fill("{{alert.host}}");
    await page.getByRole("button", { name: words.addValue }).click();
    await page.getByRole("textbox", { name: words.path }).nth(0).fill("alert.state");
    await page.getByPlaceholder("firing").fill("firing");
    await page.getByRole("textbox", { name: words.to }).fill("Critical");
    await page.getByText(words.mapped).waitFor();
    await page.getByText("Disk almost full on build-07").waitFor();
    await look(page, shot("tried"));

    await page.getByRole("tab", { name: words.overview }).click();
    await page.getByRole("dialog", { name: words.leave }).getByRole("button", { name: words.stay }).click();
    await page.getByRole("button", { name: words.save, exact: true }).click();
    await page.getByText(words.saved, { exact: true }).waitFor();
    expect((await console.hub.push(pushUrl, BODY)).status).toBe(200);
    await console.hub.settle();
    expect(only(await listAlerts(console.hub, integrationId))).toMatchObject({
      ...{
        title: "Disk almost full on build-07",
        alert_severity: "Critical",
        alert_key: "7",
        labels: { host: "build-07" },
      },
    });

    await page.goto(`${console.hub.url}/integration/detail/${integrationId}?tab=deliveries`);
    await page.getByRole("main").getByRole("list").getByRole("link").first().click();
    await page.getByText(words.changed).waitFor();
    await look(page, shot("verdict"));
    expect(console.complaints).toEqual([]);
  });
});

test.each(GUIDES)(
  "P12: the page of %s with its guide has no barrier, at a desk and on a phone",
  async (source) => {
    const { integrationId } = await create(source);
    const page = await console.open(`/integration/detail/${integrationId}`, VIEW);
    await page.getByRole("main").getByRole("table").nth(1).waitFor();
    await look(page, `guide-${source}`);
  },
  TIMEOUT_MS,
);
