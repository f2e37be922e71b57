import type { Clock } from "../base/clock.ts";
import type { Database } from "../storage/database.ts";
import type { PushTarget } from "./flow-integration.ts";
import { findPushTarget } from "./flow-integration-store.ts";

/** Which integration a push key opens, from memory where possible. */
export type PushDirectory = {
  /** Answers at once what it knows; undefined means: ask `find`. */
  peek(integrationKey: string): PushTarget | null | undefined;
  /** Reads through to the database what it does not know, so that a key made on another node works at once. */
  find(integrationKey: string): Promise<PushTarget | null>;
  /** Forgets one integration, or all: what was edited is read anew. */
  forget(integrationId: number | null): void;
};

/** How long a key that nobody has is remembered as such. */
const UNKNOWN_FOR_MS = 1_000;
/** Keys that nobody has are guesses: their number must not become memory. */
const UNKNOWN_MAX = 10_000;

/** What a key can be made of. Others are neither looked up, for PostgreSQL fails on a NUL, nor remembered. */
const KEY_SHAPE = /^[\w-]{1,100}$/;

/** Creates an empty directory. It is told of edits by `forget`. */
export function createPushDirectory(database: Database, clock: Clock): PushDirectory {
  const targets = new Map<string, PushTarget>();
  const unknown = new Map<string, number>();
  const reading = new Map<string, Promise<PushTarget | null>>();
  let edits = 0;

  const peek = (key: string): PushTarget | null | undefined => {
    const target = targets.get(key);
    if (target) return target;
    if (!KEY_SHAPE.test(key)) return null;
    const since = unknown.get(key);
    return since !== undefined && clock.now() - since < UNKNOWN_FOR_MS ? null : undefined;
  };

  const read = async (key: string): Promise<PushTarget | null> => {
    const editsBefore = edits;
    const target = await findPushTarget(database, key);
    // What was read before an edit that arrived meanwhile may be stale: use it, do not keep it.
    if (edits !== editsBefore) return target;
    if (target) targets.set(key, target);
    else {
      if (unknown.size >= UNKNOWN_MAX) unknown.clear();
      unknown.set(key, clock.now());
    }
    return target;
  };

  return {
    peek,
    find: (key) => {
      const known = peek(key);
      if (known !== undefined) return Promise.resolve(known);
      const under = reading.get(key);
      if (under !== undefined) return under;
      const started = read(key).finally(() => {
        if (reading.get(key) === started) reading.delete(key);
      });
      reading.set(key, started);
      return started;
    },
    forget: (integrationId) => {
      edits += 1;
      unknown.clear();
      // Reads under way may miss the edit: those who ask from now on do not join them.
      reading.clear();
      if (integrationId === null) targets.clear();
      for (const [key, target] of targets) if (target.integrationId === integrationId) targets.delete(key);
    },
  };
}
