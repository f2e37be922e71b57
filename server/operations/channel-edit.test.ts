import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESPONDER } from "../../contract/role.ts";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { addMember, type TestMember } from "../../test/support/people.ts";
import { addAlert, addIncident } from "../../test/support/rows.ts";

let api: ApiUnderTest;
let outsider: TestMember;
beforeAll(async () => {
  api = await startApi();
  outsider = await addMember(api.database, "Outsider", [RESPONDER.id]);
});
afterAll(() => api.stop());

const NOWHERE = 2_451_999_999_131;

async function createChannel(channel_name: string, fields: object = {}): Promise<number> {
  const made = await api.call("/channel/create", { team_id: api.teamId, channel_name, ...fields });
  return Number(made.data.channel_id);
}

async function info(channel_id: number) {
  return (await api.call("/channel/info", { channel_id })).data;
}

function asOutsider(path: string, body: object) {
  return api.call(path, body, {}, outsider.key);
}

async function addTeam(team_name: string, personIds: readonly number[]): Promise<number> {
  return Number((await api.call("/team/upsert", { team_name, person_ids: personIds })).data.team_id);
}

describe("/channel/update", () => {
  const settings = {
    ...{ description: "d", auto_resolve_timeout: 3600, auto_resolve_mode: "update", is_private: true },
    ...{ disable_auto_close: true, disable_outlier_detection: true },
    group: { method: "p", equals: [["labels.check"]], time_window: 30, newer: { a: null } },
    flapping: { is_disabled: false, max_changes: 4, in_mins: 60, mute_mins: 120 },
  };

  test("200: what is given is what is read, what is left out stays", async () => {
    const channel_id = await createChannel("Before", settings);
    const before = await info(channel_id);
    expect(await api.call("/channel/update", { channel_id })).toMatchObject({
      status: 200,
      data: { external_report_token: "" },
    });
    const { updated_at: _, ...same } = before;
    expect(await info(channel_id)).toMatchObject(same);

    const team_id = await addTeam("Next", []);
    const change = {
      ...{ team_id, managing_team_ids: [api.teamId], channel_name: "After", description: "", is_private: false },
      ...{ auto_resolve_timeout: 0, auto_resolve_mode: "trigger", disable_auto_close: false },
      ...{ disable_outlier_detection: false, group: { method: "n" }, flapping: { is_disabled: true } },
    };
    expect(await api.call("/channel/update", { channel_id, ...change })).toMatchObject({ status: 200 });
    const after = await info(channel_id);
    expect(after).toMatchObject(change);
    expect(after.group).toEqual(change.group);
    await api.call("/channel/update", { channel_id, managing_team_ids: [] });
    expect((await info(channel_id)).managing_team_ids).toEqual([]);
  });

  test("200: external reports get a token that ends with them", async () => {
    const channel_id = await createChannel("Reports");
    const set = async (is_external_report_enabled?: boolean) =>
      (await api.call("/channel/update", { channel_id, is_external_report_enabled })).data.external_report_token;
    const first = await set(true);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(await set()).toBe(first);
    expect(await set(true)).toBe(first);
    expect(await set(false)).toBe("");
    expect(await set(true)).not.toBe(first);
  });

  test("400 InvalidParameter: a name that is taken, its own is not", async () => {
    await createChannel("Somebody's");
    const channel_id = await createChannel("Mine");
    expect(await api.call("/channel/update", { channel_id, channel_name: "Mine" })).toMatchObject({ status: 200 });
    expect(await api.call("/channel/update", { channel_id, channel_name: "Somebody's" })).toMatchObject({
      ...{ status: 400, code: "InvalidParameter" },
      message: 'channel_name: "Somebody\'s" is already taken',
    });
    const wrong = await api.call("/channel/update", { channel_id, channel_name: " " });
    expect(wrong).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(await api.call("/channel/update", {})).toMatchObject({ status: 400, code: "InvalidParameter" });
  });

  test("400 ResourceNotFound: no such channel, no such team", async () => {
    const missing = await api.call("/channel/update", { channel_id: NOWHERE, description: "x" });
    expect(missing).toMatchObject({ status: 400, message: `there is no channel ${NOWHERE}` });
    const channel_id = await createChannel("Teamless");
    for (const change of [{ team_id: NOWHERE }, { managing_team_ids: [api.teamId, NOWHERE] }]) {
      expect(await api.call("/channel/update", { channel_id, ...change })).toMatchObject({
        ...{ status: 400, code: "ResourceNotFound", message: `there is no team ${NOWHERE}` },
      });
    }
  });
});

