import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { FlowIntegration, PushTarget } from "./flow-integration.ts";
import { fingerprintOf } from "./push-key.ts";

const byIds = statement<FlowIntegration>(
  "integration.for-flow",
  `select i.integration_id as "integrationId", i.plugin_type as "pluginType", i.name, i.settings, i.channel_id as "channelId",
          i.rules_version as "rulesVersion", (select version from config_version) as "configVersion"
     from unnest($1::bigint[]) k(integration_id)
     join integration i on i.integration_id = k.integration_id`,
);

const byKey = statement<Omit<PushTarget, "keyFingerprint">>(
  "integration.for-push",
  `with found as (
     select integration_id, null::bigint as valid_until_ms from integration where integration_key = $1
     union all
     select integration_id, valid_until_ms from retired_push_key where push_key = $1)
   select f.valid_until_ms as "keyValidUntilMs", i.integration_id as "integrationId", i.lane, i.plugin_type as "pluginType", i.settings, i.status,
          i.channel_id is not null or coalesce(json_array_length(r.cases) > 0, false)
            or coalesce(json_array_length((r.default_route ->> 'channel_ids')::json) > 0, false) as "isRouted"
     from found f join integration i using (integration_id) left join route r using (integration_id)`,
);

const laneOf = statement<{ lane: number }>(
  "integration.lane",
  "select lane from integration where integration_id = $1",
);

/** The integrations with these ids as they are now, deleted ones too: what was accepted is processed. */
export function listFlowIntegrations(tx: Queryable, integrationIds: readonly number[]): Promise<FlowIntegration[]> {
  return tx.rows(byIds, [integrationIds]);
}

/** The integration a push key opens, or opened before it was rotated, whatever its status; null for a key nobody ever had. */
export async function findPushTarget(db: Queryable, integrationKey: string): Promise<PushTarget | null> {
  const found = await db.find(byKey, [integrationKey]);
  return found && { ...found, keyFingerprint: fingerprintOf(integrationKey) };
}

/** The lane through which the pushes of an integration go. */
export async function findLane(db: Queryable, integrationId: number): Promise<number> {
  const found = await db.find(laneOf, [integrationId]);
  if (!found) throw new Error(`integration ${integrationId} is gone`);
  return found.lane;
}
