import { setImmediate as nextTurn } from "node:timers/promises";
import { pause } from "../../server/base/pause.ts";
import type { Answer, Poster } from "./post.ts";

/** What finally became of one push. */
export type PushOutcome = {
  /** Whether it was answered 200 in the end. */
  isAccepted: boolean;
  /** What each try came to: `200`, `429 RequestTooFrequently`, `timeout`, `ECONNREFUSED`. */
  tries: readonly string[];
  /** The last answer. */
  answer: Answer;
  /** From when the push was due to its last answer: waiting for a connection and for a retry counts. */
  latencyMs: number;
};

/** A push and when it is due, in milliseconds after the start. */
export type DuePush = { afterMs: number; body: string };

export type SendOptions = {
  poster: Poster;
  /** Requests under way at once. */
  connections: number;
  /** Tries of one push, and the pause before the next one. */
  triesMax: number;
  retryAfterMs: number;
  /** Ends politely: nothing new starts, what is under way gets its answer. */
  signal: AbortSignal;
};

/** Past this many pushes without a final answer the next one waits: memory has an end. */
const HELD_MAX = 10_000;

/**
 * Sends each push when it is due, whether or not earlier ones were answered: an open loop, so a slow receiver shows up as
 * latency instead of as fewer pushes. Pushes are drawn one by one as they come due. Resolves when all have an outcome.
 */
export async function sendWhenDue<P extends DuePush>(
  pushes: Iterable<P>,
  options: SendOptions,
  onOutcome: (push: P, outcome: PushOutcome) => void,
): Promise<void> {
  const { signal } = options;
  const gate = createGate(options.connections);
  const held = createGate(HELD_MAX);
  const startedMs = performance.now();
  for (const push of pushes) {
    const dueMs = startedMs + push.afterMs;
    await waitUntil(dueMs, signal);
    await held.enter();
    if (signal.aborted) {
      held.leave();
      break;
    }
    void sendOne(push.body, dueMs, options, gate).then((outcome) => {
      if (outcome) onOutcome(push, outcome);
      held.leave();
    });
  }
  await held.empty();
}

/** Null for a push whose first try had not begun when it was time to end. */
async function sendOne(body: string, dueMs: number, options: SendOptions, gate: Gate): Promise<PushOutcome | null> {
  const { poster, triesMax, retryAfterMs, signal } = options;
  const tries: string[] = [];
  for (;;) {
    await gate.enter();
    if (signal.aborted && tries.length === 0) {
      gate.leave();
      return null;
    }
    const answer = await poster.post(body);
    gate.leave();
    tries.push(wordOf(answer));
    const isAccepted = answer.kind === "answered" && answer.status === 200;
    if (isAccepted || tries.length >= triesMax || signal.aborted) {
      return { isAccepted, tries, answer, latencyMs: performance.now() - dueMs };
    }
    await pause(retryAfterMs, signal);
  }
}

/** Timers are a millisecond late at best, so what is due within one is sent now; answers get their turn in between. */
async function waitUntil(dueMs: number, signal: AbortSignal): Promise<void> {
  const waitMs = dueMs - performance.now();
  if (waitMs > 1) await pause(waitMs, signal);
  else await nextTurn();
}

/** The status, with the hub's error code where the answer has one. */
function wordOf(answer: Answer): string {
  if (answer.kind === "failed") return answer.because;
  const code = answer.status === 200 ? undefined : /"code":\s*"(\w+)"/.exec(answer.body)?.[1];
  return code ? `${answer.status} ${code}` : String(answer.status);
}

/** Lets a bounded number in at once; the others wait in line. */
type Gate = { enter(): Promise<void>; leave(): void /** Resolves when nobody is inside. */; empty(): Promise<void> };

function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;
  let whenEmpty: () => void = () => undefined;
  return {
    enter: () => {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free -= 1;
      return Promise.resolve();
    },
    leave: () => {
      const next = waiting.shift();
      if (next) return next();
      free += 1;
      if (free === places) whenEmpty();
    },
    empty: () => {
      if (free === places) return Promise.resolve();
      return new Promise((resolve) => {
        whenEmpty = resolve;
      });
    },
  };
}
