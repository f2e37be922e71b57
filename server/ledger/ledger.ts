import type { Issue } from "../../contract/issue.ts";
import { inEnglish, putIntoWords, type Saying, sayOf } from "../../contract/saying.ts";
import { SAYINGS } from "../../contract/sayings.ts";
import type { Adjustment, DeliveryOutcome, Verdict } from "../../contract/verdicts.ts";
import type { Reject } from "../sources/source.ts";

/** What became of one event in one channel, and why. */
export type EventVerdict = {
  /** Position of the event in the body, counted with those that were rejected. */
  event: number;
  verdict: Verdict;
  /** 0 when no channel was reached. */
  channel_id: number;
  alert_id?: string;
  incident_id?: string;
  /** What reading the event changed about it; none when left out. */
  changes?: Adjustment[];
} & Reasons;

/** Why, in English and as data, where the verdict alone does not say it. */
export type Reasons = { because?: string; said?: Saying[] };

/** Why, both ways, for a verdict or a timeline; nothing where there is no reason. */
export function giveReasons(reasons: readonly (Saying | null | undefined)[]): Reasons {
  const said = reasons.filter((one) => one !== null && one !== undefined);
  return said.length === 0 ? {} : { because: inEnglish(said), said };
}

/** An event that could not be read, in English and as data. */
type StoredReject = { index: number; issues: { at: string; expected: string; got: string }[]; said: Saying[] };

/** The verdicts of one push as the ledger keeps them: at most 256 KiB, then counts and the first 200. */
export type Verdicts = {
  counts: Partial<Record<Verdict, number>>;
  events: EventVerdict[];
  rejects: StoredReject[];
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
  /** The same as data; null when it is empty. */
  said: readonly Saying[] | null;
  events: number;
  verdicts: Verdicts;
  replayOf: string | null;
  isTest: boolean;
  keyFingerprint: string | null;
};

const SHOWN_WHEN_TRUNCATED = 200;
const BYTES_MAX = 256 * 1024;
/** No verdict without changes is longer than this, so that a small list need not be measured. */
const VERDICT_BYTES_MAX = 1600;

/** Sums verdicts up and bounds their size (U11). */
export function summariseVerdicts(events: EventVerdict[], unread: readonly Reject[]): Verdicts {
  const rejects = unread.map(({ index, issues }) => ({ index, ...putIssues(issues) }));
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

/** What is wrong with an event or a body, in English and as data. */
export function putIssues(issues: readonly Issue[]): Omit<StoredReject, "index"> {
  return {
    issues: issues.map(({ at, expected, got }) => {
      return { at, expected: putIntoWords(expected, SAYINGS), got: putIntoWords(got, SAYINGS) };
    }),
    said: issues.map(({ at, expected, got }) => sayOf(at, "expected", { expected, got })),
  };
}
