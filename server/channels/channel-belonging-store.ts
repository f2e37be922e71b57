import { type Belonging, editingTeams } from "../people/data-scope-decision.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

/** What says who may change a channel. */
type Owned = { channel_id: number; team_id: number; managing_team_ids: number[]; creator_id: number };

const list = statement<Owned>(
  "channel.belongings",
  `select channel_id, team_id, array_to_json(managing_team_ids) as managing_team_ids, creator_id from channel
    where channel_id = any($1::bigint[]) and status <> 'deleted' and channel_id <> all($2::bigint[])`,
);

/** Who may change a channel, of its row. */
export function belongingOfChannel(row: Omit<Owned, "channel_id">): Belonging {
  return { creatorIds: [row.creator_id], teamIds: editingTeams(row.team_id, row.managing_team_ids) };
}

/** Who may change some channels, by id; those that are deleted or hidden are left out. */
export async function listChannelBelongings(
  db: Queryable,
  channelIds: readonly number[],
  hiddenChannelIds: readonly number[],
): Promise<Map<number, Belonging>> {
  if (channelIds.length === 0) return new Map();
  const rows = await db.rows(list, [channelIds, hiddenChannelIds]);
  return new Map(rows.map((row) => [row.channel_id, belongingOfChannel(row)]));
}
