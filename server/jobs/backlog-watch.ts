import { statfs } from "node:fs/promises";
import { type Saying, say } from "../../contract/saying.ts";
import type { Clock } from "../base/clock.ts";
import { idTimeMs } from "../base/ids.ts";
import { pause } from "../base/pause.ts";
import { countBacklog } from "../journal/lane-store.ts";
import type { Database } from "../storage/database.ts";
import { databaseTrouble } from "../storage/database-trouble.ts";
import { countOverdueTimers } from "../timers/timer-store.ts";

/** Looks at what waits and at the disk, so that the hub refuses pushes before it cannot keep them (U10). */
export type BacklogWatch = {
  /** Why no push is taken right now, or null. */
  overload(): Saying | null;
  stop(): Promise<void>;
};

export type BacklogWatchOptions = {
  database: Database;
  /** Where disk space is watched; null when the database is elsewhere. */
  dataDir: string | null;
  clock: Clock;
  onLook(seen: BacklogSeen): void;
  /** Looking failed, for another reason than that the database is away, which every push notices. */
  onError(error: unknown): void;
};

/** What waits: pushes to be processed, since when, and timers that were due more than a second ago, up to 1,000. */
export type BacklogSeen = { pushes: number; oldestAgeMs: number; overdueTimers: number };

const LOOK_EVERY_MS = 2_000;
const OVERDUE_AFTER_MS = 1_000;
const PENDING_MAX = 5_000_000;
const FREE_DISK_MIN = 0.05;

/** Starts looking. */
export function startBacklogWatch({ database, dataDir, clock, onLook, onError }: BacklogWatchOptions): BacklogWatch {
  const stopping = new AbortController();
  let overload: Saying | null = null;

  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const { pushes, oldestDeliveryId } = await countBacklog(database);
        const nowMs = clock.now();
        const oldestAgeMs = oldestDeliveryId ? Math.max(0, nowMs - idTimeMs(oldestDeliveryId)) : 0;
        onLook({ pushes, oldestAgeMs, overdueTimers: await countOverdueTimers(database, nowMs - OVERDUE_AFTER_MS) });
        overload = overloadOf(pushes, dataDir ? await freeDisk(dataDir) : 1);
      } catch (error) {
        // What was seen last stays: a full disk takes the database with it.
        if (databaseTrouble(error) === null) onError(error);
      }
      await pause(LOOK_EVERY_MS, stopping.signal);
    }
  };

  const looking = look();
  return {
    overload: () => overload,
    stop: async () => {
      stopping.abort();
      await looking;
    },
  };
}

function overloadOf(pushes: number, free: number): Saying | null {
  if (pushes > PENDING_MAX) return say("backlog_full", { count: pushes });
  return free < FREE_DISK_MIN ? say("disk_full", { percent: (free * 100).toFixed(1) }) : null;
}

async function freeDisk(folder: string): Promise<number> {
  const { bavail, blocks } = await statfs(folder);
  return blocks === 0 ? 1 : bavail / blocks;
}
