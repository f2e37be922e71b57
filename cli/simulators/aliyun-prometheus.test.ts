import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../../server/base/package-root.ts";
import { readPush } from "../../server/sources/read.ts";
import { getSource } from "../../server/sources/registry.ts";
import { type AlibabaNotification, createAlibabaSide } from "./aliyun-prometheus.ts";

const START_MS = Date.parse("2026-11-20T02:10:00.250Z");
const WORLD = { seed: 7, startMs: START_MS, everyMs: 400, rules: 10, entities: 4 };

const SENT = z.looseObject({
  id: z.string().optional(),
  status: z.enum(["OCCURRED", "PERSISTENT", "RECOVERED"]),
  severity: z.string().optional(),
  ruleId: z.string(),
  alertEntityId: z.string(),
  time: z.string().optional(),
  timestamp: z.number().optional(),
  resource: z.object({ entity: z.looseObject({ entity_id: z.string() }) }),
  data: z.object({ currentValue: z.number() }).optional(),
});

function play(count: number, world = WORLD): AlibabaNotification[] {
  const side = createAlibabaSide(world);
  return Array.from({ length: count }, () => side.next());
}

/** What our source makes of a notification: the other side, in one event. */
function map(notification: AlibabaNotification, identity = "entity") {
  const source = getSource("aliyun-prometheus");
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", query: {}, headers, body: Buffer.from(notification.body) };
  const reading = readPush(source, request, { identity }, notification.atMs);
  if (reading.outcome !== "mapped") throw new Error(`${reading.outcome}: ${notification.body}`);
  expect(reading.rejects).toEqual([]);
  expect(reading.events).toHaveLength(1);
  const [event] = reading.events;
  if (!event) throw new Error("no event");
  return event;
}

test("the same seed and start give the same bodies, another seed gives others", () => {
  const bodies = play(300).map((notification) => notification.body);
  expect(play(300).map((notification) => notification.body)).toEqual(bodies);
  expect(play(300, { ...WORLD, seed: 8 }).map((notification) => notification.body)).not.toEqual(bodies);
});

test("every body maps to the status the cloud meant", () => {
  const expected = { CRITICAL: "Critical", ERROR: "Critical", WARNING: "Warning", INFO: "Info" } as const;
  const seen = new Set<string>();
  for (const notification of play(2000)) {
    const event = map(notification);
    const { status, severity } = notification;
    expect(event.status).toBe(status === "RECOVERED" ? "Ok" : expected[severity]);
    if (status !== "RECOVERED") expect(event.title).not.toBe("");
    expect(event.sourceTimeMs).toBe(Math.floor(notification.atMs / 1000) * 1000);
    seen.add(`${status} ${severity}`);
  }
  expect(seen.size).toBe(12);
});

test.each(["entity", "alertEntityId", "labels"])("one condition has one alert key all its life, by %s", (identity) => {
  const openKeys = new Map<string, string>();
  const keys = new Set<string>();
  let recovered = 0;
  for (const notification of play(2000)) {
    const condition = `${notification.rule} on ${notification.entity}`;
    const { key, otherKeys } = map(notification, identity);
    const open = openKeys.get(condition);
    if (notification.status === "OCCURRED") {
      expect(open).toBeUndefined();
      openKeys.set(condition, key);
      keys.add(key);
      continue;
    }
    if (notification.status === "PERSISTENT") expect(key).toBe(open);
    else expect([key, ...otherKeys]).toContain(open);
    if (notification.status === "RECOVERED" && openKeys.delete(condition)) recovered += 1;
  }
  expect(recovered).toBeGreaterThan(200);
  expect(keys.size).toBe(WORLD.rules * WORLD.entities);
});

