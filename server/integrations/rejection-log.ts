import type { Database } from "../storage/database.ts";
import { insertRejections, type Rejection } from "./rejection-store.ts";

/** Remembers refused pushes for the integration's page, best effort and never in the way of an answer. */
export type RejectionLog = {
  record(rejection: Omit<Rejection, "body" | "bodyBytes">, body: Buffer): void;
  /** Writes what is held. */
  stop(): Promise<void>;
};

const BODY_BYTES_MAX = 64 * 1024;
/** More than one page shows; a flood of bad pushes must not become memory or database load. */
const HELD_MAX = 100;

/** Creates the log; it writes in the background, one batch at a time. */
export function createRejectionLog(database: Database, onError: (error: unknown) => void): RejectionLog {
  let held: Rejection[] = [];
  let writing: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    while (held.length > 0) {
      const batch = held;
      held = [];
      await insertRejections(database, batch).catch(onError);
    }
    writing = null;
  };

  return {
    record: (rejection, body) => {
      if (held.length >= HELD_MAX) return;
      const kept = body.subarray(0, BODY_BYTES_MAX);
      held.push({ ...rejection, body: `\\x${kept.toString("hex")}`, bodyBytes: body.length });
      writing ??= writeAll();
    },
    stop: () => writing ?? Promise.resolve(),
  };
}
