import { randomHex } from "../../server/base/ids.ts";
import { type Api, createApi, createChannel, createIntegration, type TestIntegration } from "./api.ts";
import { cmsEvent } from "./cms-event.ts";
import type { TestHub } from "./hub.ts";
import { addMember, type TestMember } from "./people.ts";
import { poll } from "./poll.ts";
import { createSharedIntegration } from "./shared-integration.ts";
import { execute } from "./sql.ts";

/** Which teams, members and channels there are. Numbers are places in the lists; teams and members are taken modulo their number. */
export type AccountPlan = {
  teams: number;
  members: readonly { teams: readonly number[]; roleId: number }[];
  channels: readonly {
    team: number;
    managing: readonly number[];
    isPrivate: boolean;
    isDeleted: boolean;
    creator: number | null;
  }[];
};

/** What there is to know of one channel. Every text in it and under it holds `word`, which is nowhere else. */
export type Secrets = {
  word: string;
  channelId: number;
  channelName: string;
  integrationId: number;
  integrationKey: string;
  deliveryId: string;
  rejectedId: string;
  alertId: string;
  alertKey: string;
  incidentId: string;
  num: string;
  eventId: string;
  /** An alert and an incident that a shared integration opened here. */
  sharedAlertId: string;
  sharedIncidentId: string;
};

/** A member who may not see some of the channels. */
export type Outsider = { api: Api; ownSharedId: number; hidden: readonly Secrets[] };

/** What everybody can see. */
export type Commons = {
  teamId: number;
  memberId: number;
  /** Sends to every channel of the plan, and to one that all can see. */
  sharedId: number;
  sharedDeliveryId: string;
  /** Sends to the channel that all can see, and to no other. */
  plainAlertId: string;
  plainIncidentId: string;
  window: { start_time: number; end_time: number };
};

const DAY_SECONDS = 86_400;

/** Makes the teams, members and channels of a plan, with alerts and all that comes of them in each channel. */
export async function createAccount(
  hub: TestHub,
  plan: AccountPlan,
): Promise<{ commons: Commons; outsiders: Outsider[] }> {
  const run = randomHex(4);
  const people: TestMember[] = [];
  for (const [place, { roleId }] of plan.members.entries()) {
    people.push(await addMember(hub.database, `Member ${run} ${place}`, [roleId]));
  }
  const teamIds = await makeTeams(hub, plan, people, run);
  const channelIds: number[] = [];
  for (const channel of plan.channels) {
    const creatorId = channel.creator === null ? null : (people[channel.creator % people.length]?.personId ?? null);
    channelIds.push(await makeChannel(hub, teamIds, channel, creatorId));
  }
  const staying = channelIds.filter((_, place) => !plan.channels[place]?.isDeleted);
  const { commons, shared } = await makeCommons(hub, run, staying);
  const secrets: Secrets[] = [];
  for (const [place, channelId] of channelIds.entries()) {
    secrets.push(await fill(hub, channelId, shared));
    if (plan.channels[place]?.isDeleted) await must(hub, "/channel/delete", { channel_id: channelId });
  }
  const outsiders: Outsider[] = [];
  for (const [place, { personId, key }] of people.entries()) {
    const hidden = secrets.filter((_, channel) => isHidden(plan, place, channel));
    const { integrationId: ownSharedId } = await createSharedIntegration(hub, []);
    const own = "update integration set creator_id = $2 where integration_id = $1";
    await execute(hub.database, own, [ownSharedId, personId]);
    if (hidden.length > 0) outsiders.push({ api: createApi(hub.url, key), ownSharedId, hidden });
  }
  return { commons: { ...commons, teamId: teamIds[0] ?? 0, memberId: people[0]?.personId ?? 0 }, outsiders };
}

/** Who sees a channel (M4), written down a second time. */
function isHidden(plan: AccountPlan, member: number, channel: number): boolean {
  const made = plan.channels[channel];
  if (!made) throw new Error(`there is no channel ${channel} in the plan`);
  if (made.isDeleted) return true;
  const isCreator = made.creator !== null && made.creator % plan.members.length === member;
  const ofChannel = placesIn([made.team, ...made.managing], plan.teams);
  const isIn = placesIn(plan.members[member]?.teams ?? [], plan.teams).some((team) => ofChannel.includes(team));
  return made.isPrivate && !isCreator && !isIn;
}

function placesIn(places: readonly number[], count: number): number[] {
  return places.map((place) => place % count);
}

async function must(hub: TestHub, path: string, body: object): Promise<void> {
  const { error } = await hub.api.call(path, body);
  if (error) throw new Error(`${path}: ${error.message}`);
}

async function makeTeams(
  hub: TestHub,
  plan: AccountPlan,
  people: readonly TestMember[],
  run: string,
): Promise<number[]> {
  const teamIds: number[] = [];
  for (let team = 0; team < plan.teams; team += 1) {
    const isIn = ({ teams }: AccountPlan["members"][number]) => placesIn(teams, plan.teams).includes(team);
    const person_ids = plan.members.flatMap((one, place) => (isIn(one) ? (people[place]?.personId ?? []) : []));
    teamIds.push(await makeTeam(hub, `Team ${run} ${team}`, person_ids));
  }
  return teamIds;
}

