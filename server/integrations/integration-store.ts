import { say } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { checkChannels } from "../channels/channel-store.ts";
import { changeConfig } from "../edits/config-version-store.ts";
import { laneOf } from "../journal/lane.ts";
import { nextEntityId } from "../people/account-store.ts";
import { checkTeams } from "../people/team-store.ts";
import { saveRoute } from "../routing/route-store.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { sortedStatements } from "../storage/sorted.ts";
import { statement } from "../storage/statement.ts";

/** An integration as it is stored. Times are Unix seconds. */
export type IntegrationRow = {
  integration_id: number;
  plugin_type: string;
  name: string;
  description: string;
  team_id: number;
  /** 0 when shared. */
  channel_id: number;
  status: IntegrationStatus;
  integration_key: string;
  previous_key_until: number;
  settings: Record<string, unknown>;
  last_time: number;
  creator_id: number;
  updated_by: number;
  created_at: number;
  updated_at: number;
};

/** Whether an integration takes pushes; deleted ones are kept for the history that names them. */
export type IntegrationStatus = "enabled" | "disabled" | "deleted";

const SELECT = `select i.integration_id, i.plugin_type, i.name, i.description, i.team_id, coalesce(i.channel_id, 0) as channel_id,
  i.status, i.integration_key, i.settings,
  coalesce((select max(k.valid_until_ms) / 1000 from retired_push_key k where k.integration_id = i.integration_id), 0)
    as previous_key_until, coalesce(a.last_received_at / 1000, 0) as last_time, i.creator_id, i.updated_by,
  i.created_at, i.updated_at`;
const FROM = "from integration i left join integration_activity a using (integration_id)";

/** A shared integration has no channel to be hidden with. */
function visible(hiddenIds: string): string {
  return `(i.channel_id is null or i.channel_id <> all(${hiddenIds}::bigint[]))`;
}

const find = statement<IntegrationRow>(
  "integration.find",
  `${SELECT} ${FROM} where i.integration_id = $1 and i.status <> 'deleted' and ${visible("$2")}`,
);

const FILTER = `${FROM} where ($1::text = i.status or ($1 is null and i.status <> 'deleted'))
  and ($2::text is null or strpos(lower(i.name), lower($2)) > 0)
  and ($3::text[] is null or i.plugin_type = any($3))
  and ($4::bigint is null or i.channel_id = $4)
  and ($5::boolean is null or (i.channel_id is null) = $5)
  and ($6::bigint[] is null or i.team_id = any($6))
  and ${visible("$7")}`;

const SORT_KEYS = {
  created_at: "i.created_at",
  updated_at: "i.updated_at",
  last_time: "coalesce(a.last_received_at, 0)",
  name: "i.name",
};

const listBy = sortedStatements<IntegrationRow, keyof typeof SORT_KEYS>(
  "integration.list",
  SORT_KEYS,
  "i.integration_id",
  (orderBy) => `${SELECT} ${FILTER} order by ${orderBy} limit $8 offset $9`,
);

const count = statement<{ total: number }>("integration.count", `select count(*) as total ${FILTER}`, {
  prepared: false,
});

const insert = statement(
  "integration.insert",
  `insert into integration (integration_id, lane, plugin_type, name, description, team_id, channel_id, integration_key, settings,
     status, creator_id, updated_by, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'enabled', $10, $10, $11, $11)`,
);

const update = statement<{ integration_id: number }>(
  "integration.update",
  `update integration set name = coalesce($2, name), description = coalesce($3, description), team_id = coalesce($4, team_id),
          settings = coalesce($5, settings), updated_by = $6, updated_at = $7
    where integration_id = $1 and status <> 'deleted' returning integration_id`,
);

const setStatus = statement<{ integration_id: number }>(
  "integration.set-status",
  `update integration set status = $2, updated_by = $3, updated_at = $4
    where integration_id = $1 and status <> 'deleted' returning integration_id`,
);

/** An integration that is neither deleted nor in a hidden channel, or null. */
export function findIntegration(
  db: Queryable,
  integrationId: number,
  hiddenChannelIds: readonly number[],
): Promise<IntegrationRow | null> {
  return db.find(find, [integrationId, hiddenChannelIds]);
}

