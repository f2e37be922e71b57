import { performance } from "node:perf_hooks";
import type { BatchSummary } from "./batch-summary.ts";

/** Accepting is pressed when its thread is busy for this share of the time, or when this much waits for the disk. */
const BUSY_ABOVE = 0.75;
const WAITING_BYTES_ABOVE = 1024 * 1024;
const LOOK_EVERY_MS = 200;
/** While accepting is pressed, processing rests this many times as long as it worked. */
const REST_FACTOR = 19;
/** Nobody rests while a push has waited this long. */
const LAG_MS_MAX = 10_000;

/**
 * How long processing rests after a transaction while accepting is pressed. In a storm, answers come first: the same work is done
 * a little later, in larger batches, which are cheaper.
 */
export function restAfter({ durationMs, agesMs: [oldestMs = 0] }: BatchSummary): number {
  return Math.max(0, Math.min(REST_FACTOR * durationMs, LAG_MS_MAX - oldestMs));
}

/**
 * Watches the event loop of the calling thread, which accepts, and tells when accepting becomes pressed, and when no longer.
 * Returns the way to stop.
 */
export function watchPressure(waitingBytes: () => number, onChange: (isPressed: boolean) => void): () => void {
  let before = performance.eventLoopUtilization();
  let wasPressed = false;
  const look = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    const isPressed = utilization > BUSY_ABOVE || waitingBytes() > WAITING_BYTES_ABOVE;
    before = now;
    if (isPressed === wasPressed) return;
    wasPressed = isPressed;
    onChange(isPressed);
  }, LOOK_EVERY_MS);
  look.unref();
  return () => clearInterval(look);
}
