import { setTimeout as delay } from "node:timers/promises";

export type RetryOptions = { firstDelayMs: number; delayMsMax: number; totalMsMax: number };

/** The wait before try `attempt` (from 0), doubling up to a maximum. */
export function backoffMs(attempt: number, firstDelayMs: number, delayMsMax: number): number {
  return Math.min(delayMsMax, firstDelayMs * 2 ** Math.min(attempt, 30));
}

/** Tries until it succeeds or the time is used up, then throws what the last try threw. */
export async function retry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const startedMs = performance.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const waitMs = backoffMs(tries, options.firstDelayMs, options.delayMsMax);
      if (performance.now() - startedMs + waitMs > options.totalMsMax) throw error;
      await delay(waitMs);
    }
  }
}
