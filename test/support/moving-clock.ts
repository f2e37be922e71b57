import type { Clock } from "../../server/base/clock.ts";

/** A clock that stands still until a story moves it, so that no outcome depends on how fast the machine is. */
export type MovingClock = Clock & {
  fastForward(ms: number): void;
};

/** When stories begin unless they say otherwise: half a minute after the vendor's sample events happened. */
export const STORY_START_MS = Date.parse("2026-11-20T02:10:30Z");

/** A clock at `startMs`. */
export function createMovingClock(startMs: number = STORY_START_MS): MovingClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    fastForward: (ms) => {
      nowMs += ms;
    },
  };
}

/** Milliseconds of a number of seconds. */
export function seconds(count: number): number {
  return count * 1_000;
}

/** Milliseconds of a number of minutes. */
export function minutes(count: number): number {
  return seconds(count * 60);
}

/** Milliseconds of a number of hours. */
export function hours(count: number): number {
  return minutes(count * 60);
}
