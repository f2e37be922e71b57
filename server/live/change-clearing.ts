import { messageOf } from "../base/errors.ts";
import { pause } from "../base/pause.ts";
import type { Queryable } from "../storage/database.ts";
import { clearChanges, getPosition, type Position } from "./change-store.ts";

/** A change is kept for one to two of these: long enough for a network to come back, or a hub to be started again. */
const CLEAR_EVERY_MS = 150_000;

/** Clears changes away that every stream has long heard of. */
export type ChangeClearing = { stop(): Promise<void> };

/** Starts clearing. What was there at the last turn goes at the next one, so that no clock has to be compared with another. */
export function startChangeClearing(database: Queryable, onTrouble: (because: string) => void): ChangeClearing {
  const stopping = new AbortController();
  let seen: Position | null = null;
  const clearSeen = async (): Promise<void> => {
    if (seen) await clearChanges(database, seen);
    seen = await getPosition(database);
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await clearSeen().catch((error: unknown) => onTrouble(messageOf(error)));
      await pause(CLEAR_EVERY_MS, stopping.signal, { keepsAlive: false });
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
