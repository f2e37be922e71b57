/** Where the hub reads time. Pure code takes `now` as an argument; only edges hold a clock. */
export type Clock = {
  /** Milliseconds since the Unix epoch. */
  now(): number;
};

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Milliseconds to the Unix seconds the wire uses. */
export function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** The UTC day, `YYYY-MM-DD`, that names a daily partition. */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
