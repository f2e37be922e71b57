import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { SESSION_COOKIE } from "../../../contract/session.ts";
import { startSession } from "../../../server/people/session-store.ts";
import { OWNER, startTestHub, type TestHub } from "../../support/hub.ts";
import { only } from "../../support/ledger.ts";
import { createMovingClock } from "../../support/moving-clock.ts";
import { execute } from "../../support/sql.ts";
import { openChromium } from "./chromium.ts";

/** How somebody looks at the console. */
export type View = { language: "en" | "zh"; theme: "light" | "dark" };

/** Both languages and both themes; what could go wrong in one of the other two pairs alone is not worth minutes of every run. */
export const VIEWS: readonly [View, View] = [
  { language: "en", theme: "light" },
  { language: "zh", theme: "dark" },
];

/** Who looks, and how. */
export type Look = Partial<View> & {
  isSignedIn?: boolean;
  /** Somebody other than the owner. */
  as?: { email: string };
  /** A telephone instead of a wide desk. */
  isNarrow?: boolean;
  /** What is done to the page before it asks for anything. */
  prepare?: (page: Page) => Promise<unknown>;
};

/** A hub with the worker's browser in front of it. */
export type TestConsole = {
  hub: TestHub;
  /** A page of a browser of its own, at an address; signed in unless told otherwise. */
  open(path: string, options?: Look): Promise<Page>;
  /** Closes every page that is open. */
  closePages(): Promise<void>;
  /** What pages complained of, refused by their policy or thrown; empty in the end. */
  complaints: readonly string[];
  stop(): Promise<void>;
};

/** Below the time a test has, so that it fails with what it waited for; far above what a busy machine makes a page wait. */
const WAIT_MS = 20_000;
export const DESK = { width: 1280, height: 800 };
/** And a narrow telephone. */
export const TELEPHONE = { width: 390, height: 844 };

/**
 * Starts both, or a browser alone in front of a hub whose test stops and starts it. The hub's clock is the browser's, so that "just
 * now" means the same to them. A new hub has no owner yet.
 */
export async function startTestConsole(options: { given?: () => TestHub; isNew?: boolean } = {}): Promise<TestConsole> {
  const { given, ...kind } = options;
  const starting = given ? given() : startTestHub({ clock: createMovingClock(Date.now()), ...kind });
  const [hub, browser] = await Promise.all([starting, openChromium()]);
  const complaints: string[] = [];
  const closeContexts = async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  };
  return {
    hub,
    complaints,
    open: async (path, { language = "en", theme = "light", ...how } = {}) => {
      const context = await openContext(browser, { language, theme }, how.isNarrow ? TELEPHONE : DESK);
      if (how.isSignedIn ?? true) await signIn(context, given ? given() : hub, how.as ?? OWNER);
      context.setDefaultTimeout(WAIT_MS);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(`${path}: ${error.message}`));
      page.on("console", (line) => {
        // Chromium notes every refused call; whoever is not signed in gets one.
        const isComplaint = line.type() === "error" && !line.text().startsWith("Failed to load resource");
        if (isComplaint) complaints.push(`${path}: ${line.text()}`);
      });
      await how.prepare?.(page);
      await page.goto(`${hub.url}${path}`);
      await page.getByRole("main").waitFor();
      return page;
    },
    closePages: closeContexts,
    stop: async () => {
      await closeContexts();
      if (!given) await hub.stop();
    },
  };
}

function openContext(browser: Browser, { language, theme }: View, viewport: typeof DESK): Promise<BrowserContext> {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  return browser.newContext({
    locale,
    colorScheme: theme,
    viewport,
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
}

/** Gives a browser a session of its own, as signing in does; only the stories about signing in fill in the form. */
async function signIn(context: BrowserContext, hub: TestHub, { email }: { email: string }): Promise<void> {
  const text = "select person_id as id from person where email = $1";
  const { id } = only(await execute<{ id: number }>(hub.database, text, [email]));
  const value = await startSession(hub.database, id, { address: "127.0.0.1", userAgent: "Chromium" }, hub.clock.now());
  await context.addCookies([{ name: SESSION_COOKIE, value, url: hub.url, httpOnly: true, sameSite: "Strict" }]);
}

/** What axe finds wrong with a page, or with a part of it alone, in its own words and with the elements it means. */
export async function findBarriers(page: Page, role?: "dialog" | "menu"): Promise<string[]> {
  // Where no frame is embedded the page itself can do all of it, and only what is wrong has to be described.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (role ? axe.include(`[role=${role}]`) : axe).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary ?? ""}`),
  );
}

/** Keeps a picture for people to look at, where `TOCSIN_SHOTS` names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.TOCSIN_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** How far a page can be moved sideways: 0 when nothing is cut off. */
export async function sidewaysScroll(page: Page): Promise<number> {
  const root = "document.documentElement";
  return Number(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`));
}

/** Waits until the keys go to an element. */
export async function hasFocus(target: Locator): Promise<void> {
  await expect.poll(() => target.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
}
