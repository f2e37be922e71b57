import type { Channel } from "./channel-queries.ts";

/** The teams that change a channel: its managing ones, or its own where there are none. */
export function editingTeams({ team_id, managing_team_ids }: Channel): readonly number[] {
  return managing_team_ids.length > 0 ? managing_team_ids : [team_id];
}
