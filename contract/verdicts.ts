/** What became of a push. */
export const DELIVERY_OUTCOMES = ["pending", "processed", "ignored", "rejected", "failed"] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** What became of one event of a push in one channel. The ledger, timelines and metrics use these words. */
export const VERDICTS = [
  "opened",
  "updated",
  "refreshed",
  "repeated",
  "recovered",
  "no_open_alert",
  "late",
  "unrouted",
  "channel_disabled",
  "dropped",
  "silenced",
  "inhibited",
  "failed",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What the hub changed about an event while it read it (P8). */
export const ADJUSTMENTS = ["cut", "dropped", "mapped", "unrendered"] as const;

/**
 * One such change. `cut`: text too long, `count` characters of a `field` or, of labels, so many values, the first of which `field` names.
 * `dropped`: so many labels or images that cannot be kept. `mapped`: so many fields by the mapping of the integration. `unrendered`: a
 * title rule that cannot be read, which is the title itself then.
 */
export type Adjustment = { change: (typeof ADJUSTMENTS)[number]; field: string; count: number };
