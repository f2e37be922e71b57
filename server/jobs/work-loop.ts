import { setTimeout as delay } from "node:timers/promises";
import { backoffMs } from "../base/backoff.ts";

/** What a step came to: nothing to do; trouble, to be tried again later; or work done, after which it may rest so long under pressure. */
export type StepOutcome = "idle" | "trouble" | { restMs: number };

export type WorkLoopOptions = {
  /** One piece of work: finds it, does it, commits. Never throws. */
  step(): Promise<StepOutcome>;
  /** How many steps go on at once. */
  concurrency: number;
  /** Work that nobody wakes the loop for is found by looking this often. */
  lookEveryMs: number;
  /** Whether accepting needs the machine: the loop then rests between steps. Never, unless told. */
  isPressed?: (() => boolean) | undefined;
};

/** Steps again and again: at once while there is work, after growing pauses while there is trouble, else when woken or by looking. */
export type WorkLoop = {
  start(): void;
  /** There is something to do. */
  wake(): void;
  /** Ends after the steps under way. */
  stop(): Promise<void>;
  /** Steps until there is nothing left. For tests, which move the clock themselves. */
  drain(): Promise<void>;
};

/** Creates the loop; nothing runs before `start`. */
export function createWorkLoop(options: WorkLoopOptions): WorkLoop {
  const { step, lookEveryMs } = options;
  const isPressed = () => options.isPressed?.() ?? false;
  let stopped = false;
  let woken = createSignal();
  let loops: Promise<void>[] = [];
  /** All rest together: else one takes up what another has put down. */
  let restUntilMs = 0;

  const rest = async (): Promise<void> => {
    for (;;) {
      const leftMs = restUntilMs - performance.now();
      if (leftMs <= 0 || !isPressed() || stopped) return;
      await delay(Math.min(leftMs, lookEveryMs));
    }
  };

  /** In a storm work comes faster than looking for it takes, and each piece of it wakes. */
  const somethingToDo = async (): Promise<void> => {
    const signal = woken;
    if (isPressed()) await delay(lookEveryMs);
    else {
      // Cleared, or each time it is woken would leave a timer behind.
      const look = setTimeout(signal.resolve, lookEveryMs);
      await signal.promise;
      clearTimeout(look);
    }
    if (signal === woken) woken = createSignal();
  };

  const loop = async (): Promise<void> => {
    let troubles = 0;
    while (!stopped) {
      await rest();
      const outcome = await step();
      troubles = outcome === "trouble" ? troubles + 1 : 0;
      if (outcome === "trouble") await delay(backoffMs(troubles, 50, 2_000));
      else if (outcome === "idle") await somethingToDo();
      else if (outcome.restMs > 0) restUntilMs = performance.now() + outcome.restMs;
    }
  };

  return {
    start: () => {
      loops = Array.from({ length: options.concurrency }, loop);
    },
    wake: () => woken.resolve(),
    stop: async () => {
      stopped = true;
      woken.resolve();
      await Promise.all(loops);
    },
    drain: () => drain(step),
  };
}

async function drain(step: WorkLoopOptions["step"]): Promise<void> {
  for (;;) {
    const outcome = await step();
    if (outcome === "idle") return;
    if (outcome === "trouble") await delay(20);
  }
}

function createSignal(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
