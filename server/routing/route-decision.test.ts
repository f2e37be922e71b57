import fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition } from "../rules/filter.ts";
import { compileCondition } from "../rules/filter.ts";
import type { FilterSubject } from "../rules/filter-key.ts";
import { compileRoute, matchCases } from "./compiled-route.ts";
import type { EnabledChannels, RouteCase, RouteRules } from "./route.ts";
import { decideRoute } from "./route-decision.ts";

const SEED = 20_261_123;

function subject(labels: Readonly<Record<string, string>>): FilterSubject {
  const words = { title: "CPU", description: "", alertKey: "k", titleRule: "CPU" };
  return { ...words, severity: "Critical", status: "Critical", integrationId: 1, labels };
}

function compile(rules: RouteRules) {
  const { route, issues } = compileRoute(rules, 1);
  expect(issues).toEqual([]);
  return route;
}

function route(rules: RouteRules, labels: Record<string, string>, enabled: EnabledChannels) {
  const compiled = compile(rules);
  return decideRoute(compiled, matchCases(compiled, subject(labels)), enabled);
}

function holds(condition: Condition, labels: Record<string, string>): boolean {
  const reading = compileCondition(condition, "if");
  return reading.ok && reading.value.matches(subject(labels));
}

/** The algorithm as the product's pages write it (R4, R5), without index or explanation. */
function plainly({ cases, defaultChannelIds }: RouteRules, labels: Record<string, string>, enabled: EnabledChannels) {
  const targets = new Set<number>();
  for (const one of cases) {
    if (!one.if.every((condition) => holds(condition, labels))) continue;
    const named = one.routing_mode === "name_mapping" ? enabled.idByName.get(labels.team ?? "?") : undefined;
    for (const id of one.channel_ids ?? (named ? [named] : [])) if (enabled.ids.has(id)) targets.add(id);
    if (!one.fallthrough) break;
  }
  const chosen = targets.size > 0 ? targets : new Set(defaultChannelIds);
  return [...chosen].sort((a, b) => a - b);
}

const value = fc.constantFrom("", "a", "b", "c", "a*", "/[bc]/");
const condition = fc.record({
  key: fc.constantFrom("labels.team", "labels.env", "title", "severity"),
  oper: fc.constantFrom("IN" as const, "IN" as const, "NOTIN" as const),
  vals: fc.array(fc.oneof(value, fc.constantFrom("CPU", "Critical", "Info")), { maxLength: 3 }),
});
const channelIds = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });
const conditions = fc.array(condition, { maxLength: 2 });
const routeCase: fc.Arbitrary<RouteCase> = fc.oneof(
  fc.record({ if: conditions, channel_ids: channelIds, fallthrough: fc.boolean() }),
  fc.record({
    if: conditions,
    fallthrough: fc.boolean(),
    routing_mode: fc.constant("name_mapping" as const),
    name_mapping_label: fc.constantFrom("team", "labels.team"),
  }),
);
const rules = fc.record({
  cases: fc.array(routeCase, { maxLength: 12 }),
  defaultChannelIds: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 2 }),
});
const someLabels = fc.dictionary(fc.constantFrom("team", "env"), fc.constantFrom("", "a", "b", "c"));
const enabledChannels = fc.subarray([1, 2, 3, 4, 5]).map((ids) => ({
  ids: new Set(ids),
  idByName: new Map(ids.map((id) => [["", "a", "b", "c", "d"][id - 1] ?? "", id] as const)),
}));

test("a route sends events where the plain algorithm sends them, and says why for each channel", () => {
  const seen = { byCase: 0, byDefault: 0, nowhere: 0 };
  const property = fc.property(rules, someLabels, enabledChannels, (given, labels, enabled) => {
    const decision = route(given, labels, enabled);
    expect(decision.channelIds).toEqual(plainly(given, labels, enabled));
    for (const id of [...decision.channelIds, ...decision.skippedIds]) {
      expect(decision.reasons.get(id)?.word).toMatch(/^route_/);
      expect(decision.reasons.get(id)?.values).toMatchObject({ version: 1 });
    }
    for (const id of decision.skippedIds) expect(enabled.ids.has(id)).toBe(false);
    if (decision.channelIds.length === 0) expect(decision.because).toMatchObject({ word: "route_nowhere" });
    seen[decision.isDefault ? "byDefault" : decision.channelIds.length > 0 ? "byCase" : "nowhere"] += 1;
  });
  fc.assert(property, { seed: SEED, numRuns: 4_000 });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(200);
});

/** Asks a route about an event whose labels count how often they are read: what no condition looks at costs nothing. */
function countReads(cases: readonly RouteCase[], labels: Record<string, string>): number {
  const compiled = compile({ cases, defaultChannelIds: [] });
  let reads = 0;
  const counted = new Proxy(labels, {
    get: (target, name) => {
      reads += 1;
      return Reflect.get(target, name);
    },
  });
  matchCases(compiled, subject(counted));
  return reads;
}

const exactCases = (count: number, ifOf: (at: number) => Condition[]): RouteCase[] =>
  Array.from({ length: count }, (_, at) => ({ if: ifOf(at), channel_ids: [1], fallthrough: true }));
const isIn = (name: string, ...vals: string[]): Condition => ({ key: `labels.${name}`, oper: "IN", vals });

test.each([
  ["one condition", (at: number) => [isIn("service", `s${at}`)]],
  ["a common condition before a rare one", (at: number) => [isIn("env", "prod"), isIn("service", `s${at}`, `t${at}`)]],
  ["a key each", (at: number) => [isIn(`key${at}`, "x")]],
  ["a wildcard beside", (at: number) => [isIn("pod", "p*"), isIn("service", `s${at}`)]],
])("10,000 exact cases ask an event no more than 10 do: %s", (_what, ifOf) => {
  const labels = { env: "prod", service: "s7", pod: "p1" };
  const few = countReads(exactCases(10, ifOf), labels);
  expect(countReads(exactCases(10_000, ifOf), labels)).toBeLessThanOrEqual(few * 2);
});

test("control: cases that no value tells apart are all asked", () => {
  const wild = exactCases(1_000, (at) => [isIn("service", `s${at}*`)]);
  expect(countReads(wild, { service: "none" })).toBeGreaterThanOrEqual(1_000);
});

test("10,000 matching cases are named in few words", () => {
  const cases = exactCases(10_000, () => []);
  const decision = route({ cases, defaultChannelIds: [] }, {}, { ids: new Set([1]), idByName: new Map() });
  expect(decision.reasons.get(1)).toEqual("route version 1, cases 1, 2, 3, 4, 5, …");
});
