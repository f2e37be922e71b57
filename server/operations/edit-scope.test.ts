import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { RESPONDER } from "../../contract/role.ts";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { addMember, type TestMember } from "../../test/support/people.ts";
import { addIncident } from "../../test/support/rows.ts";

let api: ApiUnderTest;
let somebody: TestMember;
let theirTeam: number;
beforeAll(async () => {
  api = await startApi();
  somebody = await addMember(api.database, "Somebody", [RESPONDER.id]);
  theirTeam = await addTeam("Theirs", [somebody.personId]);
});
afterAll(() => api.stop());

async function addTeam(team_name: string, person_ids: number[]): Promise<number> {
  return Number((await api.call("/team/upsert", { team_name, person_ids })).data.team_id);
}

const asSomebody = (path: string, body: object) => api.call(path, body, {}, somebody.key);

let made = 0;
async function createChannel(fields: object = {}): Promise<number> {
  made += 1;
  const { data } = await api.call("/channel/create", {
    team_id: api.teamId,
    channel_name: `Channel ${made}`,
    ...fields,
  });
  return Number(data.channel_id);
}

async function createIntegration(fields: object, call = api.call): Promise<number> {
  const { data } = await call("/integration/create", { plugin_type: "aliyun-prometheus", ...fields });
  return Number(data.integration_id);
}

/** How each edit of an integration is answered; what is not allowed must change nothing. */
async function edit(integration_id: number): Promise<(readonly [number, string])[]> {
  const answers = [];
  for (const [path, more] of [
    ["/integration/update", { name: "Renamed" }],
    ["/integration/key/rotate", {}],
    ["/integration/disable", {}],
    ["/integration/enable", {}],
    ["/integration/delete", {}],
  ] as const) {
    const { status, message } = await asSomebody(path, { integration_id, ...more });
    answers.push([status, message] as const);
  }
  return answers;
}

const allowed = Array.from({ length: 5 }, () => [200, ""]);
const denied = (message: string) => Array.from({ length: 5 }, () => [403, message]);

/** What the info and the list of a thing say to somebody of whether it is theirs to change. */
async function mayEdit(kind: "channel" | "integration", id: number): Promise<unknown[]> {
  const info = await asSomebody(`/${kind}/info`, { [`${kind}_id`]: id });
  const list = await asSomebody(`/${kind}/list`, { limit: 100 });
  const items = z.array(z.looseObject({ may_edit: z.boolean() })).parse(list.data.items);
  return [info.data.may_edit, items.find((one) => one[`${kind}_id`] === id)?.may_edit];
}

describe("200: may_edit says beforehand what is refused", () => {
  test("of channels: their teams, the managing ones where there are some", async () => {
    expect(await mayEdit("channel", await createChannel())).toEqual([false, false]);
    expect(await mayEdit("channel", await createChannel({ managing_team_ids: [theirTeam] }))).toEqual([true, true]);
    const managed = { team_id: theirTeam, managing_team_ids: [api.teamId] };
    expect(await mayEdit("channel", await createChannel(managed))).toEqual([false, false]);
  });

  test("of integrations: their creator, their team, and whose channel it is", async () => {
    const [others, theirs] = [await createChannel(), await createChannel({ team_id: theirTeam })];
    expect(await mayEdit("integration", await createIntegration({}))).toEqual([false, false]);
    expect(await mayEdit("integration", await createIntegration({}, asSomebody))).toEqual([true, true]);
    expect(await mayEdit("integration", await createIntegration({ team_id: theirTeam }))).toEqual([true, true]);
    expect(await mayEdit("integration", await createIntegration({ channel_id: others }))).toEqual([false, false]);
    expect(await mayEdit("integration", await createIntegration({ channel_id: theirs }))).toEqual([true, true]);
  });
});

