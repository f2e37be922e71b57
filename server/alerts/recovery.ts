/** A key of one integration: what joins events, whatever their channel. */
export type AlertKey = { integrationId: number; alertKey: string };

/** The last recovery of a key by its source's own clock. */
export type Recovery = AlertKey & {
  sourceTimeMs: number;
  /** Arrival, in milliseconds: recoveries are forgotten some days after it. */
  receivedAt: number;
};
