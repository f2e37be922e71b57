import { infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";

/** More rows than these are let go of at the far end, and read again on the way back: what is kept is read anew with each change. */
const PAGES_KEPT_MAX = 10;

/** Where a page lies: beside a record that is known, or at the top when the key is empty. */
type PageAt = { side: "older" | "newer"; key: string };

const TOP: PageAt = { side: "older", key: "" };

/** What a search answers of a page. */
export type Answer<Item> = { items: Item[]; total: number; has_next_page: boolean };

/** What a search is asked for a page. */
export type PageInput = { limit: number; asc: boolean; search_after_ctx: string };

/** A long list, newest first, read page by page in both directions by the keys of its records. */
export function recordPages<Item>(
  queryKey: QueryKey,
  keyOf: (item: Item) => string,
  read: (page: PageInput, signal: AbortSignal) => Promise<Answer<Item>>,
) {
  return infiniteQueryOptions({
    queryKey,
    initialPageParam: TOP,
    maxPages: PAGES_KEPT_MAX,
    queryFn: async ({ pageParam: { side, key }, signal }) => {
      const asc = side === "newer";
      const answer = await read({ limit: PAGE_ROWS_MAX, asc, search_after_ctx: key }, signal);
      return asc ? { ...answer, items: answer.items.reverse(), has_next_page: true } : answer;
    },
    getNextPageParam: (page): PageAt | undefined => {
      const last = page.items.at(-1);
      return last && page.has_next_page ? { side: "older", key: keyOf(last) } : undefined;
    },
    getPreviousPageParam: (page, _pages, { side, key }): PageAt | undefined => {
      const [first] = page.items;
      const isTop = side === "older" ? key === "" : page.items.length < PAGE_ROWS_MAX;
      return first && !isTop ? { side: "newer", key: keyOf(first) } : undefined;
    },
  });
}
