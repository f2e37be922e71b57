/** The smallest 24-hex id that can be made in this second: what turns a window of time into a range of ids. */
export function firstIdOf(seconds: number): string {
  const bounded = Math.min(Math.max(Math.floor(seconds), 0), 0xff_ff_ff_ff);
  return bounded.toString(16).padStart(8, "0").padEnd(24, "0");
}

/** Below every id. */
export const LOWEST_ID = "0".repeat(24);

/** Above every id. */
export const HIGHEST_ID = "g";
