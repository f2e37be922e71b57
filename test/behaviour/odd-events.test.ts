import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS } from "../../contract/limits.ts";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { type PushBody, startTestHub, type TestHub } from "../support/hub.ts";
import {
  type AlertView,
  expectCleanAfterwards,
  incidentOf,
  latestDelivery,
  listAlerts,
  only,
  pushAndSettle,
} from "../support/ledger.ts";
import { hours, minutes, STORY_START_MS } from "../support/moving-clock.ts";

// JSON that parses and still is trouble: what it holds is accepted, bounded, stored, and read back as it was meant.

let hub: TestHub;
let channelId: number;
let good: TestIntegration;

beforeAll(async () => {
  hub = await startTestHub();
  channelId = await createChannel(hub.api, "Odd");
  good = await createIntegration(hub.api, hub.url, channelId);
});
afterAll(() => hub.stop());

/** Pushes one event to an integration of its own, and reads the alert it opens, also through its incident. */
async function open(body: PushBody): Promise<AlertView> {
  const integration = await createIntegration(hub.api, hub.url, channelId);
  expect(await pushAndSettle(hub, integration, body)).toEqual(["opened"]);
  const alert = only(await listAlerts(hub, integration.integrationId));
  const { title, labels } = alert;
  expect(await incidentOf(hub, alert.incident.incident_id)).toMatchObject({ title, labels });
  return alert;
}

const withLabels = async (labels: Record<string, unknown>) => (await open(cmsEvent({ labels }))).labels;
const raw = (labels: string) => `{"status":"OCCURRED","ruleId":"r","subject":"s","labels":${labels}}`;

describe("times in every format: shown as the instant they name", () => {
  const at = "2026-11-20T02:00:00Z";
  const epoch = Date.parse(at) / 1000;
  test.each<[unknown]>([
    [at],
    ["2026-11-20T02:00:00.123456789Z"],
    ["2026-11-20T10:00:00+08:00"],
    ["2026-11-20T10:00:00+0800"],
    ["2026-11-20T10:00:00+08"],
    ["2026-11-19T21:00:00-0500"],
    ["2026-11-20 02:00:00Z"],
    ["2026-11-20 10:00:00.5 +0800 CST"],
    [epoch],
    [epoch * 1e3],
    [epoch * 1e6],
    [epoch * 1e9],
    [String(epoch)],
    [String(epoch * 1e3)],
    [`${epoch}000000000`],
    [`${epoch}.5`],
  ])("%j", async (time) => {
    const { start_time, last_time } = await open({ ...cmsEvent(), time });
    expect({ start_time, last_time }).toEqual({ start_time: epoch, last_time: epoch });
  });
});

describe("times that name no instant, or one nobody can mean: the hub's own time is shown", () => {
  test.each<[unknown]>([
    ["0001-01-01T00:00:00Z"],
    ["9999-12-31T23:59:59Z"],
    ["1969-07-20T20:17:40Z"],
    ["2026-02-31T00:00:00Z"],
    ["2026-11-20T25:00:00Z"],
    ["2026-11-20T02:00:00"],
    ["yesterday"],
    [""],
    ["x".repeat(1_000)],
    [0],
    [-1],
    [-1_795_140_600],
    [1],
    [1e15 * 1e15],
    [null],
    [true],
    [{}],
    [[1_795_140_600]],
  ])("%j", async (time) => {
    expect(await open({ ...cmsEvent(), time })).toMatchObject({ start_time: STORY_START_MS / 1000 });
  });

  test("a time far in the past is shown as a day ago, one ahead as in five minutes", async () => {
    const past = await open(cmsEvent({ atMs: STORY_START_MS - hours(1000) }));
    const ahead = await open(cmsEvent({ atMs: STORY_START_MS + hours(1000) }));
    expect(past.start_time * 1000).toBe(STORY_START_MS - hours(24));
    expect(ahead.start_time * 1000).toBe(STORY_START_MS + minutes(5));
  });
});

