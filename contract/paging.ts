import { z } from "zod";

/** Page number and size of a list; zero and less mean the default, because clients send them (W5). */
export const page = {
  p: z.int().optional(),
  limit: z.int().max(100).optional(),
} as const;

/** Where the page before ended; opaque, given back as it came. Empty on the first call. */
export const cursor = z.string().max(200).optional();

/** What a big search answers: `total` is exact below 1000 and stops there; `search_after_ctx` is empty on the last page. */
export function searchResult<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.int(),
    has_next_page: z.boolean(),
    search_after_ctx: z.string(),
  });
}

/** What a list by page answers. */
export function pageResult<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.int(), has_next_page: z.boolean() });
}

/** `total` of a big search stops here. */
export const TOTAL_MAX = 1000;

/** `p × limit` may reach this; past it, a search goes on with its cursor. */
export const DEPTH_MAX = 10_000;

/** Searches over time span less than this many seconds (D70). */
export const WINDOW_SECONDS_MAX = 31 * 86_400;
