import { type Belonging, editingTeams } from "../people/data-scope-decision.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

const find = statement<{ team_id: number; managing_team_ids: number[]; creator_id: number }>(
  "channel.belonging",
  `select team_id, array_to_json(managing_team_ids) as managing_team_ids, creator_id from channel
    where channel_id = $1 and status <> 'deleted' and channel_id <> all($2::bigint[])`,
);

/** Who may change a channel; null when it is deleted or hidden, or there is none. */
export async function findChannelBelonging(
  db: Queryable,
  channelId: number,
  hiddenChannelIds: readonly number[],
): Promise<Belonging | null> {
  const row = await db.find(find, [channelId, hiddenChannelIds]);
  if (!row) return null;
  return { creatorIds: [row.creator_id], teamIds: editingTeams(row.team_id, row.managing_team_ids) };
}
