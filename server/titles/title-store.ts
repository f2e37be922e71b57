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

/** The titles that have a folded text, its grams and a day since when they were seen, as SQL from the places of these parameters. */
const having = (folded: string, grams: string, day: string) => `select title_hash from title
  where grams @> ${grams}::smallint[] and strpos(folded, ${folded}::text) > 0 and seen_day >= ${day}::date`;

const find = statement<{ hash: string }>(
  "title.find",
  `select title_hash::text as hash from (${having("$1", "$2", "$3")} limit $4) t`,
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
  grams: readonly number[];
  /** A UTC day: titles that were not seen since then are left out. */
  seenSince: string;
  /** Of all titles in which it stands; null when they are too many to be named. */
  hashes: readonly string[] | null;
};

/**
 * How rows are asked about their title. `any`: not at all. `named`: they have one of some hashes. Where titles are too many to be named,
 * `newest` reads the titles of some thousand rows that pass all other filters, in the order asked for; `titled` goes from each title to
 * its rows, which takes as long as there are titles.
 */
export const TITLE_WAYS = ["any", "named", "newest", "titled"] as const;
export type TitleWay = (typeof TITLE_WAYS)[number];

/** The condition on rows before their titles are read; `parameter` is what `titleValues` gives first. */
export function titleCondition(way: TitleWay, row: string, parameter: string): string {
  if (way === "any") return `${parameter}::text is null`;
  return way === "named" ? `${row}.title_hash = any(${parameter}::bigint[])` : `${parameter}::text is not null`;
}

/** Whether the text stands in the title of a row. */
export function titleHas(row: string, parameter: string): string {
  return `(select strpos(t.folded, ${parameter}::text) > 0 from title t where t.title_hash = ${row}.title_hash)`;
}

/** The titles of a `titled` search, whose further parameters begin at the place `next`. */
export function titlesHaving(parameter: string, next: number): string {
  // Without OFFSET the planner would believe that it soon meets one among the newest rows, where none was found before.
  return `(${having(parameter, `$${next}`, `$${next + 1}`)} offset 0)`;
}

/** What stands for the text in a search: in the place of its condition, and, when `titled`, after all other parameters. */
export function titleValues(search: TitleSearch | null, way: TitleWay): { value: unknown; further: unknown[] } {
  if (way === "titled") return { value: search?.folded, further: [search?.grams, search?.seenSince] };
  return { value: way === "named" ? search?.hashes : (search?.folded ?? null), further: [] };
}

/** How to begin. */
export function firstWay(search: TitleSearch | null): TitleWay {
  return search ? (search.hashes ? "named" : "newest") : "any";
}

/** How many rows `newest` reads, besides twice a page, or twice what is counted. */
export const NEWEST_READ = 2_000;

/** One row in so many is looked at first, and tells whether the titles of the rest are worth reading. */
const SAMPLED = 5;
/** By chance the sample may hold so many too few. */
const CHANCE = 2;

/**
 * A search among the rows of a `newest` way: after `read`, of at most so many rows, `looked` tells whether those are all that there
 * are (`is_whole`), and whether to look through them for as many as are wanted (`is_worth`): not when there are more and a sample
 * promises less than half of it.
 */
export function newestRead(row: string, has: string, rows: { sql: string; read: string; wanted: string }): string {
  return `read as materialized (${rows.sql} limit ${rows.read}), looked as materialized (
    select is_whole, is_whole or 2 * ${SAMPLED} * (${CHANCE} + sampled) >= ${rows.wanted} as is_worth
      from (select count(*) < ${rows.read} as is_whole from read) r,
           (select count(*) as sampled from (select *, row_number() over () as nth from read) ${row}
             where nth % ${SAMPLED} = 0 and ${has}) s)`;
}

/** More than these are planned for longer than it takes to find them otherwise. */
const NAMED_MAX = 100;

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

/** Looks for the titles in which a text stands, whatever the case of either, among those seen on this UTC day or later. */
export async function findTitles(db: Queryable, text: string, seenSince: string): Promise<TitleSearch> {
  const folded = foldCase(text);
  const grams = gramsToAskFor(folded);
  const found = await db.rows(find, [folded, grams, seenSince, NAMED_MAX + 1]);
  const hashes = found.length > NAMED_MAX ? null : found.map(({ hash }) => hash);
  return { folded, grams, seenSince, hashes };
}

/** Forgets up to 5000 titles that no alert and no incident has, not seen since before a UTC day. */
export async function deleteUnusedTitles(db: Queryable, seenBefore: string): Promise<number> {
  return (await db.find(deleteUnused, [seenBefore]))?.n ?? 0;
}
