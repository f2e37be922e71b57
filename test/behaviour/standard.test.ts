import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createChannel } from "../support/api.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { latestDelivery, listAlerts, only, pushAndSettle } from "../support/ledger.ts";

// Standard events: what a person's own script gets for them, from the push to the alert.

let hub: TestHub;
let channelId: number;

beforeAll(async () => {
  hub = await startTestHub();
  channelId = await createChannel(hub.api, "Standard");
});
afterAll(() => hub.stop());

const made = z.object({ integration_id: z.number(), integration_key: z.string() });

/** An integration of its own, so that stories do not meet; `at` is where its sender posts to. */
async function connect(plugin_type = "standard", settings: object = {}, at = plugin_type) {
  const wanted = { plugin_type, channel_id: channelId, settings };
  const { integration_id: integrationId, integration_key: key } = await hub.api.get(
    "/integration/create",
    wanted,
    made,
  );
  return { integrationId, key, pushUrl: `${hub.url}/event/push/alert/${at}?integration_key=${key}` };
}

const EVENT = { title_rule: "$service::$check", event_status: "Critical", alert_key: "a/b" };
const LABELS = { service: "order-db", check: "replication" };

test("P4, P5: a title rule is rendered, the key echoed, and a recovery without a title ends the alert as it was", async () => {
  const integration = await connect();
  const answer = await hub.push(integration.pushUrl, { ...EVENT, labels: LABELS });
  expect(answer).toMatchObject({ status: 200, data: { alert_key: "a/b" } });
  await hub.settle();
  expect(await pushAndSettle(hub, integration, { event_status: "Ok", alert_key: "a/b" })).toEqual(["recovered"]);
  expect(only(await listAlerts(hub, integration.integrationId))).toMatchObject({
    ...{
      title: "order-db / replication",
      title_rule: "$service::$check",
      alert_severity: "Critical",
      alert_status: "Ok",
    },
    labels: LABELS,
  });
});

test("P4: without a key the answer names the one that was made, repeats join under it, and it ends the alert", async () => {
  const integration = await connect();
  const event = { title: "backup failed", event_status: "Info", labels: { host: "a", size: 5 } };
  const { data } = await hub.push(integration.pushUrl, event);
  const { alert_key } = z.object({ alert_key: z.string().length(22) }).parse(data);
  await hub.settle();
  hub.clock.fastForward(60_000);
  expect(await pushAndSettle(hub, integration, { ...event, labels: { size: "5", host: "a" } })).toEqual(["refreshed"]);
  expect(await pushAndSettle(hub, integration, { event_status: "Ok", alert_key })).toEqual(["recovered"]);
});

test("a batch is answered event by event, bad ones beside good ones", async () => {
  const integration = await connect();
  const body = [
    { ...EVENT, title: "x" },
    { ...EVENT, event_status: "fatal" },
    { event_status: "Ok", alert_key: "c" },
  ];
  const { status, data } = await hub.push(integration.pushUrl, body);
  expect({ status, data }).toMatchObject({
    status: 200,
    data: {
      ...{ accepted: 2, rejected: 1 },
      items: [
        { index: 0, alert_key: "a/b" },
        {
          index: 1,
          alert_key: "",
          error: expect.stringMatching(/^\[1\]\.event_status: expected Critical, .*got "fatal"$/),
        },
        { index: 2, alert_key: "c" },
      ],
    },
  });
  await hub.settle();
});

test("P2: the answer and the ledger mean the same event by its place in the body, the rejected ones counted", async () => {
  const integration = await connect();
  const body = [{ event_status: "nope" }, { title: "ok", event_status: "Info", alert_key: "k" }];
  const { data } = await hub.push(integration.pushUrl, body);
  expect(data).toMatchObject({
    items: [
      { index: 0, alert_key: "" },
      { index: 1, alert_key: "k" },
    ],
  });
  await hub.settle();
  const { verdicts, events } = await latestDelivery(hub, integration.integrationId);
  expect(verdicts).toMatchObject({ events: [{ event: 1, verdict: "opened" }], rejects: [{ index: 0 }] });
  expect(events).toMatchObject([{ event: 1, alert_key: "k" }]);
});

describe("refusals", () => {
  test.each<[string, object | string, number, string, RegExp]>([
    ["an Ok without a key", { title_rule: "x", event_status: "Ok" }, 400, "InvalidParameter", /^alert_key: /],
    [
      "a level in lower case",
      { title: "x", event_status: "critical" },
      400,
      "InvalidParameter",
      /^event_status: .*"critical"$/,
    ],
    ["no title", { event_status: "Info" }, 400, "InvalidParameter", /^title_rule: /],
    ["a key that is too long", { ...EVENT, alert_key: "k".repeat(256) }, 400, "InvalidParameter", /^alert_key: .*255/],
    ["broken JSON", '{"title":', 400, "BadRequest", /JSON/],
    ["101 events", Array.from({ length: 101 }, () => EVENT), 413, "EntityTooLarge", /at most 100/],
  ])("%s", async (_what, body, status, code, message) => {
    const { pushUrl } = await connect();
    const answer = await hub.push(pushUrl, body);
    expect({ status: answer.status, code: answer.error?.code }).toEqual({ status, code });
    expect(answer.error?.message).toMatch(message);
  });
});

