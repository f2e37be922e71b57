import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { incidentItem } from "../../contract/operations/incident.ts";
import { RESPONDER } from "../../contract/role.ts";
import { type ApiUnderTest, OWNER_EMAIL, PUBLIC_URL, startApi } from "../../test/support/api-under-test.ts";
import { addMember } from "../../test/support/people.ts";
import { addAlert, addEvent, addFeed, addIncident, nowSeconds } from "../../test/support/rows.ts";

const DAY = 86_400;
const UNKNOWN = "0123456789abcdef01234567";

let api: ApiUnderTest;
let channelId = 0;
const now = nowSeconds();
beforeAll(async () => {
  api = await startApi();
  const { data } = await api.call("/channel/create", { team_id: api.teamId, channel_name: "Payments" });
  channelId = Number(data.channel_id);
});
afterAll(() => api.stop());

/** Lists incidents and gives their ids. */
async function list(input: object): Promise<unknown[]> {
  const { data, status, message } = await api.call("/incident/list", {
    start_time: now - DAY,
    end_time: now + DAY,
    ...input,
  });
  expect({ status, message }).toEqual({ status: 200, message: "" });
  return Array.from(data.items ?? [], (item) => item.incident_id);
}

describe("/incident/info", () => {
  test("200: everything a client may read, empty where there is nothing", async () => {
    const incident_id = await addIncident(api.database, { channelId, integrationId: 7, creatorId: api.ownerId });
    const { data } = await api.call("/incident/info", { incident_id });
    expect(data).toMatchObject({
      ...{ incident_id, num: incident_id.slice(-6).toUpperCase(), channel_name: "Payments", channel_status: "enabled" },
      ...{ account_name: "Tocsin", account_locale: "en-US", account_time_zone: "UTC", progress: "Triggered" },
      ...{
        integration_id: 7,
        integration_ids: [7],
        integration_types: ["aliyun-prometheus"],
        integration_type: "aliyun-prometheus",
      },
      ...{ data_source_id: 7, data_source_ids: [7], data_source_type: "aliyun-prometheus" },
      creator: { person_id: api.ownerId, person_name: "owner", email: OWNER_EMAIL, as: "account" },
      closer: { person_id: 0, person_name: "", email: "", as: "" },
      detail_url: `${PUBLIC_URL}/incident/detail/${incident_id}`,
      silence_url: `${PUBLIC_URL}/channel/detail/${channelId}?tab=alertSuppression&fromIncidentId=${incident_id}`,
      ...{ responders: [], links: [], alerts: [], images: [], fields: {}, manual_overrides: [], frequency: "" },
    });
    const unassigned = {
      escalate_rule_id: "0".repeat(24),
      layer_idx: 0,
      type: "",
      assigned_at: 0,
      id: "",
      escalate_rule_name: "",
    };
    expect(data.assigned_to).toEqual(unassigned);
    expect(Object.keys(data).toSorted(), "and nothing else").toEqual(Object.keys(incidentItem.shape).toSorted());
  });

  test("200: by number, in any case", async () => {
    const incident_id = await addIncident(api.database, {});
    const { data } = await api.call("/incident/info", { num: incident_id.slice(-6) });
    expect(data.incident_id).toBe(incident_id);
  });

  test("400", async () => {
    expect(await api.call("/incident/info", { incident_id: UNKNOWN })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    expect(await api.call("/incident/info", { num: "FFFFFF" })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    for (const input of [{}, { incident_id: "x" }, { incident_id: 5 }, { num: "12345" }]) {
      expect(await api.call("/incident/info", input)).toMatchObject({ status: 400, code: "InvalidParameter" });
    }
  });
});

describe("/incident/list", () => {
  test("200: started in the window; with ids the window is not looked at", async () => {
    const old = await addIncident(api.database, { channelId: 21, startTime: now - 40 * DAY });
    const fresh = await addIncident(api.database, { channelId: 21, startTime: now - 60 });
    expect(await list({ channel_ids: [21] })).toEqual([fresh]);
    expect(await list({ channel_ids: [21], start_time: now - 41 * DAY, end_time: now - 39 * DAY })).toEqual([old]);
    expect(await list({ incident_ids: [old], start_time: 0, end_time: 0 })).toEqual([old]);
    expect(await list({ query: old.toUpperCase() })).toEqual([old]);
    expect(await list({ query: old, incident_ids: [fresh] })).toEqual([]);
  });

  test("200: found by its start also when it was opened long after", async () => {
    const late = await addIncident(api.database, {
      channelId: 22,
      startTime: now - 20 * DAY,
      openedAt: now - 18 * DAY,
    });
    expect(await list({ channel_ids: [22], start_time: now - 21 * DAY, end_time: now - 19 * DAY })).toEqual([late]);
    expect(await list({ channel_ids: [22], start_time: now - 19 * DAY, end_time: now })).toEqual([]);
  });

  test("200: every filter", async () => {
    const own = { channelId };
    const filter = { channel_ids: [channelId], start_time: now - 10 * DAY };
    const a = await addIncident(api.database, {
      ...own,
      startTime: now - 5 * DAY,
      severity: "Info",
      title: "Disk Full",
      progress: "Closed",
    });
    const b = await addIncident(api.database, {
      ...own,
      startTime: now - 4 * DAY,
      severity: "Warning",
      progress: "Processing",
      everMuted: true,
    });
    const c = await addIncident(api.database, {
      ...own,
      startTime: now - 3 * DAY,
      snoozedBefore: now + 600,
      creatorId: 77,
    });
    const found = (input: object) => list({ ...filter, end_time: now - 2 * DAY, ...input });
    expect(await found({})).toEqual([c, b, a]);
    expect(await found({ asc: true })).toEqual([a, b, c]);
    expect(await found({ progress: "Triggered,Processing" })).toEqual([c, b]);
    expect(await found({ incident_severity: "Info" })).toEqual([a]);
    expect(await found({ ever_muted: true })).toEqual([b]);
    expect(await found({ is_snoozed: true })).toEqual([c]);
    expect(await found({ is_snoozed: false })).toEqual([b, a]);
    expect(await found({ query: "disk f" })).toEqual([a]);
    expect(await found({ query: b.slice(-6) })).toEqual([b]);
    expect(await found({ nums: [c.slice(-6).toUpperCase()] })).toEqual([c]);
    expect(await found({ creator_ids: [77] })).toEqual([c]);
    expect(await found({ creator_ids: [0] })).toEqual([b, a]);
    expect(await found({ closer_ids: [0] })).toEqual([c, b, a]);
    expect(await found({ team_ids: [api.teamId] })).toEqual([c, b, a]);
    expect(await found({ team_ids: [9] })).toEqual([]);
    expect(await found({ is_my_team: true, is_my_channel: true })).toEqual([c, b, a]);
    expect(await found({ is_rare: true })).toEqual([]);
    const { data } = await api.call("/incident/list", { ...filter, end_time: now - 2 * DAY, limit: 2 });
    expect(data).toMatchObject({ total: 3, has_next_page: true, search_after_ctx: b });
    expect(await found({ limit: 2, search_after_ctx: b })).toEqual([a]);
    expect(await found({ limit: 2, p: 2 })).toEqual([a]);
  });

  test("200: by who works on it, and by who holds it now, alone and together with other filters", async () => {
    const newIncident = () => addIncident(api.database, { channelId, startTime: now - 60, openedAt: now - 60 });
    const [held, letGo] = [await newIncident(), await newIncident(), await newIncident()];
    const other = await addMember(api.database, "Mei Lin", [RESPONDER.id]);
    await api.call("/incident/ack", { incident_ids: [held, letGo] });
    await api.call("/incident/unack", { incident_ids: [letGo] });
    const me = [api.ownerId];
    expect((await list({ responder_ids: me })).sort()).toEqual([held, letGo].sort());
    expect(await list({ acker_ids: me })).toEqual([held]);
    expect(await list({ acker_ids: me, responder_ids: me, channel_ids: [channelId], asc: true })).toEqual([held]);
    expect(await list({ acker_ids: [other.personId] })).toEqual([]);
    expect(await list({ acker_ids: me, progress: "Closed" })).toEqual([]);
    const { data } = await api.call("/incident/list", { start_time: now - DAY, end_time: now, acker_ids: me });
    expect(data).toMatchObject({ total: 1, has_next_page: false });
  });

  const wrong: [string, object, RegExp][] = [
    [
      "no window",
      { start_time: undefined, end_time: undefined },
      /^start_time: expected a number, got nothing; end_time/,
    ],
    [
      "an unknown progress",
      { progress: "Open" },
      /^progress: expected one of Triggered, Processing, Closed, got "Open"$/,
    ],
    ["31 days", { start_time: now - 31 * DAY }, /^end_time: expected less than 31 days/],
    ["a number that is none", { nums: ["xyz"] }, /^nums\[0\]: expected 6 hexadecimal digits, got "xyz"$/],
    ["a wrong cursor", { search_after_ctx: "x" }, /^search_after_ctx: expected/],
  ];
  test.each(wrong)("400 InvalidParameter: %s", async (_what, fields, message) => {
    const answer = await api.call("/incident/list", { start_time: now - DAY, end_time: now, ...fields });
    expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(answer.message).toMatch(message);
  });
});

describe("/incident/list-by-ids", () => {
  test("200 and 400", async () => {
    const id = await addIncident(api.database, {});
    const { data } = await api.call("/incident/list-by-ids", { incident_ids: [id, UNKNOWN] });
    expect(data).toMatchObject({ total: 1, has_next_page: false, search_after_ctx: "", items: [{ incident_id: id }] });
    expect(await api.call("/incident/list-by-ids", { incident_ids: "x" })).toMatchObject({
      status: 400,
      code: "InvalidParameter",
    });
  });
});

describe("/incident/feed", () => {
  test("200: milliseconds, newest first unless asked otherwise", async () => {
    const incident_id = await addIncident(api.database, {});
    await addFeed(api.database, incident_id, "i_new", { severity: "Critical", title: "CPU" });
    await addFeed(api.database, incident_id, "i_rslv", { from: "event" });
    const { data } = await api.call("/incident/feed", { incident_id });
    expect(data.items).toMatchObject([
      { type: "i_rslv", detail: { from: "event" } },
      { type: "i_new", creator_id: 0 },
    ]);
    expect(Number(data.items?.[0]?.created_at)).toBeGreaterThan(1_600_000_000_000);
    const { data: page } = await api.call("/incident/feed", { incident_id, asc: true, limit: 1, p: 2 });
    expect(page).toMatchObject({ has_next_page: false, items: [{ type: "i_rslv" }] });
  });

  test("400", async () => {
    expect(await api.call("/incident/feed", { incident_id: UNKNOWN })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    expect(await api.call("/incident/feed", { incident_id: UNKNOWN, limit: 101 })).toMatchObject({
      code: "InvalidParameter",
    });
  });
});

describe("/incident/alert/list", () => {
  test("200: alerts of the incident, events when asked for", async () => {
    const incident_id = await addIncident(api.database, {});
    const closed = await addAlert(api.database, { incidentId: incident_id, progress: "Closed", startTime: now - 9 });
    const open = await addAlert(api.database, { incidentId: incident_id, startTime: now - 8 });
    const event = await addEvent(api.database, { alertId: open });
    const { data } = await api.call("/incident/alert/list", { incident_id });
    expect(data).toMatchObject({ total: 2, items: [{ alert_id: open, events: [] }, { alert_id: closed }] });
    const { data: active } = await api.call("/incident/alert/list", {
      incident_id,
      is_active: true,
      include_events: true,
      limit: 1000,
    });
    expect(active).toMatchObject({ total: 1, items: [{ alert_id: open, events: [{ event_id: event }] }] });
    const { data: second } = await api.call("/incident/alert/list", { incident_id, limit: 1, p: 2 });
    expect(second).toMatchObject({ total: 2, items: [{ alert_id: closed }] });
  });

  test("400", async () => {
    expect(await api.call("/incident/alert/list", { incident_id: UNKNOWN })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    expect(await api.call("/incident/alert/list", { incident_id: UNKNOWN, limit: 1001 })).toMatchObject({
      code: "InvalidParameter",
    });
    expect(await api.call("/incident/alert/list", { incident_id: UNKNOWN, p: 11 })).toMatchObject({
      code: "InvalidParameter",
    });
  });
});
