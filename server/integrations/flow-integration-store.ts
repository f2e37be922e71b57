import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { FlowIntegration, PushTarget } from "./flow-integration.ts";

const byIds = statement<FlowIntegration>(
  "integration.for-flow",
  `select i.integration_id as "integrationId", i.plugin_type as "pluginType", i.settings, i.channel_id as "channelId",
          coalesce(r.version, 0) as "routeVersion"
     from unnest($1::bigint[]) k(integration_id)
     join integration i on i.integration_id = k.integration_id
     left join route r on r.integration_id = i.integration_id`,
);

const byKey = statement<PushTarget>(
  "integration.for-push",
  `select i.integration_id as "integrationId", i.lane, i.plugin_type as "pluginType", i.settings, i.status,
          i.channel_id is not null or coalesce(json_array_length(r.cases) > 0, false)
            or coalesce(json_array_length((r.default_route ->> 'channel_ids')::json) > 0, false) as "isRouted"
     from integration i left join route r on r.integration_id = i.integration_id
    where i.integration_key = $1`,
);

/** The integrations with these ids as they are now, deleted ones too: what was accepted is processed. */
export function listFlowIntegrations(tx: Queryable, integrationIds: readonly number[]): Promise<FlowIntegration[]> {
  return tx.rows(byIds, [integrationIds]);
}

/** The integration a push key opens, whatever its status; null for a key nobody has. */
export function findPushTarget(db: Queryable, integrationKey: string): Promise<PushTarget | null> {
  return db.find(byKey, [integrationKey]);
}