test("P8: the verdict says what was cut and dropped, and the alert holds the rest", async () => {
  const integration = await connect();
  const labels = {
    ...Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`l${i}`, "v"])),
    service: "v".repeat(3000),
  };
  await pushAndSettle(hub, integration, {
    title: "t".repeat(600),
    event_status: "Info",
    description: "d".repeat(3000),
    labels,
  });
  const { verdicts } = await latestDelivery(hub, integration.integrationId);
  expect(only(verdicts.events).changes).toEqual([
    { change: "cut", field: "title", count: 600 },
    { change: "cut", field: "description", count: 3000 },
    { change: "dropped", field: "labels.l8", count: 2 },
    { change: "cut", field: "labels.service", count: 1 },
  ]);
  const alert = only(await listAlerts(hub, integration.integrationId));
  expect([alert.title.length, alert.description.length, Object.keys(alert.labels).length]).toEqual([512, 2048, 50]);
});

test("P3: a title rule that cannot be read is the title, and the verdict says so; one that gives too much is cut afterwards", async () => {
  const integration = await connect();
  const odd = { title_rule: "[TPL]{{if .Labels.a}}x{{end}}", event_status: "Info", alert_key: "odd" };
  await pushAndSettle(hub, integration, odd);
  const { verdicts } = await latestDelivery(hub, integration.integrationId);
  expect(only(verdicts.events).changes).toEqual([{ change: "unrendered", field: "title", count: 0 }]);
  expect(only(await listAlerts(hub, integration.integrationId)).title).toBe(odd.title_rule);

  const long = { title_rule: `[TPL]${"{{.Labels.a}}".repeat(60)}`, event_status: "Info", alert_key: "long" };
  await pushAndSettle(hub, integration, { ...long, labels: { a: "0123456789" } });
  const [, alert] = await listAlerts(hub, integration.integrationId);
  expect(alert).toMatchObject({ title: "0123456789".repeat(52).slice(0, 512), title_rule: long.title_rule });
});

describe("senders of standard events", () => {
  test.each(["uptime-kuma", "keep", "elastalert2"])(
    "%s posts to its own path and to that of standard",
    async (source) => {
      const atStandard = await connect(source, {}, "standard");
      const event = { title: "down", event_status: "Critical", alert_key: "14" };
      expect(await pushAndSettle(hub, atStandard, event)).toEqual(["opened"]);
      const own = { ...atStandard, pushUrl: `${hub.url}/event/push/alert/${source}?integration_key=${atStandard.key}` };
      expect(await pushAndSettle(hub, own, { ...event, event_status: "Ok" })).toEqual(["recovered"]);
      const alert = only(await listAlerts(hub, atStandard.integrationId));
      expect(alert).toMatchObject({ integration_type: source, title: "down" });
    },
  );

  test("a key of standard is not one of theirs, and theirs is for no other path", async () => {
    const refusal = async (source: string, at: string) => {
      const { pushUrl } = await connect(source, {}, at);
      return (await hub.push(pushUrl, EVENT)).error?.message;
    };
    expect(await refusal("standard", "uptime-kuma")).toMatch(/of type standard, but this URL is for uptime-kuma$/);
    expect(await refusal("keep", "uptime-kuma")).toMatch(/of type keep, but this URL is for uptime-kuma$/);
    expect(await refusal("keep", "prometheus")).toMatch(/of type keep, but this URL is for prometheus$/);
  });
});

describe("a mapping", () => {
  const settings = {
    field_mapping: {
      title: "{{check}} on {{host}}",
      event_status: "{{state}}",
      alert_key: "{{id}}",
      labels: { host: "{{host}}" },
    },
    value_mapping: { state: { down: "Critical", up: "Ok" } },
  };
  const body = { id: 7, check: "http", host: "web-1", state: "down" };

  test("P10: reads a foreign body from the next push on, and the verdict says so", async () => {
    const integration = await connect();
    expect((await hub.push(integration.pushUrl, body)).status).toBe(400);
    const edit = { integration_id: integration.integrationId, settings };
    expect((await hub.api.call("/integration/update", edit)).status).toBe(200);
    expect(await pushAndSettle(hub, integration, body)).toEqual(["opened"]);
    const { verdicts } = await latestDelivery(hub, integration.integrationId);
    expect(only(verdicts.events).changes).toEqual([{ change: "mapped", field: "", count: 4 }]);
    expect(await pushAndSettle(hub, integration, { ...body, state: "up" })).toEqual(["recovered"]);
    expect(only(await listAlerts(hub, integration.integrationId))).toMatchObject({
      title: "http on web-1",
      alert_key: "7",
    });
  });

  test("a body that lacks a value is refused by its path", async () => {
    const { pushUrl } = await connect("standard", settings);
    const { status, error } = await hub.push(pushUrl, { ...body, host: undefined });
    expect({ status, code: error?.code }).toEqual({ status: 400, code: "InvalidParameter" });
    expect(error?.message).toMatch(/^host: expected a value, since field_mapping.title reads it, got nothing/);
  });

  test("that could never work is refused when it is saved, by the name of its field; what is saved is echoed", async () => {
    const { integrationId } = await connect("standard", settings);
    const broken = { ...settings, field_mapping: { ...settings.field_mapping, title: "{{check" } };
    const { status, error } = await hub.api.call("/integration/update", {
      integration_id: integrationId,
      settings: broken,
    });
    expect({ status, message: error?.message }).toEqual({
      status: 400,
      message: 'settings.field_mapping.title: expected each {{ closed by }}, got "{{check"',
    });
    const { data } = await hub.api.call("/integration/info", { integration_id: integrationId });
    expect(data).toMatchObject({ settings });
  });
});
