import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { StoredPlace } from "./pending.ts";

/** The pushes of one lane inside a group commit: where their bytes stand, and which they are. */
export type LaneSlice = {
  lane: number;
  offsetBytes: number;
  lengthBytes: number;
  isText: boolean;
  pushes: StoredPlace[];
};

// One statement, so that journal and queue share one commit; one bytea for all bodies, since arrays of bytea travel as hex text.
const append = statement(
  "journal.append",
  `with j as (insert into journal (day, body) values ($1, $2) returning batch_id)
   insert into pending (lane, batch_id, day, offset_bytes, length_bytes, push_count, is_text, pushes)
   select s.lane, j.batch_id, $1, s.offset_bytes, s.length_bytes, s.push_count, s.is_text, s.pushes::jsonb
     from j, unnest($3::smallint[], $4::integer[], $5::integer[], $6::integer[], $7::boolean[], $8::text[])
               s(lane, offset_bytes, length_bytes, push_count, is_text, pushes)`,
);

/** Commits pushes: durable, and queued in their lanes, when this resolves. */
export async function appendToJournal(
  db: Queryable,
  day: string,
  body: Buffer,
  slices: readonly LaneSlice[],
): Promise<void> {
  await db.rows(append, [
    day,
    body,
    slices.map((slice) => slice.lane),
    slices.map((slice) => slice.offsetBytes),
    slices.map((slice) => slice.lengthBytes),
    slices.map((slice) => slice.pushes.length),
    slices.map((slice) => slice.isText),
    slices.map((slice) => JSON.stringify(slice.pushes)),
  ]);
}