describe("403: who may change an integration", () => {
  test("a shared one without a team: its creator and Admins", async () => {
    const message = "only Admins and its creator may change this integration: it belongs to no team";
    expect(await edit(await createIntegration({}))).toEqual(denied(message));
    const own = await createIntegration({}, asSomebody);
    expect(await edit(own)).toEqual(allowed);
  });

  test("a shared one with a team: its members too", async () => {
    const message = 'only Admins, its creator and members of the team "Default team" may change this integration';
    expect(await edit(await createIntegration({ team_id: api.teamId }))).toEqual(denied(message));
    expect(await edit(await createIntegration({ team_id: theirTeam }))).toEqual(allowed);
  });

  test("a private one: those too who may change its channel", async () => {
    const message = 'only Admins, its creator and members of the team "Default team" may change this integration';
    expect(await edit(await createIntegration({ channel_id: await createChannel() }))).toEqual(denied(message));
    const channel_id = await createChannel({ managing_team_ids: [theirTeam] });
    expect(await edit(await createIntegration({ channel_id }))).toEqual(allowed);
  });

  test("its route and its test event", async () => {
    const [integration_id, channel_id] = [await createIntegration({}), await createChannel()];
    const route = { integration_id, default: { channel_ids: [channel_id] } };
    expect(await asSomebody("/route/upsert", route)).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await asSomebody("/integration/test", { integration_id })).toMatchObject({ status: 403 });
    const own = await createIntegration({}, asSomebody);
    expect(await asSomebody("/route/upsert", { ...route, integration_id: own })).toMatchObject({ status: 200 });
  });
});

describe("a route with hidden channels", () => {
  test("200: whoever edits it keeps what they cannot see; 400 for a hidden id it does not name yet", async () => {
    const [visible, hidden] = [await createChannel(), await createChannel({ is_private: true })];
    const other = await createChannel({ is_private: true });
    const integration_id = await createIntegration({ team_id: theirTeam, default_channel_ids: [hidden] });
    const { data } = await asSomebody("/route/info", { integration_id });
    expect(data.default).toEqual({ channel_ids: [hidden] });
    const save = (channel_ids: number[]) => asSomebody("/route/upsert", { integration_id, default: { channel_ids } });
    expect(await save([hidden, visible])).toMatchObject({ status: 200 });
    expect(await save([hidden, other])).toMatchObject({ status: 400, message: `there is no channel ${other}` });
    expect(await save([visible])).toMatchObject({ status: 200 });
    expect(await save([hidden])).toMatchObject({ status: 400, message: `there is no channel ${hidden}` });
  });
});

describe("403: who may change a team", () => {
  test("its members, who made it, and Admins: joining a team shows its private channels", async () => {
    const team_id = await addTeam("Closed", []);
    const join = { team_name: "Closed", person_ids: [somebody.personId] };
    const message = 'only Admins, its creator and members of the team "Closed" may change this team';
    for (const body of [
      { team_id, ...join },
      { ...join, reset_if_name_exist: true },
    ]) {
      expect(await asSomebody("/team/upsert", body)).toMatchObject({ status: 403, message });
    }
    expect(await asSomebody("/team/delete", { team_id })).toMatchObject({ status: 403, message });
    expect(await asSomebody("/team/upsert", join)).toMatchObject({ status: 400, code: "InvalidParameter" });
    const rename = { team_id: theirTeam, team_name: "Theirs" };
    expect(await asSomebody("/team/upsert", rename)).toMatchObject({ status: 200 });
    const own = await asSomebody("/team/upsert", { team_name: "Made by them", person_ids: [] });
    expect(await asSomebody("/team/delete", { team_id: own.data.team_id })).toMatchObject({ status: 200 });
  });
});

test("everyone who may handle incidents does so in a public channel, whoever it belongs to", async () => {
  const incidentId = await addIncident(api.database, { channelId: await createChannel() });
  const comment = { incident_ids: [incidentId], comment: "on it" };
  expect(await asSomebody("/incident/comment", comment)).toMatchObject({ status: 200 });
  expect(await asSomebody("/incident/resolve", { incident_ids: [incidentId] })).toMatchObject({ status: 200 });
});
