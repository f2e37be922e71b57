import type { RuleKind } from "../rules/rule-book.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { type CompiledRoute, compileRoute } from "./compiled-route.ts";
import type { EnabledChannels, RouteRules } from "./route.ts";

type RouteRead = RouteRules & { ownerId: number; rulesVersion: number; version: number };

// The version of the rules and the rules are read by one statement, so that they belong together.
const byIds = statement<RouteRead>(
  "route.for-flow",
  `select integration_id as "ownerId", i.rules_version as "rulesVersion", r.version, r.cases,
          coalesce((r.default_route ->> 'channel_ids')::json, '[]') as "defaultChannelIds"
     from route r join integration i using (integration_id) where integration_id = any($1::bigint[])`,
);

const enabled = statement<{ channelId: number; channelName: string }>(
  "route.enabled-channels",
  `select channel_id as "channelId", channel_name as "channelName" from channel where status = 'enabled'`,
);

/** Routes as a kind of rule: an integration's row carries the version. */
export const ROUTES: RuleKind<Queryable, CompiledRoute> = {
  list: async (tx, integrationIds) => {
    const rows = await tx.rows(byIds, [integrationIds]);
    return rows.map(({ ownerId, rulesVersion, version, ...rules }) => ({
      ...{ ownerId, version: rulesVersion },
      compile: () => compileRoute(rules, version).route,
    }));
  },
};

/** The channels that take events, by id and by name. */
export async function listEnabledChannels(db: Queryable): Promise<EnabledChannels> {
  const found = await db.rows(enabled);
  return {
    ids: new Set(found.map(({ channelId }) => channelId)),
    idByName: new Map(found.map(({ channelId, channelName }) => [channelName, channelId])),
  };
}

/** Tells which channels take events, and reads them again when anything was edited since (P10). */
export type ChannelDirectory = { at(tx: Queryable, configVersion: number): Promise<EnabledChannels> };

/** Creates the directory. The version is read before the channels, so that what is remembered is never older than it says. */
export function createChannelDirectory(): ChannelDirectory {
  let known: { version: number; channels: EnabledChannels } | null = null;
  return {
    at: async (tx, configVersion) => {
      if (known?.version === configVersion) return known.channels;
      const channels = await listEnabledChannels(tx);
      known = { version: configVersion, channels };
      return channels;
    },
  };
}
