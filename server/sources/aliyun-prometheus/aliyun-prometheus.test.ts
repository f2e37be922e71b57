import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../contract/limits.ts";
import { readPush } from "../read.ts";
import type { SourceEvent, SourceReading } from "../source.ts";
import { aliyunPrometheus } from "./aliyun-prometheus.ts";
import { IDENTITIES } from "./identity.ts";

const RECEIVED_AT_MS = Date.parse("2026-11-20T02:30:00Z");
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

function read(body: Buffer | string, settings = {}, query = {}, method = "POST", headers = {}): SourceReading {
  const request = { method, query, headers, body: Buffer.from(body) };
  return readPush(aliyunPrometheus, request, settings, RECEIVED_AT_MS);
}

function events(name: string, settings = {}): readonly SourceEvent[] {
  const reading = read(fixture(name), settings);
  if (reading.outcome !== "mapped") throw new Error(JSON.stringify(reading));
  return reading.events;
}

function event(name: string, settings = {}): SourceEvent {
  const [first, second] = events(name, settings);
  if (first === undefined || second !== undefined) throw new Error(`${name} does not hold one event`);
  return first;
}

const keysOf = (of: SourceEvent) => [of.key, ...of.otherKeys];

describe("P4: a recovery finds the alert it ends", () => {
  const stories = [
    ["firing-1.json", "resolved-1.json"],
    ["firing-2-error.json", "resolved-3-RESOLVED.json"],
    ["firing-3-warning-offset-time.json", "resolved-2-minimal.json"],
    ["entity-missing.json", "entity-missing-recovery.json"],
    ["severity-zh.json", "status-zh-recovered.json"],
    ["rule-in-labels.json", "status-ok-history.json"],
    ["callback-firing.txt", "callback-recovered.txt"],
    ["callback-no-data.txt", "callback-recovered.txt"],
  ] as const;

  test.each(stories)("%s is ended by %s under the default identity", (firing, recovery) => {
    expect(event(recovery)).toMatchObject({ status: "Ok", key: event(firing).key });
  });

  const changes = IDENTITIES.flatMap((before) => IDENTITIES.map((after) => [before, after] as const));
  test.each(changes)("opened under identity %s, ended under %s", (before, after) => {
    const recovery = event("resolved-1.json", { identity: after });
    expect(keysOf(recovery)).toHaveLength(3);
    expect(keysOf(recovery)).toContain(event("firing-1.json", { identity: before }).key);
  });

  test("the barest recovery, without labels, ends what entity or alert entity opened", () => {
    const recovery = keysOf(event("resolved-2-minimal.json"));
    for (const identity of ["entity", "alertEntityId", "labels"]) {
      // The firing event has no labels that tell series apart, so under `labels` its alert entity stands in.
      expect(recovery).toContain(event("firing-3-warning-offset-time.json", { identity }).key);
    }
  });

  test("each alert of an Alertmanager body is ended by its own", () => {
    const firing = events("alertmanager-firing.json").map((each) => each.key);
    expect(events("alertmanager-resolved.json").map((each) => each.key)).toEqual(firing);
    expect(new Set(firing).size).toBe(2);
  });
});

test("P4: a repeat notice keeps the key, another entity of the rule gets its own", () => {
  expect(event("firing-7-persistent.json").key).toBe(event("firing-1.json").key);
  expect(event("firing-8-zh.json").key).not.toBe(event("firing-1.json").key);
});

test("an event reads the same as JSON, with a byte order mark, as a form and inside a form", () => {
  const plain = event("byte-order-mark.json");
  expect(event("event-in-form-field.txt")).toEqual(plain);
  expect(event("event-as-form-name.txt")).toEqual(plain);
  const { labels, ...rest } = event("event-as-form.txt");
  expect({ ...rest, labels: { ...plain.labels, device: "/dev/vdb1", note: "a&b=c" } }).toEqual({ ...plain, labels });
});

test("P3: method, query and Content-Type do not change what a body says", () => {
  const plain = read(fixture("firing-1.json"));
  expect(read(fixture("firing-1.json"), {}, { utm: "x" }, "GET", { "content-type": "text/plain" })).toEqual(plain);
});

test("the push URL may set the severity of firing events, never of recoveries", () => {
  expect(read(fixture("firing-1.json"), {}, { severity: "Info" })).toMatchObject({ events: [{ status: "Info" }] });
  expect(read(fixture("resolved-1.json"), {}, { severity: "Info" })).toMatchObject({ events: [{ status: "Ok" }] });
});

