import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VIEWER } from "../../contract/role.ts";
import { type ApiUnderTest, PUBLIC_URL, readAnswer, startApi } from "../../test/support/api-under-test.ts";
import { addMember } from "../../test/support/people.ts";
import { readConfigVersion } from "../edits/config-version-store.ts";
import { findPushTarget, listFlowIntegrations } from "../integrations/flow-integration-store.ts";

let api: ApiUnderTest;
let channelId = 0;
beforeAll(async () => {
  api = await startApi();
  const { data } = await api.call("/channel/create", { team_id: api.teamId, channel_name: "Payments" });
  channelId = Number(data.channel_id);
});
afterAll(() => api.stop());

const create = (fields: object = {}) =>
  api.call("/integration/create", { plugin_type: "aliyun-prometheus", ...fields });

describe("/integration/create", () => {
  test("200: private, with everything by default", async () => {
    const { status, data } = await create({ channel_id: channelId });
    expect(status).toBe(200);
    expect(data).toMatchObject({
      ...{ plugin_type: "aliyun-prometheus", category: "event.alert", scope: "private", channel_id: channelId },
      ...{ status: "enabled", team_id: 0, description: "", settings: {}, last_time: 0, creator_id: api.ownerId },
    });
    expect(data.name).toBe(data.plugin_type_name);
    expect(data.data_source_id).toBe(data.integration_id);
    expect(data.integration_key).toMatch(/^[0-9a-f]{32}\d{3}$/);
    expect(data.push_url).toBe(
      `${PUBLIC_URL}/event/push/alert/aliyun-prometheus?integration_key=${data.integration_key}`,
    );
    expect(await findPushTarget(api.database, String(data.integration_key))).toMatchObject({
      isRouted: true,
      status: "enabled",
    });
  });

  test("200: shared, with a default route", async () => {
    const { data } = await create({ default_channel_ids: [channelId, channelId], name: "Shared", team_id: api.teamId });
    expect(data).toMatchObject({ scope: "shared", channel_id: 0, name: "Shared", team_id: api.teamId });
    const [flow] = await listFlowIntegrations(api.database, [Number(data.integration_id)]);
    expect(flow?.rulesVersion).toBe(1);
    expect(await findPushTarget(api.database, String(data.integration_key))).toMatchObject({ isRouted: true });
  });

  test.each([{}, { default_channel_ids: [] }])("200: shared without a route: %j", async (fields) => {
    const { data } = await create(fields);
    expect(data.scope).toBe("shared");
    expect(await findPushTarget(api.database, String(data.integration_key))).toMatchObject({ isRouted: false });
  });

  test("200: settings are echoed as sent", async () => {
    const { data } = await create({ settings: { identity: "labels" } });
    expect(data.settings).toEqual({ identity: "labels" });
  });

  test("raises the version that nodes watch", async () => {
    const before = await readConfigVersion(api.database);
    await create();
    expect(await readConfigVersion(api.database)).toBe(before + 1);
  });

  const wrong: [string, object, RegExp][] = [
    [
      "an unknown source",
      { plugin_type: "nagios-2" },
      /^plugin_type: expected one of .*aliyun-prometheus.*, got "nagios-2"$/,
    ],
    ["no source", { plugin_type: undefined }, /^plugin_type: expected a string, got nothing$/],
    ["both kinds", { channel_id: 1, default_channel_ids: [1] }, /^default_channel_ids: a private integration/],
    ["an empty name", { name: "" }, /^name: expected at least 1 characters, got 0 characters/],
    ["a long name", { name: "x".repeat(60) }, /^name: expected at most 59 characters/],
    ["a long description", { description: "x".repeat(501) }, /^description: expected at most 500 characters/],
    ["an unknown setting", { settings: { nope: 1 } }, /^settings\.nope: expected/],
    ["settings that are a list", { settings: [] }, /^settings: expected an object, got an array$/],
  ];
  test.each(wrong)("400 InvalidParameter: %s", async (_what, fields, message) => {
    const answer = await create(fields);
    expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(answer.message).toMatch(message);
  });

  test.each([
    [{ channel_id: 99 }, "there is no channel 99"],
    [{ default_channel_ids: [98] }, "there is no channel 98"],
    [{ team_id: 97 }, "there is no team 97"],
  ])("400 ResourceNotFound: %j", async (fields, message) => {
    expect(await create(fields)).toMatchObject({ status: 400, code: "ResourceNotFound", message });
  });
});

