import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { addAlert, addEvent, addFeed, addIncident, nowSeconds } from "../../test/support/rows.ts";
import { execute } from "../../test/support/sql.ts";

const MINUTE = 60;
const DAY = 86_400;
const UNKNOWN = "0123456789abcdef01234567";

let api: ApiUnderTest;
let channelId = 0;
let integrationId = 0;
const now = nowSeconds();
beforeAll(async () => {
  api = await startApi();
  const { data: channel } = await api.call("/channel/create", { team_id: api.teamId, channel_name: "Payments" });
  channelId = Number(channel.channel_id);
  const { data } = await api.call("/integration/create", {
    plugin_type: "aliyun-prometheus",
    channel_id: channelId,
    name: "Prom",
  });
  integrationId = Number(data.integration_id);
});
afterAll(() => api.stop());

/** Lists alerts and gives their ids. */
async function list(input: object): Promise<unknown[]> {
  const { data, status, message } = await api.call("/alert/list", input);
  expect({ status, message }).toEqual({ status: 200, message: "" });
  return Array.from(data.items ?? [], (item) => item.alert_id);
}

/** A small repeatable random source (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick(random: () => number, choices: readonly number[]): number {
  return choices[Math.floor(random() * choices.length)] ?? 0;
}

describe("/alert/info", () => {
  test("200: names beside ids, deprecated twins, its incident", async () => {
    const incidentId = await addIncident(api.database, { channelId, integrationId, title: "The incident" });
    const alert_id = await addAlert(api.database, {
      channelId,
      integrationId,
      incidentId,
      startTime: now,
      alertKey: "k1",
    });
    const { data } = await api.call("/alert/info", { alert_id: alert_id.toUpperCase() });
    expect(data).toMatchObject({
      ...{ alert_id, alert_key: "k1", channel_name: "Payments", channel_status: "enabled" },
      ...{ integration_name: "Prom", integration_type: "aliyun-prometheus", integration_ref_id: "" },
      ...{ data_source_id: integrationId, data_source_name: "Prom", data_source_type: "aliyun-prometheus" },
      ...{ alert_severity: "Critical", alert_status: "Critical", progress: "Triggered", start_time: now, end_time: 0 },
      ...{ close_time: 0, labels: { check: "cpu" }, event_cnt: 1, events: [] },
      images: [{ src: "https://x.example/y.png", href: "", alt: "" }],
      incident: { incident_id: incidentId, title: "The incident", progress: "Triggered" },
    });
  });

  test("200: without an incident and with names that are gone", async () => {
    const alert_id = await addAlert(api.database, { channelId: 5, integrationId: 6 });
    const { data } = await api.call("/alert/info", { alert_id });
    expect(data).toMatchObject({
      incident: { incident_id: "", title: "", progress: "" },
      channel_name: "",
      integration_name: "",
    });
  });

  test("400", async () => {
    expect(await api.call("/alert/info", { alert_id: UNKNOWN })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    const wrong = await api.call("/alert/info", { alert_id: "nope" });
    expect(wrong).toMatchObject({ status: 400, message: 'alert_id: expected 24 hexadecimal digits, got "nope"' });
  });
});

describe("/alert/list", () => {
  test("200: alerts alive in the window, however long ago they were opened", async () => {
    const own = { channelId: 701 };
    const filter = { channel_ids: [701] };
    const week = await addAlert(api.database, {
      ...own,
      startTime: now - 40 * DAY,
      lastTime: now - 5 * DAY,
      progress: "Closed",
    });
    const brief = await addAlert(api.database, {
      ...own,
      startTime: now - 20 * DAY,
      lastTime: now - 20 * DAY,
      progress: "Closed",
    });
    const fresh = await addAlert(api.database, { ...own, startTime: now - MINUTE });
    const during = (from: number, to: number) => list({ ...filter, start_time: now + from, end_time: now + to });
    expect(await during(-30 * DAY, 0)).toEqual([fresh, brief, week]);
    expect(await during(-10 * DAY, 0)).toEqual([fresh, week]);
    expect(await during(-21 * DAY, -19 * DAY)).toEqual([brief, week]);
    expect(await during(-4 * DAY, -3 * DAY)).toEqual([]);
    expect(await during(-2 * MINUTE, 0)).toEqual([fresh]);
    expect(await list({ ...filter, start_time: now - 30 * DAY, end_time: now, asc: true })).toEqual([
      week,
      brief,
      fresh,
    ]);
    const byUpdate = { ...filter, start_time: now - 30 * DAY, end_time: now, orderby: "updated_at" };
    expect(await list(byUpdate)).toEqual([fresh, week, brief]);
    expect(await list({ ...byUpdate, asc: true })).toEqual([brief, week, fresh]);
    const updatedIn = (from: number, to: number) =>
      list({ ...filter, start_time: now + from, end_time: now + to, by_updated_at: true });
    expect(await updatedIn(-6 * DAY, -4 * DAY)).toEqual([week]);
    expect(await updatedIn(-30 * DAY, 0)).toEqual([fresh, brief, week]);
  });

  test("200: the window finds what a look at every alert finds", async () => {
    const random = createRandom(7);
    const alerts: { id: string; startTime: number; lastTime: number; updatedAt: number }[] = [];
    for (let i = 0; i < 150; i += 1) {
      const startTime = now - Math.floor(random() * 60 * DAY);
      const openedAt = startTime + pick(random, [-300, 0, 5, 3599, 3601, DAY, 3 * DAY]);
      const lastTime = Math.max(startTime, openedAt - 10) + pick(random, [0, 60, DAY - 1, DAY + 1, 20 * DAY]);
      const updatedAt = Math.max(openedAt, lastTime - 300) + pick(random, [0, 600]);
      const id = await addAlert(api.database, { channelId: 720, startTime, openedAt, lastTime, updatedAt });
      alerts.push({ id, startTime, lastTime, updatedAt });
    }
    for (let i = 0; i < 40; i += 1) {
      const start_time = now - Math.floor(random() * 60 * DAY);
      const end_time = start_time + pick(random, [0, 60, DAY, 10 * DAY, 30 * DAY]);
      const input = { start_time, end_time, channel_ids: [720], limit: 100 };
      const alive = alerts.filter((alert) => alert.startTime <= end_time && alert.lastTime >= start_time);
      const byId = alive
        .map(({ id }) => id)
        .sort()
        .reverse();
      expect(await list(input)).toEqual(byId.slice(0, 100));
      expect(await list({ ...input, asc: true })).toEqual([...byId].reverse().slice(0, 100));
      const byUpdate = [...alive].sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
      expect(await list({ ...input, orderby: "updated_at" })).toEqual(byUpdate.slice(0, 100).map(({ id }) => id));
      const { data } = await api.call("/alert/list", { ...input, limit: 1, search_after_ctx: "f".repeat(24) });
      expect(data.total).toBe(byId.length);
      const updated = alerts
        .filter((alert) => alert.updatedAt >= start_time && alert.updatedAt <= end_time)
        .map(({ id }) => id);
      expect(await list({ ...input, by_updated_at: true })).toEqual(updated.sort().reverse().slice(0, 100));
    }
  });

  test("200: every filter", async () => {
    const own = { channelId: 702, integrationId: 802 };
    const window = { start_time: now - DAY, end_time: now + DAY, channel_ids: [702] };
    const a = await addAlert(api.database, {
      ...own,
      severity: "Info",
      title: "Disk Full",
      alertKey: "a",
      startTime: now - 3,
    });
    const b = await addAlert(api.database, {
      ...own,
      severity: "Warning",
      progress: "Closed",
      everMuted: true,
      startTime: now - 2,
    });
    const c = await addAlert(api.database, { ...own, integrationId: 803, startTime: now - 1 });
    expect(await list(window)).toEqual([c, b, a]);
    expect(await list({ ...window, is_active: true })).toEqual([c, a]);
    expect(await list({ ...window, is_active: false })).toEqual([b]);
    expect(await list({ ...window, ever_muted: true })).toEqual([b]);
    expect(await list({ ...window, ever_muted: false })).toEqual([c, a]);
    expect(await list({ ...window, alert_severity: "Info, Warning" })).toEqual([b, a]);
    expect(await list({ ...window, alert_severity: "" })).toEqual([c, b, a]);
    expect(await list({ ...window, integration_ids: [803] })).toEqual([c]);
    expect(await list({ ...window, alert_keys: ["a"] })).toEqual([a]);
    expect(await list({ ...window, title: "disk" })).toEqual([a]);
    expect(await list({ start_time: 0, end_time: 0, alert_ids: [a, b] })).toEqual([b, a]);
    expect(await list({ start_time: 0, end_time: 0, alert_ids: [a, b], is_active: true })).toEqual([a]);
    expect(await list({ ...window, channel_ids: [704] })).toEqual([]);
  });

  test.each(["created_at", "updated_at"])("200: pages and cursor by %s meet every alert once", async (orderby) => {
    const channel_ids = [orderby === "created_at" ? 703 : 705];
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      const startTime = now - 10 * DAY + i * DAY;
      ids.unshift(
        await addAlert(api.database, {
          channelId: channel_ids[0] ?? 0,
          startTime,
          lastTime: startTime + (i % 3) * 2 * DAY,
        }),
      );
    }
    for (const asc of [false, true]) {
      const input = { start_time: now - 20 * DAY, end_time: now, channel_ids, orderby, asc };
      const all = await list(input);
      expect(all).toHaveLength(7);
      if (orderby === "created_at") expect(all).toEqual(asc ? [...ids].reverse() : ids);
      expect(await list({ ...input, limit: 3, p: 3 })).toEqual(all.slice(6));
      const walked: unknown[] = [];
      let search_after_ctx = "";
      do {
        const { data } = await api.call("/alert/list", { ...input, limit: 3, search_after_ctx });
        walked.push(...Array.from(data.items ?? [], (item) => item.alert_id));
        expect(data.total).toBe(7);
        search_after_ctx = String(data.search_after_ctx);
        expect(data.has_next_page).toBe(search_after_ctx !== "");
      } while (search_after_ctx);
      expect(walked).toEqual(all);
    }
  });

  const wrong: [string, object, RegExp][] = [
    ["no window", { start_time: undefined }, /^start_time: expected a number, got nothing$/],
    ["an empty window", { start_time: 0, end_time: 0 }, /^start_time: expected Unix seconds, got 0$/],
    [
      "31 days",
      { start_time: now - 31 * DAY },
      /^end_time: expected less than 31 days after start_time, got 31.0 days$/,
    ],
    ["a window that ends first", { end_time: now - DAY }, /^end_time: expected \d+ \(start_time\) or later/],
    ["milliseconds", { start_time: now * 1000 }, /^start_time: expected at most 253402300799/],
    ["an unknown severity", { alert_severity: "Info,Bad" }, /^alert_severity: expected one of .*, got "Info,Bad"$/],
    ["a list for a string", { alert_severity: ["Info"] }, /^alert_severity: expected a string, got an array$/],
    ["an id that is none", { alert_ids: ["x"] }, /^alert_ids\[0\]: expected 24 hexadecimal digits, got "x"$/],
    ["a channel as text", { channel_ids: [1, "2"] }, /^channel_ids\[1\]: expected a number, got "2"$/],
    [
      "a cursor of ours no more",
      { search_after_ctx: "'; drop" },
      /^search_after_ctx: expected one that an earlier page/,
    ],
    ["the other order's cursor", { search_after_ctx: UNKNOWN, orderby: "updated_at" }, /^search_after_ctx/],
    ["too deep", { p: 1001, limit: 10 }, /^p: expected p × limit to be at most 10000, got 1001 × 10$/],
    ["a page too long", { limit: 101 }, /^limit: expected at most 100, got 101$/],
  ];
  test.each(wrong)("400 InvalidParameter: %s", async (_what, fields, message) => {
    const answer = await api.call("/alert/list", { start_time: now - MINUTE, end_time: now, ...fields });
    expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(answer.message).toMatch(message);
  });
});

describe("/alert/list-by-ids", () => {
  test("200: known ones", async () => {
    const id = await addAlert(api.database, {});
    const { data } = await api.call("/alert/list-by-ids", { alert_ids: [id, UNKNOWN] });
    expect(data).toMatchObject({ total: 1, has_next_page: false, search_after_ctx: "", items: [{ alert_id: id }] });
  });

  test("400 InvalidParameter", async () => {
    expect(await api.call("/alert/list-by-ids", {})).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});

describe("/alert/event/list and /alert/feed", () => {
  test("200: events newest first, the timeline in either order", async () => {
    const alert_id = await addAlert(api.database, {});
    const first = await addEvent(api.database, { alertId: alert_id, integrationId });
    const second = await addEvent(api.database, { alertId: alert_id, integrationId, status: "Ok" });
    const { data } = await api.call("/alert/event/list", { alert_id });
    expect(data.items).toMatchObject([
      { event_id: second, event_status: "Ok", event_severity: "Critical" },
      { event_id: first },
    ]);
    expect(data.items?.[0]).toMatchObject({ integration_type: "aliyun-prometheus", data_source_id: integrationId });
    await addFeed(api.database, alert_id, "a_close", { from: "channel" });
    const types = async (input: object) => {
      const answer = await api.call("/alert/feed", { alert_id, ...input });
      return { next: answer.data.has_next_page, types: Array.from(answer.data.items ?? [], (item) => item.type) };
    };
    const told = ["a_close", "a_close", "a_update", "a_new"];
    expect(await types({})).toEqual({ next: false, types: told });
    expect(await types({ asc: true })).toEqual({ next: false, types: told.toReversed() });
    expect(await types({ asc: true, limit: 1 })).toEqual({ next: true, types: ["a_new"] });
    expect(await types({ types: ["a_close"] })).toEqual({ next: false, types: ["a_close", "a_close"] });
  });

  test("400", async () => {
    for (const path of ["/alert/event/list", "/alert/feed"]) {
      expect(await api.call(path, { alert_id: UNKNOWN })).toMatchObject({ status: 400, code: "ResourceNotFound" });
      expect(await api.call(path, {})).toMatchObject({ status: 400, code: "InvalidParameter" });
    }
  });
});

describe("/alert-event/list", () => {
  const events = async (input: object) => {
    const { data, status } = await api.call("/alert-event/list", input);
    expect(status).toBe(200);
    return Array.from(data.items ?? [], (item) => item.event_id);
  };

  test("200: filters, order, pages, cursor", async () => {
    const own = { channelId: 710, integrationId };
    const a = await addEvent(api.database, { ...own, severity: "Info", eventTime: now - 2 });
    const b = await addEvent(api.database, { ...own, severity: "Warning", integrationId: 9, eventTime: now - 1 });
    const c = await addEvent(api.database, { ...own, eventTime: now });
    const filter = { channel_ids: [710], end_time: now + 1 };
    expect(await events(filter)).toEqual([c, b, a]);
    expect(await events({ ...filter, asc: true })).toEqual([a, b, c]);
    expect(await events({ ...filter, severities: "Info,Critical" })).toEqual([c, a]);
    expect(await events({ ...filter, integration_ids: [9] })).toEqual([b]);
    expect(await events({ ...filter, integration_types: ["aliyun-prometheus"] })).toEqual([c, a]);
    expect(await events({ ...filter, integration_types: ["aliyun-prometheus"], integration_ids: [9] })).toEqual([]);
    expect(await events({ ...filter, start_time: now, orderby: "event_time" })).toEqual([c]);
    const { data } = await api.call("/alert-event/list", { ...filter, limit: 2 });
    expect(data).toMatchObject({ total: 3, has_next_page: true });
    expect(await events({ ...filter, limit: 2, search_after_ctx: data.search_after_ctx })).toEqual([a]);
  });

  test("200: a type of more integrations than are named", async () => {
    await execute(
      api.database,
      `insert into integration select n, 0, 'prometheus', 'p', '', 0, null, 'k' || n, '{}', 0, 'enabled', 0, 0, 0, 0
      from generate_series(1001, 1150) n`,
    );
    const own = { channelId: 711, eventTime: now };
    const found = await addEvent(api.database, { ...own, integrationId: 1100 });
    await addEvent(api.database, { ...own, integrationId });
    const filter = { channel_ids: [711], integration_types: ["prometheus"], end_time: now + 1 };
    expect(await events(filter)).toEqual([found]);
    expect(await events({ ...filter, integration_ids: [integrationId] })).toEqual([]);
  });

  test("400 InvalidParameter", async () => {
    for (const input of [
      { start_time: now - 31 * DAY, end_time: now },
      { severities: "Bad" },
      { search_after_ctx: `${UNKNOWN}:9999-99-99` },
    ]) {
      expect(await api.call("/alert-event/list", input)).toMatchObject({ status: 400, code: "InvalidParameter" });
    }
  });
});
