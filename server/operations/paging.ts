import { DEPTH_MAX, TOTAL_MAX, WINDOW_SECONDS_MAX } from "../../contract/paging.ts";
import { type Saying, type SayingValue, say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";

/** A page as asked for. */
export type Page = { p: number; limit: number; offset: number };

/** Page number and size; zero and less, and what is left out, mean the default. */
export function readPage(input: { p?: number | undefined; limit?: number | undefined }, limitDefault = 20): Page {
  const p = input.p && input.p > 0 ? input.p : 1;
  const limit = input.limit && input.limit > 0 ? input.limit : limitDefault;
  if (p * limit > DEPTH_MAX) {
    const expected = say("page_depth", { max: DEPTH_MAX });
    throw new Refusal("InvalidParameter", sayOf("p", "expected", { expected, got: say("product", { p, limit }) }));
  }
  return { p, limit, offset: (p - 1) * limit };
}

/** A window of time, less than 31 days long. Unix seconds, both ends inside. */
export function readWindow(from: number, to: number): { from: number; to: number } {
  const refuse = (field: string, expected: Saying, got: SayingValue) =>
    new Refusal("InvalidParameter", sayOf(field, "expected", { expected, got }));
  if (from === 0) throw refuse("start_time", say("unix_seconds"), 0);
  if (to < from) throw refuse("end_time", say("start_or_later", { start: from }), to);
  if (to - from >= WINDOW_SECONDS_MAX) {
    const got = say("days", { count: ((to - from) / 86_400).toFixed(1) });
    throw refuse("end_time", say("within_window", { days: 31 }), got);
  }
  return { from, to };
}

/** What a big search is made of. */
export type Search<Row> = {
  page: Page;
  /** Whether the search goes on from a cursor: then the page number does not count. */
  goesOn: boolean;
  list(limit: number, offset: number): Promise<Row[]>;
  count(max: number): Promise<number>;
  cursorOf(row: Row): string;
};

/** One page of a big search, with the wire's words around it. */
export type SearchPage<Row> = { rows: Row[]; total: number; has_next_page: boolean; search_after_ctx: string };

/** Reads a page and one row more, to know whether another page follows, and counts meanwhile, in case the page does not tell. */
export async function searchPage<Row>({ page, goesOn, list, count, cursorOf }: Search<Row>): Promise<SearchPage<Row>> {
  const offset = goesOn ? 0 : page.offset;
  const [found, counted] = await Promise.all([list(page.limit + 1, offset), count(TOTAL_MAX)]);
  const rows = found.slice(0, page.limit);
  const has_next_page = found.length > page.limit;
  const last = rows.at(-1);
  const isWhole = !goesOn && !has_next_page && (rows.length > 0 || offset === 0);
  const total = isWhole ? Math.min(offset + rows.length, TOTAL_MAX) : counted;
  return { rows, total, has_next_page, search_after_ctx: has_next_page && last !== undefined ? cursorOf(last) : "" };
}

/** The whole of a known set, as a big search would answer it. */
export function wholeSet<Item>(items: Item[]) {
  return { items, total: items.length, has_next_page: false, search_after_ctx: "" };
}

/** The refusal of a cursor we did not make. */
export function wrongCursor(): Refusal {
  return new Refusal("InvalidParameter", sayOf("search_after_ctx", "expected_only", { expected: say("given_cursor") }));
}

/** A filter of the wire as the stores take it: left out and empty both filter nothing. */
export function orNull<Item>(list: readonly Item[] | undefined): readonly Item[] | null {
  return list && list.length > 0 ? list : null;
}

/** Text to search for, in lower case; left out and empty both search for nothing. */
export function wordsOrNull(text: string | undefined): string | null {
  return text ? text.toLowerCase() : null;
}