async function makeTeam(hub: TestHub, team_name: string, person_ids: number[]): Promise<number> {
  await must(hub, "/team/upsert", { team_name, person_ids });
  const rows = await execute<{ team_id: number }>(hub.database, "select team_id from team where team_name = $1", [
    team_name,
  ]);
  return rows[0]?.team_id ?? 0;
}

async function makeChannel(
  hub: TestHub,
  teamIds: readonly number[],
  { team, managing, isPrivate }: AccountPlan["channels"][number],
  creatorId: number | null,
): Promise<number> {
  const channelId = await createChannel(hub.api, `Channel canary${randomHex(8)}`);
  const [team_id, ...managing_team_ids] = placesIn([team, ...managing], teamIds.length).flatMap(
    (place) => teamIds[place] ?? [],
  );
  await must(hub, "/channel/update", { channel_id: channelId, team_id, managing_team_ids, is_private: isPrivate });
  if (creatorId !== null) {
    await execute(hub.database, "update channel set creator_id = $2 where channel_id = $1", [channelId, creatorId]);
  }
  return channelId;
}

async function makeCommons(hub: TestHub, run: string, channelIds: readonly number[]) {
  const commonId = await createChannel(hub.api, `Common ${run}`);
  const plain = await createSharedIntegration(hub, [commonId]);
  const shared = await createSharedIntegration(hub, [commonId, ...channelIds]);
  for (const { pushUrl } of [plain, shared]) await hub.push(pushUrl, cmsEvent({ atMs: hub.clock.now() }));
  await hub.settle();
  const [alert] = await alertsOf(hub, plain.integrationId, commonId);
  const now = Math.floor(hub.clock.now() / 1000);
  const commons = {
    sharedId: shared.integrationId,
    sharedDeliveryId: await deliveryOf(hub, shared.integrationId),
    plainAlertId: alert?.alertId ?? "",
    plainIncidentId: alert?.incidentId ?? "",
    window: { start_time: now - DAY_SECONDS, end_time: now + DAY_SECONDS },
  };
  return { commons, shared };
}

type FoundAlert = { alertId: string; alertKey: string; incidentId: string; eventId: string };

function alertsOf(hub: TestHub, integrationId: number, channelId: number): Promise<FoundAlert[]> {
  return execute(
    hub.database,
    `select a.alert_id as "alertId", a.alert_key as "alertKey", a.incident_id as "incidentId", e.event_id as "eventId"
       from alert a join alert_event e using (alert_id) where a.integration_id = $1 and a.channel_id = $2`,
    [integrationId, channelId],
  );
}

async function deliveryOf(hub: TestHub, integrationId: number, table = "delivery"): Promise<string> {
  const query = `select delivery_id from ${table} where integration_id = $1`;
  const look = async () => (await execute<{ delivery_id: string }>(hub.database, query, [integrationId]))[0];
  return (await poll(look)).delivery_id;
}

/** Pushes by a private integration, one of them refused, and people's words on what came of them. */
async function fill(hub: TestHub, channelId: number, shared: { integrationId: number }): Promise<Secrets> {
  const [channel] = await execute<{ name: string }>(
    hub.database,
    "select channel_name as name from channel where channel_id = $1",
    [channelId],
  );
  const channelName = channel?.name ?? "";
  const word = channelName.replace("Channel ", "");
  const made = await createIntegration(hub.api, hub.url, channelId);
  await must(hub, "/channel/update", { channel_id: channelId, description: `about ${word}` });
  const { integrationId } = made;
  await must(hub, "/integration/update", { integration_id: integrationId, name: `I ${word}`, description: word });
  await pushSecrets(hub, made, word);
  const [alert] = await alertsOf(hub, integrationId, channelId);
  if (!alert) throw new Error(`nothing opened in ${channelName}`);
  await must(hub, "/incident/comment", { incident_ids: [alert.incidentId], comment: `said ${word}` });
  const [byShared] = await alertsOf(hub, shared.integrationId, channelId);
  return {
    ...{ word, channelId, channelName, integrationId, ...alert },
    integrationKey: made.pushUrl.replace(/.*=/, ""),
    deliveryId: await deliveryOf(hub, integrationId),
    rejectedId: await deliveryOf(hub, integrationId, "rejected_push"),
    num: alert.incidentId.slice(-6).toUpperCase(),
    sharedAlertId: byShared?.alertId ?? alert.alertId,
    sharedIncidentId: byShared?.incidentId ?? alert.incidentId,
  };
}

async function pushSecrets(hub: TestHub, { pushUrl }: TestIntegration, word: string): Promise<void> {
  const words = { subject: `Title ${word}`, message: `Message ${word}`, rule: `rule-${word}`, entity: `pod-${word}` };
  await hub.push(pushUrl, cmsEvent({ ...words, labels: { of: word }, atMs: hub.clock.now() }));
  await hub.push(pushUrl, `{"broken": "${word}`);
  await hub.settle();
}
