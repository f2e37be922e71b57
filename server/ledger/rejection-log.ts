import { pause } from "../base/pause.ts";
import type { Database } from "../storage/database.ts";
import { hourOf } from "./activity.ts";
import { addActivity, type HourOfActivity } from "./activity-store.ts";
import { insertRejections, type Rejection } from "./rejection-store.ts";

/** Remembers refused pushes for the integration's page, best effort and never in the way of an answer. */
export type RejectionLog = {
  /** `body` is null when it was not read whole. */
  record(rejection: Omit<Rejection, "body" | "bodyBytes">, body: Buffer | null): void;
  /** Counts a refused push in its hour, also one that is not remembered. */
  count(integrationId: number, receivedAtMs: number): void;
  /** Writes what is held. */
  stop(): Promise<void>;
};

const BODY_BYTES_MAX = 64 * 1024;
/** More than one page shows; a flood of bad pushes must not become memory or database load. */
const HELD_MAX = 100;
/** A sender past its rate is refused thousands of times a second. */
const COUNT_EVERY_MS = 500;

/** Creates the log; it writes in the background, one batch at a time. */
export function createRejectionLog(database: Database, onError: (error: unknown) => void): RejectionLog {
  let held: Rejection[] = [];
  let writing: Promise<void> | null = null;
  let counted = new Map<string, HourOfActivity>();
  let counting: Promise<void> | null = null;
  const stopping = new AbortController();

  const writeAll = async (): Promise<void> => {
    while (held.length > 0) {
      const batch = held;
      held = [];
      await insertRejections(database, batch).catch(onError);
    }
    writing = null;
  };

  const writeCounts = async (): Promise<void> => {
    while (counted.size > 0) {
      await pause(COUNT_EVERY_MS, stopping.signal);
      const sums = [...counted.values()];
      counted = new Map();
      await addActivity(database, sums).catch(onError);
    }
    counting = null;
  };

  return {
    count: (integrationId, receivedAtMs) => {
      const hour = hourOf(receivedAtMs);
      const key = `${integrationId} ${hour}`;
      const refused = (counted.get(key)?.refused ?? 0) + 1;
      counted.set(key, { integrationId, hour, events: 0, unrouted: 0, refused });
      counting ??= writeCounts();
    },
    record: (rejection, body) => {
      if (held.length >= HELD_MAX) return;
      const kept = body && `\\x${body.subarray(0, BODY_BYTES_MAX).toString("hex")}`;
      held.push({ ...rejection, body: kept, bodyBytes: body?.length ?? 0 });
      writing ??= writeAll();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([writing, counting]);
    },
  };
}
