import { setTimeout as delay } from "node:timers/promises";

/** Waits, and ends early when `signal` aborts: what repeats something until it is stopped looks at the signal after each pause. */
export async function pause(ms: number, signal: AbortSignal, { keepsAlive = true } = {}): Promise<void> {
  try {
    await delay(ms, undefined, { signal, ref: keepsAlive });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
