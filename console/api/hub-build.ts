import type { HubSeen } from "./decide-load.ts";

/** Any page of the console: each names the script that the others of its build name. */
const PAGE = "/channel";
const ANSWER_MS_MAX = 5_000;
const RELOADED_FOR = "tocsin-reloaded-for-";

/** The hub as it is now, beside the page that came from it earlier. */
export type HubLook = { seen: HubSeen; build: string };

/** Asks the hub for a page, and compares the build that it is of with that of this page. */
export async function lookAtHub(): Promise<HubLook> {
  const build = buildOf(await readPage().catch(() => document.implementation.createHTMLDocument()));
  if (build === "") return { seen: "away", build };
  return { seen: build === buildOf(document) ? "same build" : "other build", build };
}

/**
 * Whether the page may be loaded anew by itself: nobody is at a dialog, where something may be half written, and it was not done
 * for this build before. Two nodes of different builds could otherwise make it go on for ever.
 */
export function mayReloadFor(build: string): boolean {
  return document.querySelector("[role=dialog]") === null && sessionStorage.getItem(RELOADED_FOR + build) === null;
}

/** Loads the page anew, and remembers for which build. */
export function reloadFor(build: string): void {
  sessionStorage.setItem(RELOADED_FOR + build, "yes");
  window.location.reload();
}

async function readPage(): Promise<Document> {
  const signal = AbortSignal.timeout(ANSWER_MS_MAX);
  const answer = await fetch(PAGE, { headers: { accept: "text/html" }, cache: "no-store", signal });
  return new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
}

/** The script that a page starts with, whose name changes with each build; empty where what answered was not the hub. */
function buildOf(page: Document): string {
  return page.querySelector("script[type=module]")?.getAttribute("src") ?? "";
}
