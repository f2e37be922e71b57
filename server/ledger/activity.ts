import type { HourOfActivity } from "./activity-store.ts";
import type { LedgerEntry } from "./ledger.ts";

const HOUR_MS = 3_600_000;

/** The hour a time lies in, counted since 1970. */
export function hourOf(timeMs: number): number {
  return Math.floor(timeMs / HOUR_MS);
}

/** Sums up by hour what pushes brought. A replay is nothing that came, and an integration that is gone has no page. */
export function sumActivity(entries: readonly LedgerEntry[]): HourOfActivity[] {
  const hours = new Map<string, HourOfActivity>();
  for (const { integrationId, source, receivedAt, replayOf, events, verdicts } of entries) {
    if (replayOf !== null || source === "" || events === 0) continue;
    const hour = hourOf(receivedAt);
    const key = `${integrationId} ${hour}`;
    const before = hours.get(key) ?? { integrationId, hour, events: 0, unrouted: 0, refused: 0 };
    const unrouted = before.unrouted + (verdicts.counts.unrouted ?? 0);
    hours.set(key, { ...before, events: before.events + events, unrouted });
  }
  return [...hours.values()];
}