/** What to list; null filters nothing. */
export type IntegrationSearch = {
  status: IntegrationStatus | null;
  query: string | null;
  pluginTypes: readonly string[] | null;
  channelId: number | null;
  isShared: boolean | null;
  teamIds: readonly number[] | null;
  hiddenChannelIds: readonly number[];
  orderby: keyof typeof SORT_KEYS;
  asc: boolean;
  limit: number;
  offset: number;
};

/** A page of integrations and how many there are in all. */
export async function listIntegrations(
  db: Queryable,
  search: IntegrationSearch,
): Promise<{ items: IntegrationRow[]; total: number }> {
  const { status, query, pluginTypes, channelId, isShared, teamIds, orderby, asc, limit, offset } = search;
  const filter = [status, query, pluginTypes, channelId, isShared, teamIds, search.hiddenChannelIds];
  const items = await db.rows(listBy(orderby, asc), [...filter, limit, offset]);
  return { items, total: (await db.find(count, filter))?.total ?? 0 };
}

/** An integration to be made: private in a channel, or shared with the channels of its default route. */
export type NewIntegration = {
  pluginType: string;
  name: string;
  description: string;
  teamId: number;
  target: { scope: "private"; channelId: number } | { scope: "shared"; defaultChannelIds: readonly number[] };
  integrationKey: string;
  settings: Record<string, unknown>;
};

/** Makes an integration, and its route when it is shared and has default channels. Returns its id. */
export async function insertIntegration(
  db: Database,
  integration: NewIntegration,
  { creatorId, hiddenChannelIds, nowMs }: { creatorId: number; hiddenChannelIds: readonly number[]; nowMs: number },
): Promise<number> {
  const integrationId = await nextEntityId(db);
  const { pluginType, name, description, teamId, target, integrationKey, settings } = integration;
  const channelId = target.scope === "private" ? target.channelId : null;
  const channelIds = target.scope === "private" ? [target.channelId] : target.defaultChannelIds;
  const now = toSeconds(nowMs);
  const values = [
    integrationId,
    laneOf(channelId ?? integrationId),
    pluginType,
    name,
    description,
    teamId,
    channelId,
    integrationKey,
  ];
  await changeConfig(db, integrationId, async (tx) => {
    await checkChannels(tx, channelIds, hiddenChannelIds);
    if (teamId !== 0) await checkTeams(tx, [teamId]);
    await tx.rows(insert, [...values, JSON.stringify(settings), creatorId, now]);
    if (target.scope === "shared" && channelIds.length > 0) {
      const route = { cases: [], sections: [], default: { channel_ids: channelIds } };
      await saveRoute(tx, integrationId, route, creatorId, now);
    }
  });
  return integrationId;
}

/** What to change; undefined stays as it is. */
export type IntegrationEdit = {
  name: string | undefined;
  description: string | undefined;
  teamId: number | undefined;
  settings: Record<string, unknown> | undefined;
};

/** Changes an integration that is not deleted. */
export async function updateIntegration(
  db: Database,
  integrationId: number,
  edit: IntegrationEdit,
  byPersonId: number,
  nowMs: number,
): Promise<void> {
  const { name, description, teamId, settings } = edit;
  const stored = settings === undefined ? null : JSON.stringify(settings);
  await changeConfig(db, integrationId, async (tx) => {
    if (teamId) await checkTeams(tx, [teamId]);
    const values = [
      integrationId,
      name ?? null,
      description ?? null,
      teamId ?? null,
      stored,
      byPersonId,
      toSeconds(nowMs),
    ];
    if (!(await tx.find(update, values))) throw missingIntegration(integrationId);
  });
}

/** Enables, disables or deletes an integration. Doing it twice is the same as doing it once, except that what is deleted is gone. */
export async function setIntegrationStatus(
  db: Database,
  integrationId: number,
  status: IntegrationStatus,
  byPersonId: number,
  nowMs: number,
): Promise<void> {
  await changeConfig(db, integrationId, async (tx) => {
    const changed = await tx.find(setStatus, [integrationId, status, byPersonId, toSeconds(nowMs)]);
    if (!changed) throw missingIntegration(integrationId);
  });
}

/** The refusal of an id that names no integration. */
export function missingIntegration(integrationId: number): Refusal {
  return new Refusal("ResourceNotFound", say("no_integration", { id: integrationId }));
}
