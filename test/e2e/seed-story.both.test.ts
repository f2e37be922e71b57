import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { findFreePort } from "../support/free-port.ts";
import { type HubProcess, runCli, startHubProcess } from "../support/hub-process.ts";
import { SUITE } from "../support/suite.ts";
import { makeTempDir } from "../support/temp-dir.ts";
import { openChromium } from "./support/chromium.ts";
import { DESK, shoot } from "./support/console.ts";

// The whole way of somebody new, with the hub as it is started by its users and the simulator in the place of the cloud: from the
// set-up link of an empty hub to the latest event time, and on over a restart.

const TIMEOUT_MS = 240_000;
const WAIT_MS = 20_000;
const OWNER = { name: "Ada Keller", email: "ada@example.com", password: "a long enough one" };

const WORDS = {
  en: {
    ...{ name: "Name", email: "E-mail", password: "Password", makeOwner: "Make the owner", channels: "Channels" },
    ...{ create: "Create channel", integrations: "Integrations", add: "Add Integration", save: "Save" },
    ...{ system: /Alibaba Cloud Monitor Prometheus/, pushUrl: "Push URL", waiting: "Waiting for the first event" },
    ...{ arrived: "Events arrive", never: "No event yet", incidents: "Incidents", triggered: "Triggered" },
  },
  zh: {
    ...{ name: "姓名", email: "邮箱", password: "密码", makeOwner: "创建所有者", channels: "协作空间" },
    ...{ create: "新建协作空间", integrations: "集成", add: "添加集成", save: "保存" },
    ...{ system: /阿里云云监控 Prometheus/, pushUrl: "推送地址", waiting: "等待第一个事件" },
    ...{ arrived: "已收到事件", never: "还没有事件", incidents: "故障", triggered: "待处理" },
  },
} as const;
/** What a channel's name is asked for with; a person's is another word in Chinese. */
const CHANNEL_NAME = { en: "Name", zh: "名称" } as const;

/** How somebody gets from one thing to the next: by pointing at it, or by keys alone. */
type Hands = {
  press(target: Locator): Promise<void>;
  fill(target: Locator, text: string): Promise<void>;
};

const MOUSE: Hands = { press: (target) => target.click(), fill: (target, text) => target.fill(text) };
const STEPS_MAX = 120;

function createKeyboard(page: Page): Hands {
  const reach = async (target: Locator) => {
    await target.waitFor();
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${STEPS_MAX} times Tab do not lead to ${target}`);
  };
  return {
    press: async (target) => {
      await reach(target);
      await page.keyboard.press("Enter");
    },
    fill: async (target, text) => {
      await reach(target);
      await page.keyboard.type(text);
    },
  };
}

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
}, TIMEOUT_MS);

const link = z.object({ path: z.string() });

/** The set-up link of a hub that nobody owns: its log names the file. */
function setUpLinkOf(hub: HubProcess): string {
  const { path } = link.parse(hub.log.find(({ event }) => event === "hub.needs_owner"));
  return readFileSync(path, "utf8").trim();
}

/** Keys need everything that a mouse needs, and more. */
const WAYS: readonly (readonly [language: keyof typeof WORDS, means: "mouse" | "keyboard"])[] =
  SUITE === "quick"
    ? [["en", "keyboard"]]
    : [
        ["en", "mouse"],
        ["zh", "mouse"],
      ];

describe.each(WAYS)("P12: in %s, by %s", { timeout: TIMEOUT_MS }, (language, means) => {
  const words = WORDS[language];
  let temp: Awaited<ReturnType<typeof makeTempDir>>;
  let hub: HubProcess;
  let env: Record<string, string>;
  beforeAll(async () => {
    temp = await makeTempDir();
    const noOwner = { TOCSIN_OWNER_EMAIL: "", TOCSIN_OWNER_PASSWORD: "" };
    env = { TOCSIN_DATA_DIR: join(temp.path, "data"), TOCSIN_PORT: String(await findFreePort()), ...noOwner };
    hub = await startHubProcess(env);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await hub.stop();
    await temp.remove();
  });

  const open = async (): Promise<Page> => {
    const locale = language === "zh" ? "zh-CN" : "en-GB";
    const context = await browser.newContext({ locale, viewport: DESK, reducedMotion: "reduce" });
    context.setDefaultTimeout(WAIT_MS);
    return context.newPage();
  };

  /** When the newest event came, as the page says it; "" while it says that none did. */
  const latestOn = async (place: Locator): Promise<string> => {
    const time = place.getByRole("time").first();
    return (await time.count()) === 0 ? "" : ((await time.getAttribute("datetime")) ?? "");
  };

  test("from the set-up link over a channel and its integration to the latest event time, which survives a restart", async () => {
    const page = await open();
    const { press, fill } = means === "mouse" ? MOUSE : createKeyboard(page);
    await page.goto(setUpLinkOf(hub));
    await fill(page.getByRole("textbox", { name: words.name }), OWNER.name);
    await fill(page.getByRole("textbox", { name: words.email }), OWNER.email);
    await fill(page.getByRole("textbox", { name: words.password }), OWNER.password);
    await press(page.getByRole("button", { name: words.makeOwner }));

    await press(page.getByRole("link", { name: words.channels, exact: true }).first());
    await page.getByRole("heading", { name: words.channels, level: 1 }).waitFor();
    await press(page.getByRole("button", { name: words.create }).first());
    const creating = page.getByRole("dialog", { name: words.create });
    await fill(creating.getByRole("textbox", { name: CHANNEL_NAME[language] }), "Payments");
    await press(creating.getByRole("button", { name: words.create }));

    await page.getByRole("heading", { name: "Payments", level: 1 }).waitFor();
    await press(page.getByRole("button", { name: words.add }).first());
    const adding = page.getByRole("dialog", { name: words.add });
    await press(adding.getByRole("button", { name: words.system }));
    await press(adding.getByRole("button", { name: words.save }));
    const card = page.getByRole("article").filter({ has: page.getByRole("link", { name: words.system }) });
    await card.getByText(words.never).waitFor();
    await press(card.getByRole("link", { name: words.system }));
    await page.getByRole("status").getByText(words.waiting).waitFor();
    const pushUrl = (await page.getByRole("status", { name: words.pushUrl }).textContent()) ?? "";
    const integrationPage = page.url();

    await page.goBack();
    await card.getByText(words.never).waitFor();
    await runCli(["simulate", "aliyun-prometheus", "--url", pushUrl], {});
    await expect.poll(() => latestOn(card), { timeout: WAIT_MS }).not.toBe("");
    const first = await latestOn(card);
    await shoot(page, `seed-${language}-${means}-card`);

    // What the Test button of the vendor's console sends: a second later, so that the time is another one.
    await expect.poll(() => Date.now(), { timeout: WAIT_MS }).toBeGreaterThan(Date.parse(first) + 1_000);
    expect((await fetch(pushUrl, { method: "POST" })).status).toBe(200);
    await expect.poll(() => latestOn(card), { timeout: WAIT_MS }).not.toBe(first);
    const second = await latestOn(card);

    await press(page.getByRole("link", { name: words.incidents, exact: true }).first());
    await page.getByRole("link", { name: "Pod memory usage > 90%" }).first().waitFor();
    await shoot(page, `seed-${language}-${means}-incidents`);

    expect(await hub.stop()).toBe(0);
    hub = await startHubProcess(env);
    await page.goto(integrationPage);
    const arrival = page.getByRole("status").filter({ hasText: words.arrived });
    await arrival.waitFor();
    expect(await latestOn(arrival)).toBe(second);
    await page.context().close();
  });
});
