import { type Clock, toSeconds, utcDay } from "../base/clock.ts";
import { pause } from "../base/pause.ts";
import { hourOf } from "../ledger/activity.ts";
import { deleteOldActivity } from "../ledger/activity-store.ts";
import type { Database } from "../storage/database.ts";
import { deleteUnusedTitles } from "../titles/title-store.ts";
import {
  deleteOldAlerts,
  deleteOldIncidents,
  deleteOldRecoveries,
  dropPartitionsBefore,
  findPendingDay,
  lockRetention,
} from "./retention-store.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How long things are kept (docs/reference/retention.md). */
const BODY_DAYS = 14;
const LEDGER_DAYS = 30;
const ALERT_DAYS = 180;

/** What one clearing removed. */
export type Cleared = {
  partitions: string[];
  alerts: number;
  incidents: number;
  titles: number;
  recoveries: number;
  hours: number;
};

/** Removes what is older than it is kept, once an hour. */
export type Retention = { stop(): Promise<void> };

export type RetentionOptions = {
  database: Database;
  clock: Clock;
  onCleared(cleared: Cleared): void;
  onError(error: unknown): void;
};

/** Starts clearing, the first time at once. */
export function startRetention({ database, clock, onCleared, onError }: RetentionOptions): Retention {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await clearOld(database, clock.now()).then(onCleared, onError);
      await pause(HOUR_MS, stopping.signal, { keepsAlive: false });
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

/** Drops whole days where a table is split by day, deletes in small batches elsewhere. What is open or pending always stays. */
export async function clearOld(database: Database, nowMs: number): Promise<Cleared> {
  const connection = await database.connect();
  try {
    await lockRetention(connection);
    const dayBefore = (days: number) => utcDay(nowMs - days * DAY_MS);
    const journalDay = earlier(dayBefore(BODY_DAYS), await findPendingDay(connection));
    const partitions = [
      ...(await dropPartitionsBefore(connection, "journal", journalDay)),
      ...(await dropPartitionsBefore(connection, "delivery", dayBefore(LEDGER_DAYS))),
      ...(await dropPartitionsBefore(connection, "alert_event", dayBefore(ALERT_DAYS))),
    ];
    const seconds = toSeconds(nowMs - ALERT_DAYS * DAY_MS);
    const beforeId = seconds.toString(16).padStart(8, "0");
    return {
      partitions,
      alerts: await untilNone(() => deleteOldAlerts(connection, beforeId, seconds)),
      incidents: await untilNone(() => deleteOldIncidents(connection, beforeId, seconds)),
      titles: await untilNone(() => deleteUnusedTitles(connection, dayBefore(ALERT_DAYS))),
      recoveries: await untilNone(() => deleteOldRecoveries(connection, nowMs - LEDGER_DAYS * DAY_MS)),
      hours: await untilNone(() => deleteOldActivity(connection, hourOf(nowMs - LEDGER_DAYS * DAY_MS))),
    };
  } finally {
    await connection.end();
  }
}

function earlier(day: string, other: string | null): string {
  return other !== null && other < day ? other : day;
}

async function untilNone(remove: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let removed = await remove(); removed > 0; removed = await remove()) total += removed;
  return total;
}
