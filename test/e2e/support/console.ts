import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { OWNER, startTestHub, type TestHub } from "../../support/hub.ts";
import { createMovingClock } from "../../support/moving-clock.ts";
import { launchChromium } from "./chromium.ts";

/** How somebody looks at the console. */
export type View = { language: "en" | "zh"; theme: "light" | "dark" };

/** Every view there is. */
export const VIEWS: readonly View[] = [
  { language: "en", theme: "light" },
  { language: "en", theme: "dark" },
  { language: "zh", theme: "light" },
  { language: "zh", theme: "dark" },
];

/** A hub with a browser in front of it. */
export type TestConsole = {
  hub: TestHub;
  /** A page of a browser of its own, at an address; signed in unless told otherwise. */
  open(path: string, options?: Partial<View> & { isSignedIn?: boolean }): Promise<Page>;
  /** What pages complained of, refused by their policy or thrown; empty in the end. */
  complaints: readonly string[];
  stop(): Promise<void>;
};

/** Below the time a test has, so that it fails with what it waited for. */
const WAIT_MS = 10_000;
/** A wide desk. */
const VIEWPORT = { width: 1280, height: 800 };

/**
 * Starts both, or a browser alone in front of a hub whose test stops and starts it. The hub's clock is the browser's, so that "just
 * now" means the same to them.
 */
export async function startTestConsole(given?: TestHub): Promise<TestConsole> {
  const starting = given ?? startTestHub({ clock: createMovingClock(Date.now()) });
  const [hub, browser] = await Promise.all([starting, launchChromium()]);
  const complaints: string[] = [];
  return {
    hub,
    complaints,
    open: async (path, { language = "en", theme = "light", isSignedIn = true } = {}) => {
      const context = await openContext(browser, { language, theme });
      if (isSignedIn) await signIn(context, hub);
      context.setDefaultTimeout(WAIT_MS);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(`${path}: ${error.message}`));
      page.on("console", (line) => {
        // Chromium notes every refused call; whoever is not signed in gets one.
        const isComplaint = line.type() === "error" && !line.text().startsWith("Failed to load resource");
        if (isComplaint) complaints.push(`${path}: ${line.text()}`);
      });
      await page.goto(`${hub.url}${path}`);
      await page.getByRole("main").waitFor();
      return page;
    },
    stop: async () => {
      await browser.close();
      if (!given) await hub.stop();
    },
  };
}

function openContext(browser: Browser, { language, theme }: View): Promise<BrowserContext> {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  return browser.newContext({
    locale,
    colorScheme: theme,
    viewport: VIEWPORT,
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
}

/** Signs the owner in as the console's own form does: the answer's cookie is the browser's from then on. */
async function signIn(context: BrowserContext, hub: TestHub): Promise<void> {
  const answer = await context.request.post(`${hub.url}/session/create`, { data: OWNER });
  if (!answer.ok()) throw new Error(`the owner cannot sign in: ${await answer.text()}`);
}

/** What axe finds wrong with a page, in its own words and with the elements it means. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary ?? ""}`),
  );
}

/** Keeps a picture for people to look at, where `TOCSIN_SHOTS` names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.TOCSIN_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