describe("/channel/enable, /channel/disable", () => {
  test("200: once or twice", async () => {
    const channel_id = await createChannel("Switched");
    for (const [path, status] of [
      ["/channel/disable", "disabled"],
      ["/channel/disable", "disabled"],
      ["/channel/enable", "enabled"],
    ] as const) {
      expect(await api.call(path, { channel_id })).toMatchObject({ status: 200, data: {} });
      expect((await info(channel_id)).status).toBe(status);
    }
  });

  test.each(["/channel/enable", "/channel/disable"])("400 %s: no such channel", async (path) => {
    expect(await api.call(path, { channel_id: NOWHERE })).toMatchObject({ status: 400, code: "ResourceNotFound" });
  });
});

describe("/channel/delete", () => {
  test("200: it is gone with its private integrations, its name is free, and its team can be deleted", async () => {
    const team_id = await addTeam("Short-lived", []);
    const channel_id = await createChannel("Gone", { team_id, managing_team_ids: [team_id] });
    const made = await api.call("/integration/create", { plugin_type: "aliyun-prometheus", channel_id });
    const { integration_id } = made.data;
    expect(await api.call("/channel/delete", { channel_id })).toMatchObject({ status: 200, data: {} });
    for (const path of ["/channel/info", "/channel/delete", "/channel/enable"]) {
      expect(await api.call(path, { channel_id })).toMatchObject({ status: 400, code: "ResourceNotFound" });
    }
    expect(await api.call("/integration/info", { integration_id })).toMatchObject({ code: "ResourceNotFound" });
    expect((await api.call("/channel/list", { query: "Gone" })).data.total).toBe(0);
    expect(await createChannel("Gone")).toBeGreaterThan(0);
    expect(await api.call("/team/delete", { team_id })).toMatchObject({ status: 200 });
  });

  test("200: what is open in it is closed, and stays for Admins to read, for nobody to change", async () => {
    const channelId = await createChannel("Last words");
    const incidentId = await addIncident(api.database, { channelId });
    const alertId = await addAlert(api.database, { channelId, incidentId });
    await api.call("/channel/delete", { channel_id: channelId });
    const incident = (await api.call("/incident/info", { incident_id: incidentId })).data;
    expect(incident).toMatchObject({
      ...{ progress: "Closed", closer_id: api.ownerId, active_alert_cnt: 0 },
      ...{ channel_status: "deleted", channel_name: "Last words" },
    });
    expect((await api.call("/alert/info", { alert_id: alertId })).data).toMatchObject({ progress: "Closed" });
    const feed = await api.call("/incident/feed", { incident_id: incidentId });
    expect(feed.data.items?.[0]).toMatchObject({ type: "i_rslv", creator_id: api.ownerId });
    const reopened = await api.call("/incident/reopen", { incident_ids: [incidentId] });
    expect(reopened).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(reopened.message).toContain("can only be read");
    expect(await asOutsider("/incident/info", { incident_id: incidentId })).toMatchObject({
      ...{ status: 400, code: "ResourceNotFound" },
    });
  });

  test("400 ReferenceExist: a route names it, as a case or as its default; the answer names the integrations", async () => {
    const channel_id = await createChannel("Routed");
    const other = await createChannel("Not routed");
    const shared = async (name: string, default_channel_ids: number[]) =>
      (await api.call("/integration/create", { plugin_type: "aliyun-prometheus", name, default_channel_ids })).data
        .integration_id;
    const byDefault = await shared("By default", [channel_id]);
    const byCase = await shared("By case", []);
    const isHit = { key: "labels.a", oper: "IN", vals: ["b"] };
    const cases = [{ if: [isHit], channel_ids: null, routing_mode: "name_mapping", name_mapping_label: "labels.a" }];
    const route = { integration_id: byCase, cases: [...cases, { if: [isHit], channel_ids: [other, channel_id] }] };
    expect(await api.call("/route/upsert", route)).toMatchObject({ status: 200 });
    const refused = await api.call("/channel/delete", { channel_id });
    expect(refused).toMatchObject({ status: 400, code: "ReferenceExist" });
    expect(refused.message).toContain('"By default", "By case"');
    expect(refused.data.refs).toEqual([
      { kind: "integration", href: `/integration/detail/${byDefault}`, name: "By default" },
      { kind: "integration", href: `/integration/detail/${byCase}`, name: "By case" },
    ]);
    await api.call("/integration/delete", { integration_id: byDefault });
    await api.call("/route/upsert", { integration_id: byCase, default: { channel_ids: [other] } });
    expect(await api.call("/channel/delete", { channel_id })).toMatchObject({ status: 200 });
    expect(await api.call("/route/upsert", route)).toMatchObject({ status: 400, code: "ResourceNotFound" });
  });
});

