import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { addIncident, nowSeconds } from "../../test/support/rows.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const create = (fields: object = {}) =>
  api.call("/channel/create", { team_id: api.teamId, channel_name: "Payments", ...fields });

describe("/channel/create", () => {
  test("200: defaults for what is left out", async () => {
    const made = await create({ channel_name: "Defaults" });
    expect(made).toMatchObject({ status: 200, data: { channel_name: "Defaults", external_report_token: "" } });
    const { data } = await api.call("/channel/info", { channel_id: made.data.channel_id });
    expect(data).toMatchObject({
      ...{ team_id: api.teamId, creator_id: api.ownerId, status: "enabled", description: "", managing_team_ids: [] },
      ...{ auto_resolve_timeout: 0, auto_resolve_mode: "trigger", is_private: false, disable_auto_close: false },
      ...{ disable_outlier_detection: false, group: null, flapping: null, deleted_at: 0, external_report_token: "" },
    });
    expect(String(data.channel_id)).toMatch(/^\d{13}$/);
    expect(String(data.channel_id).slice(-3)).toBe(String(data.account_id).slice(-3));
  });

  test("200: what was sent is what is read, unknown members of stored settings included", async () => {
    const sent = {
      ...{ description: "d", auto_resolve_timeout: 3600, auto_resolve_mode: "update", is_private: true },
      ...{ disable_auto_close: true, disable_outlier_detection: true, managing_team_ids: [api.teamId] },
      group: {
        method: "p",
        equals: [["labels.check"]],
        cases: [{ if: [], equals: ["x"] }],
        time_window: 30,
        newer: { a: null },
      },
      flapping: { is_disabled: false, max_changes: 4, in_mins: 60, mute_mins: 120 },
    };
    const made = await create({ channel_name: "Echo", ...sent, plugin_ids: [], something_new: 1 });
    const { data } = await api.call("/channel/info", { channel_id: made.data.channel_id });
    expect(data).toMatchObject(sent);
    expect(data.group).toEqual(sent.group);
  });

  test("200: external reports get a token", async () => {
    const made = await create({ channel_name: "Reports", is_external_report_enabled: true });
    expect(made.data.external_report_token).toMatch(/^[0-9a-f]{32}$/);
  });

  test("200: null means left out, as clients send absent lists", async () => {
    expect(
      await create({ channel_name: "Nulls", description: null, group: null, managing_team_ids: null }),
    ).toMatchObject({ status: 200 });
  });

  const wrong: [string, object, RegExp][] = [
    ["no name", { channel_name: undefined }, /^channel_name: expected a string, got nothing$/],
    ["a blank name", { channel_name: "  " }, /^channel_name: expected a name that is not only blanks, got " {2}"$/],
    [
      "a long name",
      { channel_name: "x".repeat(60) },
      /^channel_name: expected at most 59 characters, got 60 characters$/,
    ],
    ["a team as text", { team_id: "1" }, /^team_id: expected a number, got "1"$/],
    ["a fraction", { team_id: 1.5 }, /^team_id: expected an integer, got 1.5$/],
    ["an id past 2^53", { team_id: 2 ** 60 }, /^team_id: expected at most 9007199254740991, got 1152921504606847000$/],
    [
      "four managing teams",
      { managing_team_ids: [1, 2, 3, 4] },
      /^managing_team_ids: expected at most 3 items, got 4 items$/,
    ],
    [
      "a wrong mode",
      { auto_resolve_mode: "never" },
      /^auto_resolve_mode: expected one of trigger, update, got "never"$/,
    ],
    [
      "a long timeout",
      { auto_resolve_timeout: 2_592_001 },
      /^auto_resolve_timeout: expected at most 2592000, got 2592001$/,
    ],
    ["a group without method", { group: {} }, /^group.method: expected one of i, p, n, got nothing$/],
    ["a NUL", { description: "a\0b" }, /^description: expected text that can be stored, got a NUL character$/],
    [
      "half a pair",
      { group: { method: "n", i_keys: ["\ud800"] } },
      /^group.i_keys\[0\]: .* got half of a surrogate pair$/,
    ],
    ["a rule", { escalate_rule: { template_id: "x" } }, /^escalate_rule: escalation is not built yet/],
    ["plugins", { plugin_ids: [1] }, /^plugin_ids: make integrations with/],
  ];
  test.each(wrong)("400 InvalidParameter: %s", async (_what, fields, message) => {
    const answer = await create({ channel_name: `Wrong ${_what}`, ...fields });
    expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(answer.message).toMatch(message);
  });

  test("400 InvalidParameter: a name that is taken", async () => {
    await create({ channel_name: "Taken" });
    const answer = await create({ channel_name: "Taken" });
    expect(answer).toMatchObject({
      status: 400,
      code: "InvalidParameter",
      message: 'channel_name: "Taken" is already taken',
    });
  });

  test("400 ResourceNotFound: a team that does not exist", async () => {
    const answer = await create({ channel_name: "No team", team_id: 2_451_999_999_131 });
    expect(answer).toMatchObject({ status: 400, code: "ResourceNotFound", message: "there is no team 2451999999131" });
  });
});