describe("a shape is told by what it alone has", () => {
  const titleOf = (body: object) => {
    const reading = read(JSON.stringify(body));
    return reading.outcome === "mapped" ? reading.events[0]?.title : reading.outcome;
  };
  const unknown = "Alert of an unknown shape from Alibaba Cloud";

  test.each([
    [{ alertState: "ALERT", ruleId: "r", alertName: "callback" }, "callback"],
    [{ alertState: "ALERT", ruleId: "r", alertName: "callback", status: "OCCURRED" }, "r"],
    [{ alertState: "ALERT", ruleId: "r", resource: { entity: { entity_id: "e" } } }, "e / r"],
    [{ alerts: [{ labels: { alertname: "alert" } }], status: "firing", ruleId: "r" }, "alert"],
    [{ dedupId: "d" }, "Alibaba Cloud Prometheus alert"],
    [{ alertEntityId: "a" }, "a"],
    [{ resource: "acs:ecs:i-1" }, "Alibaba Cloud Prometheus alert"],
    [{ labels: { alertname: "labelled" } }, "labelled"],
    [{ type: "alert", severity: "CRITICAL" }, "Alibaba Cloud Prometheus alert"],
    [{ severity: "CRITICAL" }, unknown],
    [{ type: "alert" }, "ignored"],
    [{ type: "测试", ruleId: "r" }, "ignored"],
    [{ status: "TEST" }, "ignored"],
    [{ resource: {}, labels: {}, ruleId: null }, "ignored"],
  ])("%j", (body, title) => {
    expect(titleOf(body)).toBe(title);
  });
});

describe("severity", () => {
  const status = (fields: object) => {
    const reading = read(JSON.stringify({ status: "OCCURRED", ruleId: "r", ...fields }));
    return reading.outcome === "mapped" ? reading.events[0]?.status : reading;
  };

  test.each([
    ["CRITICAL", "Critical"],
    ["critical", "Critical"],
    ["P1", "Critical"],
    ["紧急", "Critical"],
    ["严重", "Critical"],
    ["ERROR", "Critical"],
    ["p2", "Critical"],
    ["错误", "Critical"],
    ["WARNING", "Warning"],
    ["Warn", "Warning"],
    ["P3", "Warning"],
    ["警告", "Warning"],
    ["INFO", "Info"],
    ["P4", "Info"],
    ["普通", "Info"],
    ["信息", "Info"],
    ["提醒", "Info"],
    // As a severity it is the name of the lowest level; only as a status it means that all is well.
    ["NORMAL", "Info"],
    ["Normal", "Info"],
    ["constructor", "Warning"],
    ["", "Warning"],
    [null, "Warning"],
    [{}, "Warning"],
  ])("%s is %s", (severity, expected) => {
    expect(status({ severity })).toBe(expected);
  });

  test("falls back to labels.severity, labels.level, annotations.severity, in this order", () => {
    const labels = { severity: "P1", level: "P3" };
    const annotations = { severity: "P4" };
    expect(status({ severity: "P4", labels, annotations })).toBe("Info");
    expect(status({ labels, annotations })).toBe("Critical");
    expect(status({ labels: { level: "P3" }, annotations })).toBe("Warning");
    expect(status({ annotations })).toBe("Info");
  });

  test("P5: never stands in the way of a recovery", () => {
    for (const severity of ["CRITICAL", "NORMAL", "?", null])
      expect(status({ status: "RECOVERED", severity })).toBe("Ok");
  });

  test("P3: an unknown state fires instead of vanishing", () => {
    expect(status({ status: "ESCALATED", severity: "ERROR" })).toBe("Critical");
    expect(status({ status: "ESCALATED" })).toBe("Warning");
    expect(status({ status: "OCCURRED", subtype: "RECOVERED" })).toBe("Warning");
  });
});

describe("settings", () => {
  test("identity is one of three, entity by default", () => {
    expect(aliyunPrometheus.readSettings({})).toEqual({ ok: true, settings: { identity: "entity" } });
    for (const identity of IDENTITIES) {
      expect(aliyunPrometheus.readSettings({ identity })).toEqual({ ok: true, settings: { identity } });
    }
  });

  test.each([
    ["Labels", '"Labels"'],
    ["constructor", '"constructor"'],
    [null, "null"],
    [1, "a number"],
  ])("identity %s is refused", (identity, got) => {
    const issues = [{ at: "identity", expected: "one of entity, alertEntityId, labels", got }];
    expect(aliyunPrometheus.readSettings({ identity })).toEqual({ ok: false, issues });
  });
});

describe("P3: many events in one push", () => {
  const list = (count: number) => `[${Array(count).fill(fixture("resolved-2-minimal.json").toString()).join()}]`;

  test("as many as allowed are read", () => {
    const reading = read(list(LIMITS.eventsMax));
    expect(reading.outcome === "mapped" && reading.events.length).toBe(LIMITS.eventsMax);
  });

  test("one more is too many", () => {
    expect(read(list(LIMITS.eventsMax + 1))).toMatchObject({ outcome: "rejected", kind: "too_many_events" });
  });

  test("Alertmanager bodies inside a list give all their alerts", () => {
    const body = fixture("alertmanager-firing.json").toString();
    const reading = read(`[${body},${fixture("firing-1.json")},7,${body}]`);
    expect(reading).toMatchObject({ rejects: [{ index: 3, issues: [{ at: "[2]" }] }] });
    expect(reading.outcome === "mapped" && reading.events.length).toBe(5);
  });
});
