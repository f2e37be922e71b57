import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { putIntoWords } from "../../../contract/saying.ts";
import { SAYINGS } from "../../../contract/sayings.ts";
import { readPush } from "../read.ts";
import type { SourceReading, SourceSettings } from "../source.ts";
import { SAMPLE_HEADER } from "./sample.ts";
import { standard } from "./standard.ts";

const NOW = Date.parse("2026-11-20T02:30:00Z");
const BODY = {
  alert: { name: "CPU high", state: "firing", id: 7, host: "web-1", tags: { env: "prod", cpu: 97, gone: null } },
  items: [{ host: "a" }, { host: "b" }],
  "dotted.name": "whole",
  pictures: [{ src: "https://img.example.com/a.png", alt: "a" }],
  blank: null,
};
const LEAST = { title: "{{alert.name}}", event_status: "Warning" };

function read(settings: SourceSettings, body: unknown = BODY, headers = {}): SourceReading {
  const request = { method: "POST", query: {}, headers, body: Buffer.from(JSON.stringify(body)) };
  return readPush(standard, request, settings, NOW);
}

/** The event that a mapping makes of the body. */
function mapped(field_mapping: object, value_mapping?: object, body: unknown = BODY) {
  const settings = { field_mapping: { ...LEAST, ...field_mapping }, ...(value_mapping && { value_mapping }) };
  expect(standard.readSettings(settings)).toMatchObject({ ok: true });
  const reading = read(settings, body);
  const [event] = reading.outcome === "mapped" ? reading.events : [];
  if (!event) throw new Error(JSON.stringify(reading));
  return event;
}

function problems(settings: SourceSettings): string[] {
  const reading = standard.readSettings(settings);
  return reading.ok ? [] : reading.issues.map(({ at }) => at);
}

describe("a mapping", () => {
  test("makes an event of any body, and the verdict says so", () => {
    const event = mapped(
      {
        title: "{{alert.name}} on {{ alert.host }}",
        event_status: "{{alert.state}}",
        alert_key: "{{alert.id}}",
        description: "id {{alert.id}}, tags {{alert.tags}}, blank {{blank}}.",
        labels: { host: "{{items[1].host}}", first: "{{items.0.host}}", fixed: "acme", dotted: "{{dotted.name}}" },
        images: [{ src: "{{pictures.0.src}}", alt: "graph" }],
      },
      { "alert.state": { firing: "Critical", resolved: "Ok" } },
    );
    expect(event).toEqual({
      ...{ status: "Critical", key: "7", otherKeys: [], title: "CPU high on web-1", sourceTimeMs: null },
      description: 'id 7, tags {"env":"prod","cpu":97,"gone":null}, blank .',
      labels: { host: "b", first: "a", fixed: "acme", dotted: "whole" },
      images: [{ src: "https://img.example.com/a.png", alt: "graph", href: "" }],
      changes: [{ change: "mapped", field: "", count: 6 }],
    });
  });

  test("takes a whole object as labels and a whole list as images", () => {
    const event = mapped({ labels: "{{alert.tags}}", images: "{{pictures}}" });
    expect(event.labels).toEqual({ env: "prod", cpu: "97" });
    expect(event.images).toHaveLength(1);
  });

  test("reads nothing that it does not name, whatever the body calls so", () => {
    const body = { ...BODY, description: "own", labels: ["not", "labels"], alert_key: "own" };
    expect(mapped({}, undefined, body)).toMatchObject({ description: "", labels: {} });
  });

  test("P4: firing and recovery share the key that it reads", () => {
    const fields = { event_status: "{{alert.state}}", alert_key: "cpu/{{alert.id}}" };
    const values = { "alert.state": { firing: "Critical", resolved: "Ok" } };
    const over = { ...BODY, alert: { ...BODY.alert, state: "resolved" } };
    expect(mapped(fields, values, over)).toMatchObject({ status: "Ok", key: mapped(fields, values).key });
  });

  test("is for lists of bodies too", () => {
    const settings = { field_mapping: { ...LEAST, alert_key: "{{alert.id}}" } };
    const reading = read(settings, [BODY, { alert: {} }]);
    expect(reading).toMatchObject({
      events: [{ key: "7" }],
      rejects: [{ index: 1, issues: [{ at: "[1].alert.name" }, {}] }],
    });
  });
});

test("values are translated where they are read: numbers and true by their text, others stay as they are", () => {
  const values = { "alert.id": { 7: "seven" }, "alert.tags.cpu": { 97: "hot" } };
  const { labels } = mapped(
    { labels: { id: "{{alert.id}}", text: "-{{alert.tags.cpu}}-", host: "{{alert.host}}" } },
    values,
  );
  expect(labels).toEqual({ id: "seven", text: "-hot-", host: "web-1" });
});

test("every value that is missing refuses the event by its path and by what reads it", () => {
  const reading = read({
    field_mapping: { ...LEAST, alert_key: "{{alert.uid}}", labels: { a: "x {{items.9.host}}" } },
  });
  expect(reading).toEqual({
    outcome: "rejected",
    kind: "shape",
    issues: [
      { at: "alert.uid", expected: "a value, since field_mapping.alert_key reads it", got: "nothing" },
      { at: "items.9.host", expected: "a value, since field_mapping.labels.a reads it", got: "nothing" },
    ],
  });
});