describe("/channel/info", () => {
  test("200: counts open incidents of 30 days and the worst severity", async () => {
    const { data: made } = await create({ channel_name: "Counted" });
    const channelId = Number(made.channel_id);
    await addIncident(api.database, { channelId, severity: "Warning" });
    await addIncident(api.database, { channelId, severity: "Info", progress: "Processing" });
    await addIncident(api.database, { channelId, severity: "Critical", progress: "Closed" });
    await addIncident(api.database, { channelId, severity: "Info", startTime: nowSeconds() - 31 * 86_400 });
    const { data } = await api.call("/channel/info", { channel_id: channelId });
    expect(data.progress_to_incident_cnts).toEqual({ Triggered: 1, Processing: 1 });
    expect(data.active_incident_highest_severity).toBe("Warning");
    expect(data.last_incident_at).toBeGreaterThan(nowSeconds() - 60);
  });

  test("400 ResourceNotFound, 400 InvalidParameter", async () => {
    expect(await api.call("/channel/info", { channel_id: 99 })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    expect(await api.call("/channel/info", {})).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(await api.call("/channel/info", { channel_id: 0 })).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});

describe("/channel/infos", () => {
  test("200: names, unknown ids left out", async () => {
    const { data: made } = await create({ channel_name: "Short" });
    const { data } = await api.call("/channel/infos", { channel_ids: [made.channel_id, 99] });
    expect(data.items).toEqual([{ channel_id: made.channel_id, channel_name: "Short", status: "enabled" }]);
  });

  test("400: more than 1000 ids", async () => {
    const channel_ids = Array.from({ length: 1001 }, (_, index) => index + 1);
    expect(await api.call("/channel/infos", { channel_ids })).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});

describe("/channel/list", () => {
  test("200: filters, order, pages", async () => {
    for (const channel_name of ["List b", "List a", "List c"]) await create({ channel_name });
    const names = async (input: object) => {
      const { data } = await api.call("/channel/list", input);
      return Array.from(data.items ?? [], (item) => item.channel_name);
    };
    expect(await names({ query: "list ", orderby: "channel_name", asc: true })).toEqual(["List a", "List b", "List c"]);
    expect(await names({ query: "LIST ", orderby: "channel_name" })).toEqual(["List c", "List b", "List a"]);
    expect(await names({ query: "List ", orderby: "channel_name", asc: true, limit: 2, p: 2 })).toEqual(["List c"]);
    expect(await names({ channel_name: "List b", is_brief: true, orderby: "last_incident_at" })).toEqual(["List b"]);
    expect(
      await names({ is_my_team: true, is_my_managed: true, team_ids: [api.teamId], channel_name: "List b" }),
    ).toEqual(["List b"]);
    expect(await names({ team_ids: [99] })).toEqual([]);
    expect(await names({ is_my_starred: true })).toEqual([]);
    const { data } = await api.call("/channel/list", { query: "List ", limit: 2, p: -1 });
    expect(data).toMatchObject({ total: 3, has_next_page: true });
  });

  test("400: limits and depth", async () => {
    expect((await api.call("/channel/list", { limit: 101 })).message).toBe("limit: expected at most 100, got 101");
    expect((await api.call("/channel/list", { limit: 100, p: 101 })).status).toBe(400);
    expect((await api.call("/channel/list", { limit: 0, p: 0 })).status).toBe(200);
  });
});
