import { performance } from "node:perf_hooks";

/** The accepting thread is pressed when it is busy for this share of the time. */
const PRESSED_ABOVE = 0.5;
const LOOK_EVERY_MS = 100;
/** While accepting is pressed, processing rests this many times as long as it worked, but no longer than the maximum at once. */
const REST_FACTOR = 3;
const REST_MS_MAX = 1_000;
/** A push that has waited this long is not made to wait for those behind it. */
const LAG_MS_MAX = 10_000;

/**
 * How long processing rests after a transaction. In a storm, answers come first: the same work is done a little later in larger
 * batches, which are cheaper, and no push waits longer for it than `LAG_MS_MAX`.
 */
export function restAfter(workedMs: number, oldestAgeMs: number, isPressed: boolean): number {
  if (!isPressed || oldestAgeMs > LAG_MS_MAX) return 0;
  return Math.min(REST_FACTOR * workedMs, REST_MS_MAX);
}

/** Watches the event loop of the calling thread and tells when it becomes pressed, and when no longer. Returns the way to stop. */
export function watchPressure(onChange: (isPressed: boolean) => void): () => void {
  let before = performance.eventLoopUtilization();
  let wasPressed = false;
  const look = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const isPressed = performance.eventLoopUtilization(now, before).utilization > PRESSED_ABOVE;
    before = now;
    if (isPressed === wasPressed) return;
    wasPressed = isPressed;
    onChange(isPressed);
  }, LOOK_EVERY_MS);
  look.unref();
  return () => clearInterval(look);
}
