import { expect, test } from "vitest";
import { compareRoutes, type Difference } from "./route-difference.ts";
import type { RouteBody, RouteCase } from "./route-draft.ts";

const ruleOf = (value: string): RouteCase => ({
  if: [{ key: "title", oper: "IN", vals: [value] }],
  channel_ids: [1],
});
const route = (letters: string, fields: Partial<RouteBody> = {}): RouteBody => ({
  cases: [...letters].map(ruleOf),
  sections: [],
  default: null,
  ...fields,
});
const valueIn = ({ rule }: { rule: RouteCase }) => rule.if[0]?.vals[0] ?? "";

function shown(difference: Difference): string {
  switch (difference.kind) {
    case "added":
    case "removed":
      return `${difference.kind} ${valueIn(difference.at)}${difference.at.number}`;
    case "changed":
    case "moved": {
      const { before, after } = difference;
      return `${difference.kind} ${valueIn(before)}${before.number}>${valueIn(after)}${after.number}`;
    }
    case "default":
      return `default +${difference.added} -${difference.removed}`;
    case "sections":
      return `sections ${difference.before}>${difference.after}`;
  }
}

const compare = (before: string, after: string) => compareRoutes(route(before), route(after)).map(shown);

test.each([
  ["abc", "abc", []],
  ["abc", "abcd", ["added d4"]],
  ["abc", "xabc", ["added x1"]],
  ["abc", "ac", ["removed b2"]],
  ["abc", "axc", ["changed b2>x2"]],
  ["abcd", "bcda", ["moved a1>a4"]],
  ["abc", "", ["removed a1", "removed b2", "removed c3"]],
  ["ab", "xyb", ["changed a1>x1", "added y2"]],
  ["aab", "ab", ["removed a2"]],
])("%s became %s: %j", (before, after, expected) => {
  expect(compare(before, after)).toEqual(expected);
});

test("channels of the default and names of sections that came and went", () => {
  const before = route("a", { default: { channel_ids: [1, 2] }, sections: [{ name: "X", position: 0 }] });
  const after = route("a", { default: { channel_ids: [2, 3] }, sections: [{ name: "Y", position: 0 }] });
  expect(compareRoutes(before, after).map(shown)).toEqual(["default +3 -1", "sections X>Y"]);
  expect(compareRoutes(route("a"), before).map(shown)).toEqual(["default +1,2 -", "sections >X"]);
});

test("two routes of 10,000 cases that have nothing in common are compared at once", () => {
  const many = (prefix: string) => ({
    ...route(""),
    cases: Array.from({ length: 10_000 }, (_, at) => ruleOf(prefix + at)),
  });
  expect(compareRoutes(many("a"), many("b"))).toHaveLength(10_000);
});