describe("/integration/info, update, enable, disable, delete", () => {
  test("200: what is left out stays, what is given changes", async () => {
    const { data: made } = await create({
      channel_id: channelId,
      name: "Before",
      description: "stays",
      settings: { identity: "labels" },
    });
    const integration_id = made.integration_id;
    expect((await api.call("/integration/update", { integration_id, name: "After" })).data).toEqual({});
    const { data } = await api.call("/integration/info", { integration_id });
    expect(data).toMatchObject({
      name: "After",
      description: "stays",
      settings: { identity: "labels" },
      updated_by: api.ownerId,
    });
    await api.call("/integration/update", { integration_id, description: "", settings: {}, team_id: api.teamId });
    const { data: again } = await api.call("/integration/info", { integration_id });
    expect(again).toMatchObject({ name: "After", description: "", settings: {}, team_id: api.teamId });
  });

  test("200: disabled, enabled, deleted; twice is once", async () => {
    const { data: made } = await create({ channel_id: channelId });
    const integration_id = made.integration_id;
    const statusAfter = async (path: string) => {
      expect((await api.call(path, { integration_id })).data).toEqual({});
      return (await findPushTarget(api.database, String(made.integration_key)))?.status;
    };
    expect(await statusAfter("/integration/disable")).toBe("disabled");
    expect(await statusAfter("/integration/disable")).toBe("disabled");
    expect(await statusAfter("/integration/enable")).toBe("enabled");
    expect(await statusAfter("/integration/delete")).toBe("deleted");
    for (const path of ["info", "update", "enable", "disable", "delete"]) {
      const gone = await api.call(`/integration/${path}`, { integration_id });
      expect(gone, path).toMatchObject({ status: 400, code: "ResourceNotFound" });
    }
  });

  test("400 InvalidParameter", async () => {
    for (const path of ["info", "update", "enable", "disable", "delete"]) {
      for (const integration_id of [undefined, "x", -1, 1.5]) {
        const answer = await api.call(`/integration/${path}`, { integration_id });
        expect(answer, path).toMatchObject({ status: 400, code: "InvalidParameter" });
        expect(answer.message).toMatch(/^integration_id: expected/);
      }
    }
    const { data } = await create({});
    const update = { integration_id: data.integration_id, settings: { nope: true } };
    expect(await api.call("/integration/update", update)).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(await api.call("/integration/update", { integration_id: 99, settings: {} })).toMatchObject({
      code: "ResourceNotFound",
    });
  });
});

describe("/integration/list", () => {
  test("200: filters, order and pages", async () => {
    const { data: made } = await api.call("/channel/create", { team_id: api.teamId, channel_name: "Listed" });
    const own = { channel_id: made.channel_id };
    await create({ ...own, name: "List a" });
    const { data: b } = await create({ ...own, name: "List b", team_id: api.teamId });
    const { data: gone } = await create({ ...own, name: "List gone" });
    await create({ name: "List shared" });
    await api.call("/integration/disable", { integration_id: b.integration_id });
    await api.call("/integration/delete", { integration_id: gone.integration_id });
    const names = async (input: object) => {
      const { data } = await api.call("/integration/list", { query: "list ", orderby: "name", asc: true, ...input });
      return Array.from(data.items ?? [], (item) => item.name);
    };
    expect(await names({})).toEqual(["List a", "List b", "List shared"]);
    expect(await names({ asc: false })).toEqual(["List shared", "List b", "List a"]);
    expect(await names({ scope: "private" })).toEqual(["List a", "List b"]);
    expect(await names({ scope: "shared" })).toEqual(["List shared"]);
    expect(await names({ status: "disabled" })).toEqual(["List b"]);
    expect(await names({ status: "deleted" })).toEqual(["List gone"]);
    expect(await names({ ...own })).toEqual(["List a", "List b"]);
    expect(await names({ team_ids: [api.teamId] })).toEqual(["List b"]);
    expect(await names({ plugin_types: ["zabbix"] })).toEqual([]);
    expect(await names({ limit: 1, p: 2 })).toEqual(["List b"]);
    for (const orderby of ["created_at", "updated_at", "last_time"]) expect(await names({ orderby })).toHaveLength(3);
    const { data } = await api.call("/integration/list", { query: "List ", limit: 2 });
    expect(data).toMatchObject({ total: 3, has_next_page: true });
  });

  test("400 InvalidParameter", async () => {
    expect((await api.call("/integration/list", { scope: "exclusive" })).message).toMatch(
      /^scope: expected one of private, shared/,
    );
    expect((await api.call("/integration/list", { limit: 101 })).code).toBe("InvalidParameter");
  });
});

test("P11: who may only read integrations sees no push key", async () => {
  const { data: made } = await api.call("/integration/create", {
    plugin_type: "aliyun-prometheus",
    name: "Masked",
    default_channel_ids: [],
  });
  const { key } = await addMember(api.database, "Reader", [VIEWER.id]);
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  for (const [path, body] of [
    ["/integration/info", { integration_id: made.integration_id }],
    ["/integration/list", {}],
  ] as const) {
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await readAnswer(await fetch(`${api.url}${path}`, init), path);
    expect(JSON.stringify(answer.data)).toContain(`integration_key=${"*".repeat(35)}`);
    expect(JSON.stringify(answer.data)).not.toContain(String(made.integration_key));
  }
});

describe("/integration/key/rotate", () => {
  const rotate = (input: object) => api.call("/integration/key/rotate", input);

  test("200: a new key; until when the one before it works stands on the integration", async () => {
    const { data: made } = await create({ channel_id: channelId });
    expect(made.previous_key_until).toBe(0);
    const { integration_id } = made;
    const answer = await rotate({ integration_id, grace_seconds: 3600 });
    const { data } = await api.call("/integration/info", { integration_id });
    const { integration_key, push_url } = data;
    expect(answer).toMatchObject({ status: 200, data: { integration_key, push_url } });
    expect(integration_key).toMatch(/^[0-9a-f]{32}\d{3}$/);
    expect(integration_key).not.toBe(made.integration_key);
    expect(Math.abs(Number(data.previous_key_until) - Date.now() / 1000 - 3600)).toBeLessThan(60);
  });

  test("400: no such integration, a grace out of range", async () => {
    expect(await rotate({ integration_id: 99 })).toMatchObject({ status: 400, code: "ResourceNotFound" });
    const { data: made } = await create({ channel_id: channelId });
    for (const grace_seconds of [-1, 86_401, 1.5, "60"]) {
      const answer = await rotate({ integration_id: made.integration_id, grace_seconds });
      expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
      expect(answer.message).toMatch(/^grace_seconds: expected/);
    }
  });
});
