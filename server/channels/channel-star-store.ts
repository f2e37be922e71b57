import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

const insert = statement(
  "channel-star.insert",
  "insert into channel_star (person_id, channel_id) values ($1, $2) on conflict do nothing",
);
const remove = statement("channel-star.delete", "delete from channel_star where person_id = $1 and channel_id = $2");
const list = statement<{ channelId: number }>(
  "channel-star.list",
  `select channel_id as "channelId" from channel_star where person_id = $1 order by channel_id`,
);

/** Gives a channel a person's star; once more changes nothing. */
export async function insertStar(db: Queryable, personId: number, channelId: number): Promise<void> {
  await db.rows(insert, [personId, channelId]);
}

/** Takes it away; once more changes nothing. */
export async function deleteStar(db: Queryable, personId: number, channelId: number): Promise<void> {
  await db.rows(remove, [personId, channelId]);
}

/** The channels a person gave a star. */
export async function listStarred(db: Queryable, personId: number): Promise<number[]> {
  return (await db.rows(list, [personId])).map(({ channelId }) => channelId);
}
