import { decideLoad, type HubSeen } from "./decide-load.ts";
import { lookAtHub, mayReloadFor, reloadFor } from "./hub-build.ts";

/** How a part of the console is that is loaded when first needed. */
export type PartState<Part> =
  | { is: "coming" }
  /** So late that whoever looks should be told. */
  | { is: "late" }
  | Lost
  | { is: "here"; part: Part };

type Lost = { is: "lost"; hub: HubSeen; error: Error };

/** Loads one part, once. */
export type PartLoader<Part> = {
  state(): PartState<Part>;
  /** Returns how to stop being told. */
  onState(told: () => void): () => void;
  /** Somebody looks at its place, or asks again for what was lost: it is tried for until it comes or is lost. */
  need(isAsked: boolean): void;
  /** Tries once and says whether it is here; never throws. */
  fetch(): Promise<boolean>;
  /** It is about to be shown: waits until it comes, fails, or is late. */
  preload(): Promise<void>;
};

/** Whoever waits longer than this is told; before, a word would only flicker. */
const LATE_MS = 1_000;
/** In a network that drops what is sent a try would go on for minutes; what still comes is taken then. */
const TRY_MS_MAX = 8_000;

const loaders = new Set<PartLoader<unknown>>();

/** Makes the loader of a part. */
export function createPartLoader<Part>(load: () => Promise<Part>): PartLoader<Part> {
  const { become, ...told } = createTold<Part>();
  const isHere = () => told.state().is === "here";
  const tryOnce = oneAtATime(async () => {
    try {
      const coming = load().then((part) => become({ is: "here", part }));
      await Promise.race([coming, failAfter(TRY_MS_MAX)]);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  });
  const pursueOnce = oneAtATime(async (isAsked: boolean) => {
    if (told.state().is === "lost") become({ is: "late" });
    const late = setTimeout(() => become({ is: "late" }), LATE_MS);
    const lost = await pursue(tryOnce, isAsked);
    clearTimeout(late);
    if (lost) become(lost);
  });
  const loader: PartLoader<Part> = {
    ...told,
    need: (isAsked) => {
      if (!isHere()) void pursueOnce(isAsked);
    },
    fetch: async () => isHere() || (await tryOnce()) === null,
    preload: async () => {
      if (!isHere()) await Promise.race([tryOnce(), wait(LATE_MS)]);
    },
  };
  loaders.add(loader);
  return loader;
}

/**
 * The hub is there: what was lost is tried for again, and everything that was not needed yet is fetched, one after the other while
 * the browser has nothing else to do, so that a network that is lost later seldom matters. Ends at the first that does not come.
 */
export async function fetchParts(signal: AbortSignal): Promise<void> {
  for (const loader of loaders) if (loader.state().is === "lost") loader.need(false);
  // A part that comes may bring the loaders of others along: they are in the set by then.
  for (const loader of loaders) {
    if (loader.state().is === "here") continue;
    await beIdle();
    if (signal.aborted || !(await loader.fetch())) return;
  }
}

/** Tries until it comes, which is null, or there is nothing left but to say so. */
async function pursue(tryOnce: () => Promise<Error | null>, isAsked: boolean): Promise<Lost | null> {
  const startedMs = performance.now();
  for (let failures = 1; ; failures += 1) {
    const error = await tryOnce();
    if (!error) return null;
    const { seen, build } = await lookAtHub();
    const tookMs = performance.now() - startedMs;
    const step = decideLoad(seen, { failures, tookMs, isAsked, mayReload: mayReloadFor(build) });
    if (step.do === "give up") return { is: "lost", hub: seen, error };
    if (step.do === "wait") await waitOrOnline(step.ms);
    else {
      reloadFor(build);
      return null;
    }
  }
}

/** The state of a part, and who is told of it; one that is here stays. */
function createTold<Part>() {
  const told = new Set<() => void>();
  let state: PartState<Part> = { is: "coming" };
  return {
    state: () => state,
    onState: (tell: () => void) => {
      told.add(tell);
      return () => {
        told.delete(tell);
      };
    },
    become: (now: PartState<Part>) => {
      if (state.is === "here") return;
      state = now;
      for (const tell of told) tell();
    },
  };
}

/** Whoever asks while an answer is on its way gets that one. */
function oneAtATime<Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) {
  let waiting: Promise<Answer> | null = null;
  return (...asked: Asked): Promise<Answer> => {
    waiting ??= ask(...asked).finally(() => {
      waiting = null;
    });
    return waiting;
  };
}

/** Safari has no word for being idle; a browser that never is goes on after a while. */
function beIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: 2 * LATE_MS });
    else setTimeout(resolve, LATE_MS);
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function failAfter(ms: number): Promise<never> {
  await wait(ms);
  throw new Error(`nothing came within ${ms / 1000} s`);
}

async function waitOrOnline(ms: number): Promise<void> {
  const over = new AbortController();
  const online = new Promise((resolve) => addEventListener("online", resolve, { signal: over.signal }));
  await Promise.race([online, wait(ms)]);
  over.abort();
}
