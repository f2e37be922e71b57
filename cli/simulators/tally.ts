import type { PushOutcome } from "./send.ts";

/** What a run came to so far. */
export type Tally = {
  record(outcome: PushOutcome): void;
  pushes: number;
  accepted: number;
  retries: number;
  /** How often each answer came, over all tries. */
  answers: ReadonlyMap<string, number>;
  /** The latency that this share of pushes stayed below, to 2 %; 0 before the first. */
  latencyMs(share: number): number;
  latencyMsMax: number;
};

/** Each bucket of the histogram is this much wider than the one before, so that a long run costs no memory. */
const BUCKET_GROWTH = 1.02;
const LATENCY_MS_MIN = 0.01;

/** An empty tally. */
export function createTally(): Tally {
  const answers = new Map<string, number>();
  const buckets: number[] = [];
  const tally: Tally = {
    pushes: 0,
    accepted: 0,
    retries: 0,
    answers,
    latencyMsMax: 0,
    latencyMs: (share) => Math.min(tally.latencyMsMax, percentile(buckets, share * tally.pushes)),
    record: ({ isAccepted, tries, latencyMs }) => {
      tally.pushes += 1;
      tally.accepted += isAccepted ? 1 : 0;
      tally.retries += tries.length - 1;
      for (const word of tries) answers.set(word, (answers.get(word) ?? 0) + 1);
      tally.latencyMsMax = Math.max(tally.latencyMsMax, latencyMs);
      const bucket = Math.max(0, Math.ceil(Math.log(latencyMs / LATENCY_MS_MIN) / Math.log(BUCKET_GROWTH)));
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    },
  };
  return tally;
}

function percentile(buckets: readonly number[], rank: number): number {
  let seen = 0;
  for (const [bucket, count = 0] of buckets.entries()) {
    seen += count;
    if (seen > 0 && seen >= rank) return LATENCY_MS_MIN * BUCKET_GROWTH ** bucket;
  }
  return 0;
}
