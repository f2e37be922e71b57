import { setTimeout as delay } from "node:timers/promises";

/** Looks again and again until there is something, and fails loudly when there is nothing in time. */
export async function poll<T>(look: () => Promise<T | null | undefined | false>, deadlineMs = 10_000): Promise<T> {
  const startedMs = performance.now();
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() - startedMs > deadlineMs) throw new Error(`not so within ${deadlineMs} ms`);
    await delay(10);
  }
}
