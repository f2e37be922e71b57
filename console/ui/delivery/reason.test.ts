import { describe, expect, test } from "vitest";
import { compileRoute, matchCases } from "../../../server/routing/compiled-route.ts";
import type { EnabledChannels, RouteCase } from "../../../server/routing/route.ts";
import { decideRoute } from "../../../server/routing/route-decision.ts";
import { readReason } from "./reason.ts";

const SUBJECT = {
  ...({ title: "CPU", description: "", severity: "Critical", status: "Critical", integrationId: 1 } as const),
  ...{ alertKey: "k", titleRule: "CPU", labels: { team: 'a "b"; c' } },
};
const all: RouteCase = { if: [], channel_ids: [1], fallthrough: true };
const byName = (label: string): RouteCase => ({ if: [], routing_mode: "name_mapping", name_mapping_label: label });
const ON: EnabledChannels = { ids: new Set([1]), idByName: new Map() };
const OFF: EnabledChannels = { ids: new Set(), idByName: new Map() };

/** The hub's own words for what this route does with an event. */
function wordsOf(cases: readonly RouteCase[], defaultChannelIds: readonly number[], enabled: EnabledChannels) {
  const { route } = compileRoute({ cases, defaultChannelIds }, 7);
  return decideRoute(route, matchCases(route, SUBJECT), enabled);
}

const none = { if: [{ key: "title", oper: "IN", vals: ["x"] }], channel_ids: [1] } as const;
const broken = { if: [{ key: "title", oper: "IN", vals: ["/(/"] }], channel_ids: [1] } as const;

describe("P8: what the hub says of its route is read, whatever it decided", () => {
  test("cases sent it to the channel, many of them too", () => {
    expect(readReason(wordsOf([all], [], ON).reasons.get(1) ?? "")).toEqual([
      { kind: "cases", version: 7, cases: [1], more: false },
    ]);
    expect(readReason(wordsOf(Array(8).fill(all), [], ON).reasons.get(1) ?? "")).toEqual([
      { kind: "cases", version: 7, cases: [1, 2, 3, 4, 5], more: true },
    ]);
  });

  test.each([
    ["no case matched", [none], OFF, { because: { why: "no_match" }, unreadable: [] }],
    ["no case matched, and one cannot be read", [none, broken], OFF, { because: { why: "no_match" }, unreadable: [2] }],
    [
      "only disabled channels",
      [all, all],
      OFF,
      { because: { why: "no_enabled_channel", cases: [1, 2] }, unreadable: [] },
    ],
    ["no such label", [byName("x y")], OFF, { because: { why: "no_label", case: 1, label: "x y" }, unreadable: [] }],
    [
      "no channel of that name",
      [byName("team")],
      OFF,
      { because: { why: "no_channel_named", case: 1, name: 'a "b"; c' }, unreadable: [] },
    ],
  ] as const)("%s", (_what, cases, enabled, expected) => {
    const toDefault = wordsOf(cases, [9], enabled).reasons.get(9) ?? "";
    expect(readReason(toDefault)).toEqual([{ kind: "default", version: 7, ...expected }]);
    expect(readReason(wordsOf(cases, [], enabled).because)).toEqual([{ kind: "nowhere", ...expected }]);
    expect(readReason(`disabled or deleted; ${toDefault}`)).toEqual([
      { kind: "channel_off" },
      { kind: "default", version: 7, ...expected },
    ]);
  });

  test("no route at all", () => {
    const { because } = decideRoute(null, [], OFF);
    expect(readReason(because)).toEqual([{ kind: "nowhere", because: { why: "no_route" }, unreadable: [] }]);
  });
});

test("lateness with what routed the event, and words that are on no list", () => {
  const at = "2026-11-23T04:00:00.000Z";
  expect(readReason(`older than the recovery at ${at}; route version 3, case 2`)).toEqual([
    { kind: "late", than: "recovery", atMs: Date.parse(at) },
    { kind: "cases", version: 3, cases: [2], more: false },
  ]);
  expect(readReason(`older than the event that opened the alert at ${at}`)).toEqual([
    { kind: "late", than: "opening", atMs: Date.parse(at) },
  ]);
  expect(readReason("the channel does not exist; route version 3, case 2")[0]).toEqual({ kind: "channel_gone" });
  expect(readReason("something new")).toEqual([{ kind: "words", text: "something new" }]);
  expect(readReason("")).toEqual([]);
});
