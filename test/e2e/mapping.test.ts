import { afterAll, beforeAll, expect, test } from "vitest";
import { createChannel, createIntegration } from "../support/api.ts";
import { ledgerOf } from "../support/ledger.ts";
import { findBarriers, startTestConsole, type TestConsole } from "./support/console.ts";
import { MAPPING_WORDS } from "./support/mapping-words.ts";

// The Mapping tab: somebody whose sender cannot be changed makes its JSON readable, and sees the event before saving.

const TIMEOUT_MS = 120_000;

let console: TestConsole;
let channelId: number;

beforeAll(async () => {
  console = await startTestConsole();
  channelId = await createChannel(console.hub.api, "Build");
}, TIMEOUT_MS);
afterAll(() => console.stop());

const create = (source: string) => createIntegration(console.hub.api, console.hub.url, channelId, source);
const tabOf = (integrationId: number) => `/integration/detail/${integrationId}?tab=mapping`;

test(
  "what the hub says against a field stands at that field, and discarding brings back what was saved",
  async () => {
    const words = MAPPING_WORDS.en;
    const { integrationId } = await create("standard");
    const page = await console.open(tabOf(integrationId));
    await page.getByRole("switch", { name: words.on }).press("Space");
    await page.getByRole("textbox", { name: words.title }).fill("{{alert.name");
    await page.getByRole("textbox", { name: words.status }).fill("Info");
    await page.getByRole("button", { name: words.save, exact: true }).click();
    await page.getByText('expected each {{ closed by }}, got "{{alert.name"').first().waitFor();
    const title = page.getByRole("textbox", { name: words.title });
    await expect.poll(() => title.getAttribute("aria-invalid")).toBe("true");
    await page.getByRole("button", { name: words.discard }).click();
    await page.getByText(words.off).waitFor();
  },
  TIMEOUT_MS,
);

test("of two who edit a mapping, whoever changed nothing follows, and whoever did chooses; a push that cannot be tried says why", {
  timeout: TIMEOUT_MS,
}, async () => {
  const { integrationId, pushUrl } = await create("standard");
  const saveAs = (name: string) =>
    console.hub.api.call("/integration/update", {
      integration_id: integrationId,
      settings: { field_mapping: { title: name, event_status: "Info" } },
    });
  await saveAs("{{first}}");
  const page = await console.open(tabOf(integrationId));
  const title = page.getByRole("textbox", { name: MAPPING_WORDS.en.title });
  const save = page.getByRole("button", { name: MAPPING_WORDS.en.save, exact: true });
  await expect.poll(() => title.inputValue()).toBe("{{first}}");
  await saveAs("{{second}}");
  await expect.poll(() => title.inputValue(), { timeout: 15_000 }).toBe("{{second}}");
  expect(await save.isDisabled()).toBe(true);

  await title.fill("{{mine}}");
  await saveAs("{{third}}");
  const other = page.getByRole("alert").filter({ hasText: "Somebody else saved another mapping meanwhile" });
  await other.waitFor();
  expect(await save.isDisabled()).toBe(true);
  expect(await findBarriers(page)).toEqual([]);
  await other.getByRole("button", { name: "Go on with mine" }).click();
  await other.waitFor({ state: "detached" });
  await save.click();
  await page.getByText(MAPPING_WORDS.en.saved, { exact: true }).waitFor();
  await title.fill("{{again mine}}");
  await saveAs("{{fourth}}");
  await other.getByRole("button", { name: "Take theirs" }).click();
  await expect.poll(() => title.inputValue()).toBe("{{fourth}}");

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const editing = page.getByRole("dialog", { name: "Edit integration" });
  await saveAs("{{fifth}}");
  await editing.getByLabel("Integration Name").fill("Renamed");
  await editing.getByRole("button", { name: MAPPING_WORDS.en.save }).click();
  await page.getByRole("heading", { name: "Renamed", level: 1 }).waitFor();
  await expect.poll(() => title.inputValue()).toBe("{{fifth}}");

  expect((await console.hub.push(pushUrl, Buffer.from([0xff, 0x00, 0xfe]))).status).toBe(400);
  await expect.poll(async () => (await ledgerOf(console.hub, integrationId)).items.length).toBe(1);
  await page.getByRole("button", { name: MAPPING_WORDS.en.latest }).click();
  await page.getByText("The body of the latest push is no text").waitFor();
  expect(console.complaints).toEqual([]);
});

test(
  "only sources that take a mapping have the tab",
  async () => {
    const { integrationId } = await create("keep");
    const page = await console.open(tabOf(integrationId));
    await page.getByRole("tab", { name: MAPPING_WORDS.en.overview }).waitFor();
    expect(await page.getByRole("tab", { name: MAPPING_WORDS.en.tab }).count()).toBe(0);
  },
  TIMEOUT_MS,
);
