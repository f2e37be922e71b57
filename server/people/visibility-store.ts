import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { isAdmin, type RoleHolder } from "./permission-decision.ts";

// What is left of a deleted channel is for Admins only. Channel 0 hides nothing: it stands for what has no channel.
const hidden = statement<{ channel_id: number }>(
  "visibility.hidden-channels",
  `select c.channel_id from channel c
    where (c.status = 'deleted' and c.channel_id <> 0)
       or (c.is_private and c.creator_id <> $1
           and not exists (select from team_member m
                            where m.person_id = $1 and (m.team_id = c.team_id or m.team_id = any(c.managing_team_ids))))
    order by c.channel_id`,
);

/**
 * The channels that do not exist as far as this person is concerned: private ones of teams they are not in, and deleted ones. What
 * is in such a channel (alerts, incidents, private integrations and their pushes) does not exist for them either. None for Admins.
 */
export async function findHiddenChannels(db: Queryable, person: RoleHolder): Promise<readonly number[]> {
  if (isAdmin(person)) return [];
  return (await db.rows(hidden, [person.personId])).map((row) => row.channel_id);
}
