import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { foldCase, gramsOf, gramsToAskFor } from "./title-grams.ts";

const listNotSeen = statement<{ title: string }>(
  "title.not-seen",
  `select x.title from unnest($1::text[]) x(title)
    where not exists (select from title t where t.title_hash = hashtextextended(x.title, 0) and t.seen_day >= $2::date)`,
);

// In one order everywhere, so that two lanes that meet new titles at once wait for each other one way only.
const upsert = statement(
  "title.upsert",
  `insert into title (title_hash, folded, grams, seen_day)
   select distinct on (hashtextextended(x.title, 0)) hashtextextended(x.title, 0), x.folded, x.grams, $2::date
     from json_to_recordset($1) x(title text, folded text, grams smallint[]) order by 1
   on conflict (title_hash) do update set seen_day = greatest(title.seen_day, excluded.seen_day)`,
);

const find = statement<{ hash: string }>(
  "title.find",
  `select title_hash::text as hash from title
    where grams @> $1::smallint[] and strpos(folded, $2) > 0 and seen_day >= $3::date limit $4`,
  { prepared: false },
);

const deleteUnused = statement<{ n: number }>(
  "title.delete-unused",
  `with old as (
     select t.title_hash from title t
      where t.seen_day < $1::date and not exists (select from alert a where a.title_hash = t.title_hash)
        and not exists (select from incident n where n.title_hash = t.title_hash) limit 5000
   ), gone as (delete from title t using old where t.title_hash = old.title_hash and t.seen_day < $1::date returning 1)
   select count(*) as n from gone`,
);

/** What a search for text in titles looks for. */
export type TitleSearch = {
  /** The text without regard to case. */
  folded: string;
  /** Hashes of titles in which it stands. */
  hashes: readonly string[];
  /** False when more titles have it than are named here; each row's own title decides then. */
  isAll: boolean;
};

/** How a search asks a row about its title: not at all, by all hashes it may have, or by reading it. */
export const TITLE_CHECKS = ["none", "named", "read"] as const;
export type TitleCheck = (typeof TITLE_CHECKS)[number];

/** The condition on a row's title for each check, where `parameter` is what `titleValue` gives. */
export function titleConditions(row: string, parameter: string): Record<TitleCheck, string> {
  return {
    none: `${parameter}::text is null`,
    named: `${row}.title_hash = any(${parameter}::bigint[])`,
    read: `(select strpos(t.folded, ${parameter}::text) > 0 from title t where t.title_hash = ${row}.title_hash)`,
  };
}

/** The check that a search needs. */
export function titleCheck(search: TitleSearch | null): TitleCheck {
  return search ? (search.isAll ? "named" : "read") : "none";
}

/** What the check compares with. */
export function titleValue(search: TitleSearch | null): readonly string[] | string | null {
  return search && (search.isAll ? search.hashes : search.folded);
}

/** As many as can be asked for by name; a text in more titles than these is soon met among the newest rows. */
const NAMED_MAX = 2_000;

/** Makes titles known to searches, as of this UTC day. Whoever writes an alert or an incident calls it in the same transaction. */
export async function noteTitles(tx: Queryable, titles: Iterable<string>, day: string): Promise<void> {
  const unseen = await tx.rows(listNotSeen, [[...new Set(titles)], day]);
  if (unseen.length === 0) return;
  const rows = unseen.map(({ title }) => {
    const folded = foldCase(title);
    return { title, folded, grams: gramsOf(folded) };
  });
  await tx.rows(upsert, [JSON.stringify(rows), day]);
}

/** The titles in which a text stands, whatever the case of either, among those that were seen on this UTC day or later. */
export async function findTitles(db: Queryable, text: string, seenSince: string): Promise<TitleSearch> {
  const folded = foldCase(text);
  const found = await db.rows(find, [gramsToAskFor(folded), folded, seenSince, NAMED_MAX + 1]);
  return { folded, hashes: found.slice(0, NAMED_MAX).map(({ hash }) => hash), isAll: found.length <= NAMED_MAX };
}

/** Forgets up to 5000 titles that no alert and no incident has, not seen since before a UTC day. */
export async function deleteUnusedTitles(db: Queryable, seenBefore: string): Promise<number> {
  return (await db.find(deleteUnused, [seenBefore]))?.n ?? 0;
}