test("conditions fire, persist at about the silence interval, recover, and rest", () => {
  const course = play(2000);
  const roundMs = WORLD.rules * WORLD.entities * WORLD.everyMs;
  const before = new Map<string, AlibabaNotification>();
  const follows = {
    OCCURRED: ["RECOVERED"],
    PERSISTENT: ["OCCURRED", "PERSISTENT"],
    RECOVERED: ["OCCURRED", "PERSISTENT"],
  };
  for (const notification of course) {
    const condition = `${notification.rule} on ${notification.entity}`;
    const last = before.get(condition);
    if (last) expect(follows[notification.status]).toContain(last.status);
    if (last && notification.status !== "OCCURRED") expect(notification.atMs - last.atMs).toBeLessThanOrEqual(roundMs);
    before.set(condition, notification);
  }
  expect(course.map(({ atMs }) => atMs)).toEqual(course.map((_, index) => START_MS + index * WORLD.everyMs));
});

test("ids are never reused, times agree with each other, values move", () => {
  const ids = new Set<string>();
  const values = new Set<number>();
  const bodies = play(1000).map((notification) => ({ notification, body: SENT.parse(JSON.parse(notification.body)) }));
  for (const { notification, body } of bodies) {
    const second = Math.floor(notification.atMs / 1000) * 1000;
    expect(body.time ?? body.timestamp).toBeDefined();
    if (body.time) expect(Date.parse(body.time.replace("+0800", "+08:00"))).toBe(second);
    if (body.timestamp) expect(body.timestamp).toBe(second);
    if (body.id) ids.add(body.id);
    if (body.data) values.add(body.data.currentValue);
    expect(body.status).toBe(notification.status);
    expect(body.alertEntityId).not.toContain(body.resource.entity.entity_id);
  }
  expect(ids.size).toBe(bodies.filter(({ body }) => body.id).length);
  expect(values.size).toBeGreaterThan(100);
});

test("bodies have exactly the fields of observed ones", () => {
  const observed = (file: string) => fieldsOf(readFixture(file));
  const course = play(1000);
  const fieldsWhere = (rule: RegExp, status: string) => {
    const found = course.find((notification) => rule.test(notification.rule) && notification.status === status);
    return fieldsOf(JSON.parse(found?.body ?? "{}"));
  };
  expect(fieldsWhere(/^Pod memory/, "OCCURRED")).toEqual(observed("firing-1.json"));
  expect(fieldsWhere(/^Pod memory/, "RECOVERED")).toEqual(observed("resolved-1.json"));
  expect(fieldsWhere(/^ECS/, "OCCURRED")).toEqual(observed("firing-3-warning-offset-time.json"));
  expect(fieldsWhere(/^ECS/, "RECOVERED")).toEqual(observed("resolved-2-minimal.json"));
  expect(fieldsWhere(/^节点磁盘/, "PERSISTENT")).toEqual(observed("firing-8-zh.json").concat("labels.cluster").sort());
});

test("what still fires can be recovered at the end, each once", () => {
  const side = createAlibabaSide({ ...WORLD, rules: 3, entities: 3 });
  const firing = new Set<string>();
  for (let sent = 0; sent < 40; sent += 1) {
    const { status, rule, entity } = side.next();
    if (status === "RECOVERED") firing.delete(`${rule} ${entity}`);
    else firing.add(`${rule} ${entity}`);
  }
  expect(firing.size).toBeGreaterThan(0);
  for (let last = side.recoverNext(); last; last = side.recoverNext()) {
    expect(last.status).toBe("RECOVERED");
    expect(firing.delete(`${last.rule} ${last.entity}`)).toBe(true);
  }
  expect(firing.size).toBe(0);
});

test("a single condition plays on, and rules past the last one have names of their own", () => {
  expect(play(20, { ...WORLD, rules: 1, entities: 1 })).toHaveLength(20);
  const names = createAlibabaSide({ ...WORLD, rules: 35 }).rules.map((rule) => rule.name);
  expect(new Set(names).size).toBe(35);
});

function readFixture(file: string): unknown {
  return JSON.parse(readFileSync(join(packageRoot, "server/sources/aliyun-prometheus/fixtures", file), "utf8"));
}

/** The paths of a body's fields, sorted. */
function fieldsOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value)
    .flatMap(([name, inner]) => fieldsOf(inner, path ? `${path}.${name}` : name))
    .sort();
}
