import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { type CompiledRoute, compileRoute } from "./compiled-route.ts";
import type { RouteRules } from "./route.ts";
import type { RouteCache } from "./route-cache.ts";

const byIds = statement<RouteRules & { integrationId: number; version: number }>(
  "route.for-flow",
  `select integration_id as "integrationId", version, cases, coalesce((default_route ->> 'channel_ids')::json, '[]') as "defaultChannelIds"
     from route where integration_id = any($1::bigint[])`,
);

/** The routes of integrations, given with the versions they have now; only what is not in the cache is read. */
export async function listRoutes(
  tx: Queryable,
  versions: readonly { integrationId: number; routeVersion: number }[],
  cache: RouteCache,
): Promise<ReadonlyMap<number, CompiledRoute>> {
  const routes = new Map<number, CompiledRoute>();
  const unread: number[] = [];
  for (const { integrationId, routeVersion } of versions) {
    if (routeVersion === 0) continue;
    const known = cache.find(integrationId, routeVersion);
    if (known) routes.set(integrationId, known);
    else unread.push(integrationId);
  }
  const rows = unread.length === 0 ? [] : await tx.rows(byIds, [unread]);
  for (const { integrationId, version, ...rules } of rows) {
    const { route } = compileRoute(rules, version);
    cache.keep(integrationId, route);
    routes.set(integrationId, route);
  }
  return routes;
}
