import { z } from "zod";
import { SEVERITIES } from "../../contract/severity.ts";

/** Spans of time a list can look back, in seconds. */
export const SPANS = { "1h": 3600, "24h": 86_400, "7d": 7 * 86_400, "30d": 30 * 86_400 } as const;

/** One of them. */
export type Span = keyof typeof SPANS;

/** What a list shows when its address says nothing. */
export const USUAL_SPAN: Span = "30d";

const DAY_SECONDS = 86_400;
/** The clocks of sources, of the hub and of this browser differ; what they date a little ahead belongs to now. */
const AHEAD_SECONDS = 3600;
/** No zone is further from UTC. */
const ZONE_SECONDS_MAX = 15 * 3600;
/** The API looks through less than 31 days at once. */
const DAYS_MAX = 30;

const words = z.union([z.string(), z.number()]).transform(String);
const day = z.iso.date().optional().catch(undefined);

/** What every list of alerts or incidents can be narrowed to, as its address has it; what is not understood is not there. */
export const recordSearch = {
  q: words.optional().catch(undefined),
  severity: z
    .string()
    .transform((joined) => SEVERITIES.filter((one) => joined.split(",").includes(one)).join(","))
    .optional()
    .catch(undefined),
  channel: z.int().positive().optional().catch(undefined),
  range: z.enum(["1h", "24h", "7d", "30d", "days"]).optional().catch(undefined),
  from: day,
  to: day,
} as const;

/** The part of an address that says when. */
export type RangeSearch = {
  range?: Span | "days" | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** The window of time that an address asks for, in Unix seconds; days begin and end in the zone that times are shown in. */
export function windowOf({ range = USUAL_SPAN, from, to }: RangeSearch, nowSeconds: number, timeZone: string) {
  const ahead = nowSeconds + AHEAD_SECONDS;
  if (range !== "days") return { start_time: nowSeconds - SPANS[range], end_time: ahead };
  const end = to ? startOf(dayAfter(to), timeZone) : ahead;
  const earliest = end - DAYS_MAX * DAY_SECONDS;
  return { start_time: Math.max(from ? startOf(from, timeZone) : earliest, earliest), end_time: Math.max(end, 1) };
}

/** The days before those that a list shows when its address says nothing, as many as the API takes at once. */
export function daysBefore(nowSeconds: number, timeZone: string): RangeSearch {
  const shownFrom = nowSeconds - SPANS[USUAL_SPAN];
  const dayOf = createDayOf(timeZone);
  return { range: "days", from: dayOf(shownFrom - (DAYS_MAX - 1) * DAY_SECONDS), to: dayOf(shownFrom) };
}

/** The first second of a day, 00:00 or later where the clocks go forward at midnight. */
function startOf(day: string, timeZone: string): number {
  const dayOf = createDayOf(timeZone);
  const midnight = Date.parse(`${day}T00:00:00Z`) / 1000;
  let before = midnight - ZONE_SECONDS_MAX;
  let since = midnight + ZONE_SECONDS_MAX;
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (dayOf(middle) < day) before = middle;
    else since = middle;
  }
  return since;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

/** The day on which a second falls, as `2026-11-23`. */
function createDayOf(timeZone: string): (seconds: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (seconds) => format.format(seconds * 1000);
}

/** Words of an address that stand for several. */
export function splitWords(joined: string | undefined): string[] {
  return joined ? joined.split(",") : [];
}
