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

// One statement, so that journal and queue share one commit; one bytea for all bodies, since arrays of bytea travel as hex text. The
// slices travel as one JSON text: an array for each column would be written element by element.
const append = statement(
  "journal.append",
  `with j as (insert into journal (day, body) values ($1, $2) returning batch_id)
   insert into pending (lane, batch_id, day, offset_bytes, length_bytes, push_count, is_text, pushes)
   select s.lane, j.batch_id, $1, s."offsetBytes", s."lengthBytes", jsonb_array_length(s.pushes), s."isText", s.pushes
     from j, json_to_recordset($3::json)
               s(lane smallint, "offsetBytes" integer, "lengthBytes" integer, "isText" boolean, pushes jsonb)`,
);

/** Commits pushes: durable, and queued in their lanes, when this resolves. */
export async function appendToJournal(
  db: Queryable,
  day: string,
  body: Buffer,
  slices: readonly LaneSlice[],
): Promise<void> {
  await db.rows(append, [day, body, JSON.stringify(slices)]);
}
