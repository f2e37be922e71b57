import type { Verdict } from "../../contract/verdicts.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";

/** What a processing transaction did, small enough to cross to another thread. */
export type BatchSummary = {
  pushes: number;
  durationMs: number;
  /** Time from arrival to outcome of up to 20 of its pushes. */
  agesMs: number[];
  outcomes: Partial<Record<LedgerEntry["outcome"], number>>;
  verdicts: { source: string; verdict: Verdict; count: number }[];
};

const AGES_MAX = 20;

/** Sums up the ledger rows of one transaction. */
export function summariseBatch(ledger: readonly LedgerEntry[], durationMs: number, nowMs: number): BatchSummary {
  const outcomes: BatchSummary["outcomes"] = {};
  const verdicts = new Map<string, { source: string; verdict: Verdict; count: number }>();
  for (const entry of ledger) {
    outcomes[entry.outcome] = (outcomes[entry.outcome] ?? 0) + 1;
    const { source } = entry;
    for (const verdict of keysOf(entry.verdicts.counts)) {
      const key = `${source} ${verdict}`;
      const sum = verdicts.get(key) ?? { source, verdict, count: 0 };
      verdicts.set(key, { ...sum, count: sum.count + (entry.verdicts.counts[verdict] ?? 0) });
    }
  }
  const step = Math.max(1, Math.ceil(ledger.length / AGES_MAX));
  const agesMs = ledger.filter((_, index) => index % step === 0).map((entry) => nowMs - entry.receivedAt);
  return { pushes: ledger.length, durationMs, agesMs, outcomes, verdicts: [...verdicts.values()] };
}

function keysOf<K extends string>(counts: Partial<Record<K, number>>): K[] {
  const keys: K[] = [];
  for (const key in counts) keys.push(key);
  return keys;
}
