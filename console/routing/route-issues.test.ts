import { expect, test } from "vitest";
import { type Saying, say, sayOf } from "../../contract/saying.ts";
import { compileRoute } from "../../server/routing/compiled-route.ts";
import { NEW_CASE, type RouteCase } from "./route-draft.ts";
import { findIssues, listUnfinished, readRefusal } from "./route-issues.ts";

const good: RouteCase = { if: [{ key: "severity", oper: "IN", vals: ["Critical"] }], channel_ids: [1] };
const wrong: RouteCase = {
  if: [
    { key: "title", oper: "IN", vals: ["ok; cases[0]: x", "/(/"] },
    { key: "colour", oper: "IN", vals: ["red"] },
    { key: "labels.ip", oper: "NOTIN", vals: ["cidr:10.0.0.0/99", "num:gt:x"] },
  ],
  channel_ids: [],
};

/** As the hub says what is wrong, for saving and for trying. */
function refusalOf(cases: readonly RouteCase[], under: string): Saying[] {
  const { issues } = compileRoute({ cases, defaultChannelIds: [] }, 0);
  return issues.map(({ at, expected, got }) => sayOf(`${under}${at}`, "expected", { expected, got }));
}

test.each(["", "route."])("what the hub refuses is found at the very value: below '%s'", (under) => {
  const cases = [good, wrong, { ...good, routing_mode: "name_mapping" as const, channel_ids: [] }];
  const found = readRefusal(refusalOf(cases, under), cases);
  expect([...found.keys()].sort()).toEqual([1, 2]);
  expect(found.get(2)).toEqual([{ field: "label" }]);
  expect(found.get(1)).toMatchObject([
    { field: "channels" },
    { field: "value", condition: 0, value: 1, form: "pattern", detail: expect.stringContaining("missing closing )") },
    { field: "key", condition: 1 },
    { field: "value", condition: 2, value: 0, form: "range" },
    { field: "value", condition: 2, value: 1, form: "comparison" },
  ]);
});

test("a refusal about something else is no issue of a case", () => {
  expect(readRefusal([say("no_channel", { id: 98 })], [good]).size).toBe(0);
  expect(
    readRefusal([sayOf("cases[7].channel_ids", "expected", { expected: say("a_channel"), got: say("none") })], [good])
      .size,
  ).toBe(0);
});

test("what a case lacks is seen before it is sent", () => {
  expect(findIssues(good)).toEqual([]);
  expect(findIssues(NEW_CASE)).toEqual([{ field: "channels" }]);
  expect(findIssues({ if: [], routing_mode: "name_mapping" })).toEqual([{ field: "label" }]);
  const begun = { key: "", oper: "IN", vals: ["x"] } as const;
  const bare = { key: "title", oper: "IN", vals: [] } as const;
  expect(
    findIssues({
      ...good,
      if: [
        { ...begun, vals: [...begun.vals] },
        { ...bare, vals: [] },
      ],
    }),
  ).toEqual([
    { field: "key", condition: 0 },
    { field: "values", condition: 1 },
  ]);
  const row = (key: number, rule: RouteCase) => ({ key, rule, section: null });
  expect(listUnfinished([row(4, good), row(9, NEW_CASE)])).toEqual([9]);
});
