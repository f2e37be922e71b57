import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createChannel } from "../support/api.ts";
import { ledgerOf, listAlerts, only } from "../support/ledger.ts";
import { DESK, findBarriers, shoot, startTestConsole, TELEPHONE, type TestConsole, VIEWS } from "./support/console.ts";

// The Mapping tab: somebody whose sender cannot be changed makes its JSON readable, and sees the event before saving.

const TIMEOUT_MS = 120_000;
const WORDS = {
  en: {
    ...{ on: "Read bodies with a mapping", title: /^Title/, status: /^Event status/, key: /^Alert key/, save: "Save" },
    ...{ addLabel: "Add label", addValue: "Add translation", latest: "Use the latest push", body: "Body" },
    ...{ labelName: "Name of label 1", labelValue: "Value of label 1", mapped: "It becomes this event" },
    ...{ path: "Path of translation", from: "Sender’s value of translation", to: "What translation 1 gives" },
    ...{ unfinished: "The mapping cannot be read yet", refused: "It would be refused", saved: "Saved", tab: "Mapping" },
    ...{
      changed: "Changed on the way in: 4 fields read with the mapping",
      leave: "Leave without saving?",
      overview: "Overview",
    },
    ...{ stay: "Stay", discard: "Discard", off: /^Bodies are read as standard events/ },
  },
  zh: {
    ...{ on: "使用映射读取请求体", title: /^标题/, status: /^事件状态/, key: /^告警标识/, save: "保存" },
    ...{ addLabel: "添加标签", addValue: "添加转换", latest: "使用最近一次推送", body: "请求体" },
    ...{ labelName: "标签 1 的名称", labelValue: "标签 1 的值", mapped: "会得到 1 个事件" },
    ...{ path: "转换", from: "转换", to: "转换 1 的结果" },
    ...{ unfinished: "映射还不完整，无法读取", refused: "会被拒绝", saved: "已保存", tab: "映射" },
    ...{ changed: "读取时的改动：通过映射读取了 4 个字段", leave: "不保存就离开吗？", overview: "概览" },
    ...{ stay: "留下", discard: "放弃更改", off: /^请求体按标准事件读取/ },
  },
} as const;
const BODY = { alert: { id: 7, name: "Disk almost full", host: "build-07", state: "firing" } };
const integration = z.object({ integration_id: z.number(), integration_key: z.string() });

let console: TestConsole;
let channelId: number;

beforeAll(async () => {
  console = await startTestConsole();
  channelId = await createChannel(console.hub.api, "Build");
}, TIMEOUT_MS);
afterAll(() => console.stop());

async function connect(name: string) {
  const { hub } = console;
  const wanted = { plugin_type: "standard", channel_id: channelId, name };
  const { integration_id: integrationId, integration_key: key } = await hub.api.get(
    "/integration/create",
    wanted,
    integration,
  );
  const pushUrl = `${hub.url}/event/push/alert/standard?integration_key=${key}`;
  return { integrationId, pushUrl, tab: `/integration/detail/${integrationId}?tab=mapping` };
}

async function look(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await findBarriers(page), name).toEqual([]);
  await page.setViewportSize(TELEPHONE);
  await shoot(page, `${name}-phone`);
  const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect(overflow, `${name} on a phone`).toBe(0);
  await page.setViewportSize(DESK);
}

describe.each(VIEWS)("P12: $language, $theme", { timeout: TIMEOUT_MS }, (view) => {
  const words = WORDS[view.language];
  const shot = (name: string) => `mapping-${view.language}-${view.theme}-${name}`;

  test("a refused body is made readable: tried while it is typed, saved, and read with the next push", async () => {
    const { integrationId, pushUrl, tab } = await connect(`Legacy ${view.language}`);
    expect((await console.hub.push(pushUrl, BODY)).status).toBe(400);
    const page = await console.open(tab, view);
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

test(
  "what the hub says against a field stands at that field, and discarding brings back what was saved",
  async () => {
    const words = WORDS.en;
    const { tab } = await connect("Wrong");
    const page = await console.open(tab);
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
  const { integrationId, pushUrl, tab } = await connect("Of two");
  const saveAs = (name: string) =>
    console.hub.api.call("/integration/update", {
      integration_id: integrationId,
      settings: { field_mapping: { title: name, event_status: "Info" } },
    });
  await saveAs("{{first}}");
  const page = await console.open(tab);
  const title = page.getByRole("textbox", { name: WORDS.en.title });
  const save = page.getByRole("button", { name: WORDS.en.save, exact: true });
  await expect.poll(() => title.inputValue()).toBe("{{first}}");
  await saveAs("{{second}}");
  await expect.poll(() => title.inputValue(), { timeout: 15_000 }).toBe("{{second}}");
  expect(await save.isDisabled()).toBe(true);

  await title.fill("{{mine}}");
  await saveAs("{{third}}");
  const other = page.getByRole("alert").filter({ hasText: "Somebody else saved another mapping meanwhile" });
  await other.waitFor();
  expect(await save.isDisabled()).toBe(true);
  await look(page, "mapping-other");
  await other.getByRole("button", { name: "Go on with mine" }).click();
  await other.waitFor({ state: "detached" });
  await save.click();
  await page.getByText(WORDS.en.saved, { exact: true }).waitFor();
  await title.fill("{{again mine}}");
  await saveAs("{{fourth}}");
  await other.getByRole("button", { name: "Take theirs" }).click();
  await expect.poll(() => title.inputValue()).toBe("{{fourth}}");

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const editing = page.getByRole("dialog", { name: "Edit integration" });
  await saveAs("{{fifth}}");
  await editing.getByLabel("Integration Name").fill("Renamed");
  await editing.getByRole("button", { name: WORDS.en.save }).click();
  await page.getByRole("heading", { name: "Renamed", level: 1 }).waitFor();
  await expect.poll(() => title.inputValue()).toBe("{{fifth}}");

  expect((await console.hub.push(pushUrl, Buffer.from([0xff, 0x00, 0xfe]))).status).toBe(400);
  await expect.poll(async () => (await ledgerOf(console.hub, integrationId)).items.length).toBe(1);
  await page.getByRole("button", { name: WORDS.en.latest }).click();
  await page.getByText("The body of the latest push is no text").waitFor();
  expect(console.complaints).toEqual([]);
});

test(
  "only sources that take a mapping have the tab",
  async () => {
    const wanted = { plugin_type: "keep", channel_id: channelId };
    const { integration_id } = await console.hub.api.get("/integration/create", wanted, integration);
    const page = await console.open(`/integration/detail/${integration_id}?tab=mapping`);
    await page.getByRole("tab", { name: WORDS.en.overview }).waitFor();
    expect(await page.getByRole("tab", { name: WORDS.en.tab }).count()).toBe(0);
  },
  TIMEOUT_MS,
);

test.each([
  ["standard", VIEWS[0]],
  ["uptime-kuma", VIEWS[1]],
  ["keep", VIEWS[0]],
  ["elastalert2", VIEWS[1]],
] as const)(
  "P12: the page of %s with its guide has no barrier, at a desk and on a phone",
  async (plugin_type, view) => {
    const made = await console.hub.api.get("/integration/create", { plugin_type, channel_id: channelId }, integration);
    const page = await console.open(`/integration/detail/${made.integration_id}`, view);
    await page.getByRole("main").getByRole("table").nth(1).waitFor();
    await look(page, `guide-${plugin_type}`);
  },
  TIMEOUT_MS,
);
