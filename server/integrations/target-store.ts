import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

/** Where the events of one integration can go. */
export type TargetRow = {
  integrationId: number;
  isNameMapped: boolean;
  /** In the order of the route, the default's first; hidden ones are left out. */
  channelIds: number[];
  /** How many take events, hidden ones too. */
  enabledCount: number;
};

/** The channels of an integration or of its route's default and cases; null and what is no list name none. */
const idsIn = (list: string) =>
  `json_array_elements_text(case json_typeof(${list}) when 'array' then ${list} else '[]' end)::bigint`;

/** A shared integration has no channel to be hidden with. */
function visible(table: string): string {
  return `(${table}.channel_id is null or ${table}.channel_id <> all($2::bigint[]))`;
}

const list = statement<TargetRow>(
  "integration-target.list",
  `with named as (
     select integration_id, channel_id, min(place) as place from (
       select integration_id, channel_id, 0 as place from integration where integration_id = any($1::bigint[]) and channel_id is not null
       union all
       select integration_id, ${idsIn("default_route -> 'channel_ids'")}, 0 from route where integration_id = any($1)
       union all
       select r.integration_id, ${idsIn("c.value -> 'channel_ids'")}, c.ordinality
         from route r, json_array_elements(r.cases) with ordinality c
        where r.integration_id = any($1) and coalesce(c.value ->> 'routing_mode', '') <> 'name_mapping'
     ) x group by integration_id, channel_id)
   select i.integration_id as "integrationId",
          exists (select from route r, json_array_elements(r.cases) c
                   where r.integration_id = i.integration_id and c.value ->> 'routing_mode' = 'name_mapping') as "isNameMapped",
          coalesce(json_agg(n.channel_id order by n.place, n.channel_id) filter (where n.channel_id is not null and n.channel_id <> all($2)), '[]') as "channelIds",
          count(*) filter (where ch.status = 'enabled') as "enabledCount"
     from integration i left join named n using (integration_id) left join channel ch on ch.channel_id = n.channel_id
    where i.integration_id = any($1) and i.status <> 'deleted' and ${visible("i")}
    group by i.integration_id order by i.integration_id`,
);

const existing = statement<{ integrationId: number }>(
  "integration-target.existing",
  `select integration_id as "integrationId" from integration
    where integration_id = any($1::bigint[]) and status <> 'deleted' and ${visible("integration")} order by integration_id`,
);

/** Those of these integrations that exist as far as the caller is concerned. */
export async function listExisting(
  db: Queryable,
  integrationIds: readonly number[],
  hiddenChannelIds: readonly number[],
): Promise<number[]> {
  return (await db.rows(existing, [integrationIds, hiddenChannelIds])).map(({ integrationId }) => integrationId);
}

/** Where the events of some integrations can go; hidden channels are not named. */
export function listTargets(
  db: Queryable,
  integrationIds: readonly number[],
  hiddenChannelIds: readonly number[],
): Promise<TargetRow[]> {
  return db.rows(list, [integrationIds, hiddenChannelIds]);
}
