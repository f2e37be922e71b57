import type { Saying } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { belongingOfChannel, listChannelBelongings } from "../channels/channel-belonging-store.ts";
import { type ChannelRow, missingChannel } from "../channels/channel-store.ts";
import { findIntegration, type IntegrationRow, missingIntegration } from "../integrations/integration-store.ts";
import { type Belonging, decideEdit, sayDenial } from "../people/data-scope-decision.ts";
import type { RoleHolder } from "../people/permission-decision.ts";
import { listTeamBriefs, listTeamIdsOf } from "../people/team-store.ts";
import type { Queryable } from "../storage/database.ts";
import type { CallContext } from "./bound-operation.ts";

type Thing = "channel" | "integration" | "team";

/** Refuses a change of something that belongs to others, and says to whom. */
export async function refuseEditOf(db: Queryable, thing: Thing, belonging: Belonging, by: CallContext): Promise<void> {
  const denial = await findDenial(db, thing, belonging, by);
  if (denial) throw new Refusal("AccessDenied", denial);
}

/** Why the caller may not change a thing, or null. */
async function findDenial(db: Queryable, thing: Thing, belonging: Belonging, { person }: CallContext) {
  const decision = decideEdit(belonging, person, await listTeamIdsOf(db, person.personId));
  if (decision.outcome === "allowed") return null;
  const teams = await listTeamBriefs(db, belonging.teamIds);
  const names = teams.map(({ team_name }) => team_name);
  return sayDenial(thing, names);
}

/** Refuses to change a channel that is not there, or not the caller's to change. */
export async function checkChannelEdit(db: Queryable, channelId: number, context: CallContext): Promise<void> {
  const belonging = (await listChannelBelongings(db, [channelId], context.hiddenChannelIds)).get(channelId);
  if (!belonging) throw missingChannel(channelId);
  await refuseEditOf(db, "channel", belonging, context);
}

/** An integration that the caller may change. */
export async function getEditableIntegration(
  db: Queryable,
  integrationId: number,
  context: CallContext,
): Promise<IntegrationRow> {
  const row = await findIntegration(db, integrationId, context.hiddenChannelIds);
  if (!row) throw missingIntegration(integrationId);
  await refuseEditOf(db, "integration", await belongingOf(db, row), context);
  return row;
}

/** Why the caller may not change an integration, or null. */
export async function denialOfIntegration(db: Queryable, row: IntegrationRow, by: CallContext): Promise<Saying | null> {
  return findDenial(db, "integration", await belongingOf(db, row), by);
}

/** Which of some channels are the caller's to change, by id; their teams are asked for once. */
export async function listEditableChannels(
  db: Queryable,
  rows: readonly ChannelRow[],
  { person }: CallContext,
): Promise<ReadonlySet<number>> {
  const ownTeamIds = await listTeamIdsOf(db, person.personId);
  const editable = rows.filter((row) => isAllowed(belongingOfChannel(row), person, ownTeamIds));
  return new Set(editable.map((row) => row.channel_id));
}

/** Which of some integrations are the caller's to change, by id; their channels and the caller's teams are asked for once. */
export async function listEditableIntegrations(
  db: Queryable,
  rows: readonly IntegrationRow[],
  { person }: CallContext,
): Promise<ReadonlySet<number>> {
  const ownTeamIds = await listTeamIdsOf(db, person.personId);
  const channels = await listChannelBelongings(db, channelIdsOf(rows), []);
  const editable = rows.filter((row) => isAllowed(withChannel(row, channels), person, ownTeamIds));
  return new Set(editable.map((row) => row.integration_id));
}

function isAllowed(belonging: Belonging, person: RoleHolder, ownTeamIds: readonly number[]): boolean {
  return decideEdit(belonging, person, ownTeamIds).outcome === "allowed";
}

async function belongingOf(db: Queryable, row: IntegrationRow): Promise<Belonging> {
  return withChannel(row, await listChannelBelongings(db, channelIdsOf([row]), []));
}

function channelIdsOf(rows: readonly IntegrationRow[]): number[] {
  return [...new Set(rows.flatMap((row) => (row.channel_id === 0 ? [] : [row.channel_id])))];
}

/** Whoever may change a channel may change the private integrations in it. */
function withChannel(row: IntegrationRow, channels: ReadonlyMap<number, Belonging>): Belonging {
  const own = { creatorIds: [row.creator_id], teamIds: row.team_id === 0 ? [] : [row.team_id] };
  const channel = channels.get(row.channel_id);
  if (!channel) return own;
  const teamIds = [...new Set([...own.teamIds, ...channel.teamIds])];
  return { creatorIds: [...own.creatorIds, ...channel.creatorIds], teamIds };
}
