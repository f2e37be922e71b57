import type { Queryable } from "../storage/database.ts";
import { type Statement, statement } from "../storage/statement.ts";

/** A row of a timeline. Times are milliseconds. */
export type FeedRowRead = {
  ref_id: string;
  type: string;
  detail: Record<string, unknown>;
  creator_id: number;
  created_at: number;
  updated_at: number;
};

const listIn = (direction: "asc" | "desc") => `select ref_id, type, detail, creator_id, created_at, updated_at from feed
  where ref_id = $1 and ($2::text[] is null or type = any($2)) order by feed_id ${direction} limit $3 offset $4`;

const lists: Record<"asc" | "desc", Statement<FeedRowRead>> = {
  asc: statement("feed.list-asc", listIn("asc")),
  desc: statement("feed.list-desc", listIn("desc")),
};

/** What to read of one alert's or incident's timeline; null types means all. */
export type FeedSearch = {
  refId: string;
  types: readonly string[] | null;
  asc: boolean;
  limit: number;
  offset: number;
};

/** A page of a timeline. */
export function listFeed(db: Queryable, search: FeedSearch): Promise<FeedRowRead[]> {
  return db.rows(lists[search.asc ? "asc" : "desc"], [search.refId, search.types, search.limit, search.offset]);
}
