/** What became of a push (`decisions.md` §4). */
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