describe("labels of every kind", () => {
  test("scalars as text, nested ones as JSON, null left out, beyond range as what JSON makes of it", async () => {
    const text =
      '{"n":5,"f":0.1,"t":true,"o":{"a":[1]},"l":["x"],"e":"","z":null,"big":1e999,"neg":-0,"long":12345678901234567890}';
    expect(await open(raw(text))).toMatchObject({
      labels: { n: "5", f: "0.1", t: "true", o: '{"a":[1]}', l: '["x"]', e: "", big: "Infinity", neg: "0" },
    });
    expect((await open(raw(text))).labels).not.toHaveProperty("z");
  });

  test.each(["[1,2]", '"text"', "42", "null", "true", "[]", "{}"])("labels that are no object: %s", async (labels) => {
    expect(await open(raw(labels))).toMatchObject({ title: "s", labels: { ruleId: "r" } });
  });

  test("an object as JSON text inside a string", async () => {
    expect(await open(raw(JSON.stringify('{"pod":"a"}')))).toMatchObject({ labels: { pod: "a" } });
  });

  test("names of an object's prototype are labels like others, except __proto__", async () => {
    const names = ["constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__", "valueOf"];
    const labels = Object.fromEntries(names.map((name) => [name, "mine"]));
    const body = raw(`{"__proto__":{"polluted":"yes"},${JSON.stringify(labels).slice(1)}`);
    const stored = (await open(body)).labels;
    expect(stored).toMatchObject(labels);
    expect(Object.keys(stored)).not.toContain("__proto__");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    const { title } = await open(
      `{"__proto__":{"status":"RECOVERED"},"status":"OCCURRED","ruleId":"r2","subject":"fine"}`,
    );
    expect(title).toBe("fine");
  });

  test("a name given twice: the last one counts", async () => {
    expect(await open(raw('{"pod":"a","pod":"b"}'))).toMatchObject({ labels: { pod: "b" } });
  });

  test("60 labels: 50 stay, the well-known and the dispatching ones among them", async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a_label_${i}`, "x"]));
    const stored = await withLabels({ ...many, service: "shop", layer_person_reset_0_emails: "a@example.com" });
    expect(Object.keys(stored)).toHaveLength(LIMITS.labelsMax);
    expect(stored).toMatchObject({ service: "shop", layer_person_reset_0_emails: "a@example.com", a_label_0: "x" });
  });

  test("names too long, empty or with control characters are dropped; Chinese, dots and spaces are kept", async () => {
    const kept = { 实例: "数据库", "a.b/c d": "x", ["k".repeat(128)]: "long" };
    const dropped = { ["k".repeat(129)]: "x", ["k".repeat(300)]: "x", "": "x", "a\nb": "x", "a\u0000b": "x" };
    const stored = await withLabels({ ...kept, ...dropped });
    expect(stored).toMatchObject(kept);
    for (const name of Object.keys(dropped)) expect(Object.keys(stored)).not.toContain(name);
  });

  test("a megabyte in one label, and a hundred thousand labels", async () => {
    expect((await withLabels({ huge: "x".repeat(1024 * 1024) })).huge).toHaveLength(LIMITS.labelValueLengthMax);
    const labels = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`l${i}`, "x"]));
    expect(Object.keys(await withLabels(labels))).toHaveLength(LIMITS.labelsMax);
  });
});

describe("text that cannot be stored as it came", () => {
  test("NUL and lone surrogates become U+FFFD wherever they stand", async () => {
    const odd = "a\u0000b\ud800c\udc00d";
    const alert = await open(cmsEvent({ subject: odd, message: odd, entity: odd, labels: { "k\ud800": odd } }));
    const readable = "a\ufffdb\ufffdc\ufffdd";
    expect(alert).toMatchObject({ title: readable, description: readable, labels: { "k\ufffd": readable } });
  });

  test("bytes that are no UTF-8", async () => {
    const [before, after] = raw('{"pod":"a|b"}').split("|");
    const body = Buffer.concat([Buffer.from(before ?? ""), Buffer.from([0xff, 0xc3]), Buffer.from(after ?? "")]);
    expect((await open(body)).labels.pod).toMatch(/^a\ufffd+b$/);
  });

  test.each([
    ["title", LIMITS.titleLengthMax, (text: string) => ({ subject: text }), (alert: AlertView) => alert.title],
    [
      "description",
      LIMITS.descriptionLengthMax,
      (text: string) => ({ message: text }),
      (alert: AlertView) => alert.description,
    ],
    [
      "label",
      LIMITS.labelValueLengthMax,
      (text: string) => ({ labels: { text } }),
      (alert: AlertView) => alert.labels.text,
    ],
  ])("an emoji across the border of a %s is not cut in two", async (_what, max, fields, pick) => {
    const kept = "x".repeat(max - 1);
    expect(pick(await open(cmsEvent(fields(`${kept}🔥🔥`))))).toBe(kept);
    const fits = `${"x".repeat(max - 2)}🔥`;
    expect(pick(await open(cmsEvent(fields(`${fits}tail`))))).toBe(fits);
  });

  test("markup, templates and SQL are text", async () => {
    const text = `<script>alert(1)</script> {{.Labels}} \${x} '; drop table alert; -- %s \\u0000`;
    expect(await open(cmsEvent({ subject: text, labels: { text } }))).toMatchObject({ title: text, labels: { text } });
  });
});

describe("nesting of 100,000 levels", () => {
  const lists = "[".repeat(100_000) + "]".repeat(100_000);
  const objects = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;

  test("inside a label it is cut to what a person reads", async () => {
    const { labels } = await open(raw(`{"lists":${lists},"objects":${objects}}`));
    expect(labels.lists).toBe('[[[[[["…"]]]]]]');
    expect(labels.objects).toBe('{"a":{"a":{"a":{"a":{"a":{"a":"…"}}}}}}');
  });

  test("lists as the whole body hold no event", async () => {
    const answer = await hub.push(good.pushUrl, lists);
    expect(answer).toMatchObject({ status: 400, error: { code: "InvalidParameter" } });
    expect(answer.error?.message).toBe("[0]: expected an object, got an array");
  });

  test("objects as the whole body tell nothing, as a test does", async () => {
    expect((await hub.push(good.pushUrl, objects)).status).toBe(200);
    await hub.settle();
    expect(await latestDelivery(hub, good.integrationId)).toMatchObject({ outcome: "ignored", event_cnt: 0 });
  });
});

test("P2, P3: after all that a clean push works, nothing was answered 5xx, and the ledger holds the 200s", async () => {
  await expectCleanAfterwards(hub, good);
});
