import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../../server/base/errors.ts";

const LOOK_EVERY_MS = 20;

/**
 * Waits until `find` gives something other than null, undefined or false, and returns it. What throws counts as not yet: in a
 * trial the database is away at times. After `deadlineMs` it throws, naming what was waited for.
 */
export async function waitFor<T>(
  what: string,
  find: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  deadlineMs = 60_000,
): Promise<T> {
  const endMs = performance.now() + deadlineMs;
  let trouble: string;
  for (;;) {
    try {
      const found = await find();
      if (found !== null && found !== undefined && found !== false) return found;
      trouble = "";
    } catch (error) {
      trouble = `; the last look failed: ${messageOf(error)}`;
    }
    if (performance.now() > endMs) throw new Error(`waited ${deadlineMs} ms in vain until ${what}${trouble}`);
    await delay(LOOK_EVERY_MS);
  }
}

/** The promise's value, or an error that names what did not come in time. */
export async function within<T>(deadlineMs: number, what: string, promise: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const late = delay(deadlineMs, undefined, { signal: ended.signal }).then(
    () => Promise.reject(new Error(`${what} took more than ${deadlineMs} ms`)),
    () => promise,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    ended.abort();
  }
}
