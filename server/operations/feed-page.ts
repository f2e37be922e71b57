import type { z } from "zod";
import type { feedItem } from "../../contract/operations/alert.ts";
import type { FeedRowRead, FeedSearch } from "../incidents/feed-store.ts";
import type { Queryable } from "../storage/database.ts";
import { toFeedItem } from "./alert-items.ts";
import { orNull, readPage } from "./paging.ts";

type FeedInput = {
  p?: number | undefined;
  limit?: number | undefined;
  asc?: boolean | undefined;
  types?: readonly string[] | undefined;
};

/** A page of the timeline of an incident, or of the activity of an alert: `list` reads the rows. */
export async function readFeedPage(
  db: Queryable,
  list: (db: Queryable, search: FeedSearch) => Promise<FeedRowRead[]>,
  refId: string,
  input: FeedInput,
  accountId: number,
): Promise<{ items: z.input<typeof feedItem>[]; has_next_page: boolean }> {
  const { limit, offset } = readPage(input);
  const search = { refId, types: orNull(input.types), asc: input.asc ?? false, limit: limit + 1, offset };
  const rows = await list(db, search);
  const items = rows.slice(0, limit).map((row) => toFeedItem(row, accountId));
  return { items, has_next_page: rows.length > limit };
}
