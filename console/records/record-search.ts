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

/** The window of time that an address asks for, in Unix seconds; days begin and end where the reader is. */
export function windowOf({ range = USUAL_SPAN, from, to }: RangeSearch, nowSeconds: number) {
  const ahead = nowSeconds + AHEAD_SECONDS;
  if (range !== "days") return { start_time: nowSeconds - SPANS[range], end_time: ahead };
  const end = to ? startOf(to) + DAY_SECONDS : ahead;
  const earliest = end - DAYS_MAX * DAY_SECONDS;
  return { start_time: Math.max(from ? startOf(from) : earliest, earliest), end_time: Math.max(end, 1) };
}

function startOf(date: string): number {
  return Math.floor(new Date(`${date}T00:00:00`).getTime() / 1000);
}

/** Words of an address that stand for several. */
export function splitWords(joined: string | undefined): string[] {
  return joined ? joined.split(",") : [];
}
