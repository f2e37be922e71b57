import type { DeliveryOutcome, EventChange, Verdict } from "../../contract/verdicts.ts";
import type { Reject } from "../sources/source.ts";

/** What became of one event in one channel, and why. */
export type EventVerdict = {
  /** Position of the event in its push. */
  event: number;
  verdict: Verdict;
  /** 0 when no channel was reached. */
  channel_id: number;
  alert_id?: string;
  incident_id?: string;
  /** The reason in words, where the verdict alone does not say it. */
  because?: string;
  /** What reading the event changed about it; none when left out. */
  changes?: EventChange[];
};

/** The verdicts of one push as the ledger keeps them: at most 256 KiB, then counts and the first 200. */
export type Verdicts = {
  counts: Partial<Record<Verdict, number>>;
  events: EventVerdict[];
  rejects: readonly Reject[];
  is_truncated: boolean;
};

/** One row of the ledger. Times are milliseconds. */
export type LedgerEntry = {
  day: string;
  deliveryId: string;
  integrationId: number;
  /** The integration's source, for metrics; the table does not hold it. Empty when the integration is gone. */
  source: string;
  batchId: number;
  offsetBytes: number;
  lengthBytes: number;
  receivedAt: number;
  processedAt: number;
  outcome: Extract<DeliveryOutcome, "processed" | "ignored" | "failed">;
  /** Why it was ignored or failed; empty otherwise. */
  because: string;
  events: number;
  verdicts: Verdicts;
  replayOf: string | null;
  isTest: boolean;
  keyFingerprint: string | null;
};

const SHOWN_WHEN_TRUNCATED = 200;
const BYTES_MAX = 256 * 1024;
/** No verdict without changes is longer than this, so that a small list need not be measured. */
const VERDICT_BYTES_MAX = 800;

/** Sums verdicts up and bounds their size (`decisions.md` §4). */
export function summariseVerdicts(events: EventVerdict[], rejects: readonly Reject[]): Verdicts {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of events) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const isPlain = (events.length + rejects.length) * VERDICT_BYTES_MAX <= BYTES_MAX;
  const isSmall = isPlain && !events.some(({ changes }) => changes);
  if (isSmall || Buffer.byteLength(JSON.stringify({ events, rejects })) <= BYTES_MAX) {
    return { counts, events, rejects, is_truncated: false };
  }
  return {
    counts,
    events: events.slice(0, SHOWN_WHEN_TRUNCATED),
    rejects: rejects.slice(0, SHOWN_WHEN_TRUNCATED),
    is_truncated: true,
  };
}
