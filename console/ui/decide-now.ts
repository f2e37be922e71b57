/** The clocks of hub and browser differ by so much without anybody noticing. */
const CLOCKS_DIFFER_MS = 5_000;

/** What a time is compared with to say how long ago it was: the latest look at the clock, or itself when it is barely ahead of that. */
export function decideNow(timeMs: number, lookedMs: readonly number[]): number {
  const nowMs = Math.max(...lookedMs);
  const aheadMs = timeMs - nowMs;
  return aheadMs > 0 && aheadMs <= CLOCKS_DIFFER_MS ? timeMs : nowMs;
}