test("a level that no value mapping knows refuses the event and shows it", () => {
  const reading = read({ field_mapping: { ...LEAST, event_status: "{{alert.state}}" } });
  expect(reading).toMatchObject({ outcome: "rejected", issues: [{ at: "event_status", got: '"firing"' }] });
});

test("the hub's own test event needs no mapping", () => {
  const { body, headers } = standard.sample("Info", NOW);
  expect(headers).toHaveProperty(SAMPLE_HEADER);
  expect(read({ field_mapping: LEAST }, JSON.parse(body), headers)).toMatchObject({ outcome: "mapped" });
  expect(read({ field_mapping: LEAST }, JSON.parse(body))).toMatchObject({ outcome: "rejected" });
});

describe("settings", () => {
  const text = "x".repeat(2049);
  test.each<[string, SourceSettings]>([
    ["field_mapping", { field_mapping: "x" }],
    ["field_mapping", { value_mapping: { a: { b: "c" } } }],
    ["field_mapping.event_status", { field_mapping: { title: "t" } }],
    ["field_mapping.title", { field_mapping: { event_status: "Info" } }],
    ["field_mapping.severity", { field_mapping: { ...LEAST, severity: "x" } }],
    ["field_mapping.title", { field_mapping: { ...LEAST, title: 5 } }],
    ["field_mapping.title", { field_mapping: { ...LEAST, title: text } }],
    ["field_mapping.title", { field_mapping: { ...LEAST, title: "{{a" } }],
    ["field_mapping.title", { field_mapping: { ...LEAST, title: "a}}" } }],
    ["field_mapping.title", { field_mapping: { ...LEAST, title: "{{ }}" } }],
    ["field_mapping.labels", { field_mapping: { ...LEAST, labels: "fixed" } }],
    ["field_mapping.labels", { field_mapping: { ...LEAST, labels: "{{a}} {{b}}" } }],
    ["field_mapping.labels", { field_mapping: { ...LEAST, labels: { "": "x" } } }],
    ["field_mapping.labels.a", { field_mapping: { ...LEAST, labels: { a: null } } }],
    ["field_mapping.images[0]", { field_mapping: { ...LEAST, images: [{ alt: "x" }] } }],
    ["field_mapping.images[0].size", { field_mapping: { ...LEAST, images: [{ src: "x", size: "y" }] } }],
    ["value_mapping", { field_mapping: LEAST, value_mapping: [] }],
    ["value_mapping.a", { field_mapping: LEAST, value_mapping: { a: "b" } }],
    ["value_mapping.a.b", { field_mapping: LEAST, value_mapping: { a: { b: 1 } } }],
    ["no_such", { field_mapping: LEAST, no_such: 1 }],
  ])("%s is named when it is wrong: %j", (at, settings) => expect(problems(settings)).toEqual([at]));

  test("are bounded in labels, images, paths and values", () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, "x"]));
    const images = Array.from({ length: 21 }, () => ({ src: "x" }));
    expect(problems({ field_mapping: { ...LEAST, labels: many(50) } })).toEqual([]);
    expect(problems({ field_mapping: { ...LEAST, labels: many(51) } })).toEqual(["field_mapping.labels"]);
    expect(problems({ field_mapping: { ...LEAST, images } })).toEqual(["field_mapping.images"]);
    expect(problems({ field_mapping: LEAST, value_mapping: { a: many(201) } })).toEqual(["value_mapping.a"]);
    const paths = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`p${i}`, {}]));
    expect(problems({ field_mapping: LEAST, value_mapping: paths })).toEqual(["value_mapping"]);
  });

  test("null is as good as left out", () => expect(problems({ field_mapping: null, value_mapping: null })).toEqual([]));
});

describe("P3: no settings and no body make it throw", () => {
  const path = fc.constantFrom(
    "alert",
    "alert.tags",
    "items.0",
    "items",
    "__proto__",
    "constructor.name",
    "a..b",
    "length",
  );
  const template = fc.array(
    fc.oneof(
      fc.string({ maxLength: 4 }),
      path.map((one) => `{{${one}}}`),
    ),
    { maxLength: 3 },
  );
  const text = template.map((parts) => parts.join(""));
  const settings = fc.record({
    field_mapping: fc.record({
      title: text,
      event_status: fc.oneof(text, fc.constant("Info")),
      labels: fc.oneof(text, fc.dictionary(fc.string(), text)),
    }),
    value_mapping: fc.oneof(fc.constant({}), fc.jsonValue()),
  });
  const body = fc.oneof(fc.constant(BODY), fc.jsonValue());

  test("whatever they are", () => {
    const property = fc.property(settings, body, (set, json) => {
      standard.readSettings(set);
      const reading = read(set, json);
      if (reading.outcome !== "rejected") return;
      for (const { got } of reading.issues) expect(putIntoWords(got, SAYINGS)).not.toMatch(/^one it fails on/);
    });
    fc.assert(property, { seed: 20261123, numRuns: 2000 });
  });

  test("a large part of a body that is repeated does not become memory", () => {
    const reading = read(
      { field_mapping: { ...LEAST, description: "{{a}}".repeat(400) } },
      { alert: { name: "n" }, a: "x".repeat(5e6) },
    );
    expect(reading).toMatchObject({ events: [{ description: "x".repeat(2048) }] });
  });
});
