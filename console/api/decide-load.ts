/** What there is to know of the hub when a part of the console did not come from it. */
export type HubSeen = "away" | "same build" | "other build";

/** What to do next about a part that did not come. */
export type LoadStep = { do: "wait"; ms: number } | { do: "reload" } | { do: "give up" };

/** Waits of 0.5, 1, 2 and 4 seconds: whoever looks is told after about eight, and can ask for more. */
const TRIES_MAX = 5;
const WAIT_MS_FIRST = 500;
/** Where nothing is refused and nothing answers, each try takes long. */
const TAKES_MS_MAX = 15_000;

/** What was tried so far, and under which circumstances. */
export type LoadTrial = { failures: number; tookMs: number; isAsked: boolean; mayReload: boolean };

/**
 * Decides how to go on after a number of tries failed. An upgraded hub has other files, which only the page anew asks for; it is
 * loaded by itself where nothing is lost by that, and for each build once. Whoever asks for another try gets the page anew as well
 * when the hub is there: some browsers keep a file that failed as failed for as long as a page lives.
 */
export function decideLoad(seen: HubSeen, { failures, tookMs, isAsked, mayReload }: LoadTrial): LoadStep {
  if (isAsked && seen !== "away") return { do: "reload" };
  if (seen === "other build") return { do: mayReload ? "reload" : "give up" };
  if (failures >= TRIES_MAX || tookMs >= TAKES_MS_MAX) return { do: "give up" };
  return { do: "wait", ms: WAIT_MS_FIRST * 2 ** (failures - 1) };
}
