import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createChannel } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
import { shoot, startTestConsole, type TestConsole } from "./support/console.ts";
import { VIEW } from "./support/view.ts";

// The story the product is made for, word by word: from a channel, or from the Integration Center, to the latest event time.

const TIMEOUT_MS = 120_000;

const WORDS = {
  en: {
    ...{ channels: "Channels", create: "Create channel", name: "Name", description: "Description" },
    ...{
      integrations: "Integrations",
      add: "Add Integration",
      system: /Alibaba Cloud Monitor Prometheus/,
      save: "Save",
    },
    ...{ pushUrl: "Push URL", copy: "Copy push URL", copied: "Copied", waiting: "Waiting for the first event" },
    ...{ arrived: "Events arrive", latest: "Latest event time", never: "No event yet" },
    ...{ center: "Alert Events", integrationName: "Integration Name", defaultRoute: "Default route" },
    ...{ missing: "Choose at least one channel", test: "Send test event", opened: "opened an alert" },
    ...{ closed: "closed the test alert", here: "Here", critical: "Critical", firstSteps: "First steps" },
    severities: ["Critical Critical", "Error Critical", "Warning Warning", "Normal Info"],
  },
  zh: {
    ...{ channels: "协作空间", create: "新建协作空间", name: "名称", description: "描述" },
    ...{ integrations: "集成", add: "添加集成", system: /阿里云云监控 Prometheus/, save: "保存" },
    ...{ pushUrl: "推送地址", copy: "复制推送地址", copied: "已复制", waiting: "等待第一个事件" },
    ...{ arrived: "已收到事件", latest: "最近事件时间", never: "还没有事件" },
    ...{ center: "告警事件", integrationName: "集成名称", defaultRoute: "默认路由" },
    ...{ missing: "请至少选择一个协作空间", test: "发送测试事件", opened: "产生了一条告警" },
    ...{ closed: "关闭了测试告警", here: "在本系统中", critical: "严重", firstSteps: "快速开始" },
    severities: ["紧急（Critical） 严重", "错误（Error） 严重", "警告（Warning） 警告", "普通（Normal） 提醒"],
  },
} as const;

const list = z.object({ items: z.array(z.object({ name: z.string(), push_url: z.string() })) });

describe.each([VIEW.language])("P12: %s", { timeout: TIMEOUT_MS }, (language) => {
  const words = WORDS[language];
  let console: TestConsole;
  beforeAll(async () => {
    console = await startTestConsole();
  });
  afterAll(() => console.stop());

  /** The push URL of the integration on the page, which is the one the API gives. */
  const readPushUrl = async (page: Page, name: string) => {
    const shown = await page.getByRole("status", { name: words.pushUrl }).textContent();
    const { items } = await console.hub.api.get("/integration/list", { query: name }, list);
    expect(items.map(({ push_url }) => push_url)).toEqual([shown]);
    return shown ?? "";
  };

  /** Nothing is processed by itself here, and a call may still be on its way. */
  const settleAndSee = async (outcome: Locator) => {
    await console.hub.settle();
    return outcome.isVisible();
  };

  test("private: Channels, a channel, Integrations, Add Integration, Save, a card, its Push URL, the first event", async () => {
    const page = await console.open("/", { language });
    await page.getByRole("heading", { name: words.firstSteps }).waitFor();
    await shoot(page, `connect-${language}-first-steps`);
    await page.getByRole("link", { name: words.channels, exact: true }).click();
    await page.getByRole("heading", { name: words.channels, level: 1 }).waitFor();
    await page.keyboard.press("c");
    const creating = page.getByRole("dialog", { name: words.create });
    await creating.getByLabel(words.name).fill("Payments");
    await creating.getByLabel(words.description).fill("Cards, refunds, payouts");
    await creating.getByRole("button", { name: words.create }).click();

    await page.getByRole("heading", { name: "Payments", level: 1 }).waitFor();
    await page.getByRole("tab", { name: words.integrations }).click();
    await page.getByRole("button", { name: words.add }).click();
    const adding = page.getByRole("dialog", { name: words.add });
    expect(await adding.getByRole("button", { name: words.save }).isDisabled()).toBe(true);
    await adding.getByRole("button", { name: words.system }).click();
    await shoot(page, `connect-${language}-add`);
    await adding.getByRole("button", { name: words.save }).click();

    const card = page.getByRole("article").filter({ has: page.getByRole("link", { name: words.system }) });
    await card.getByText(words.never).waitFor();
    await card.getByRole("link", { name: words.system }).click();
    await page.getByRole("status").getByText(words.waiting).waitFor();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: words.copy }).click();
    await page.getByText(words.copied).waitFor();
    const url = await readPushUrl(page, "");
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(url);
    await shoot(page, `connect-${language}-waiting`);

    await console.hub.push(url, fixture("firing-1"));
    await console.hub.settle();
    await page.getByRole("status").getByText(words.arrived).waitFor();
    await shoot(page, `connect-${language}-arrived`);
    await page.getByRole("link", { name: words.channels }).first().click();
    const channel = page.getByRole("article").filter({ has: page.getByRole("link", { name: "Payments" }) });
    await channel.getByText(words.critical).waitFor();
    expect(console.complaints).toEqual([]);
  });

  test("shared: Integration Center, Alert Events, Integration Name, default route, Save, Push URL, severities, a test event", async () => {
    await createChannel(console.hub.api, "Search");
    const page = await console.open("/channel", { language });
    await page.getByRole("link", { name: words.center }).click();
    await page.getByRole("button", { name: words.system }).click();
    const adding = page.getByRole("dialog", { name: words.add });
    await adding.getByLabel(words.integrationName).fill("Production Prometheus");
    await adding.getByRole("button", { name: words.save }).click();
    await adding.getByText(words.missing).waitFor();
    await adding.getByRole("combobox", { name: words.defaultRoute }).fill("Sea");
    await page.getByRole("option", { name: "Search" }).click();
    await shoot(page, `connect-${language}-shared`);
    await adding.getByRole("button", { name: words.save }).click();

    await page.getByRole("heading", { name: "Production Prometheus", level: 1 }).waitFor();
    const url = await readPushUrl(page, "Production Prometheus");
    const rows = page.getByRole("table").filter({ hasText: words.here }).first().getByRole("row");
    const said = (await rows.allInnerTexts()).slice(1).map((text) => text.replace(/\s+/g, " ").trim());
    expect(said).toEqual(words.severities);
    await page.getByText(url).nth(1).waitFor();

    for (const outcome of [words.opened, words.closed]) {
      await page.getByRole("button", { name: words.test }).click();
      await expect.poll(() => settleAndSee(page.getByText(outcome))).toBe(true);
    }
    await shoot(page, `connect-${language}-tested`);

    await page.getByRole("link", { name: words.center }).first().click();
    const row = page.getByRole("row").filter({ hasText: "Production Prometheus" });
    await row.getByRole("link", { name: "Search" }).waitFor();
    await row.getByRole("time").waitFor();
    await shoot(page, `connect-${language}-list`);
    expect(console.complaints).toEqual([]);
  });
});