describe("403: who may change a channel", () => {
  const edits = [
    ["/channel/update", { description: "changed" }],
    ["/channel/disable", {}],
    ["/channel/enable", {}],
    ["/integration/create", { plugin_type: "aliyun-prometheus" }],
    ["/channel/delete", {}],
  ] as const;

  async function statusesAs(channel_id: number) {
    const answers = [];
    for (const [path, body] of edits) answers.push(await asOutsider(path, { channel_id, ...body }));
    return answers;
  }

  test("a member of another team is told which team may", async () => {
    const team_id = await addTeam("Owners", []);
    const answers = await statusesAs(await createChannel("Public", { team_id }));
    for (const answer of answers) {
      expect(answer).toMatchObject({
        ...{ status: 403, code: "AccessDenied" },
        message: 'only Admins, its creator and members of the team "Owners" may change this channel',
      });
    }
  });

  test("members of the owning team may; once there are managing teams, only theirs, and the owning team reads on", async () => {
    const owning = await addTeam("Owning", [outsider.personId]);
    const managing = await addTeam("Managing", []);
    const first = await createChannel("First", { team_id: owning, is_private: true });
    expect((await statusesAs(first)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const second = await createChannel("Second", { team_id: owning, managing_team_ids: [managing], is_private: true });
    expect((await statusesAs(second)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await asOutsider("/channel/info", { channel_id: second })).toMatchObject({ status: 200 });
    await api.call("/team/upsert", { team_id: managing, team_name: "Managing", person_ids: [outsider.personId] });
    expect((await statusesAs(second)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  test("who made it may, whatever team it is of", async () => {
    const team_id = await addTeam("Strangers", []);
    const made = await asOutsider("/channel/create", { team_id, channel_name: "Theirs", is_private: true });
    const answers = await statusesAs(Number(made.data.channel_id));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  test("a hidden channel does not exist, for any of this", async () => {
    const team_id = await addTeam("Secretive", []);
    const channel_id = await createChannel("Hidden", { team_id, is_private: true });
    const hidden = await statusesAs(channel_id);
    const madeUp = await statusesAs(NOWHERE);
    for (const [index, answer] of hidden.entries()) {
      expect(answer).toMatchObject({ status: 400, message: `there is no channel ${channel_id}` });
      expect(madeUp[index]).toMatchObject({ status: 400, message: `there is no channel ${NOWHERE}` });
    }
  });
});
