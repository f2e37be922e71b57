import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addRow,
  changeCase,
  changeDefault,
  isSameRoute,
  moveRow,
  NEW_CASE,
  numberCases,
  type RouteBody,
  type RouteCase,
  readDraft,
  removeRow,
  rowHolds,
  toBody,
} from "./route-draft.ts";

const ruleOf = (value: string): RouteCase => ({
  if: [{ key: "labels.service", oper: "IN", vals: [value] }],
  channel_ids: [1],
});
const route = (cases: readonly string[], sections: readonly [string, number][]): RouteBody => ({
  cases: cases.map(ruleOf),
  sections: sections.map(([name, position]) => ({ name, position })),
  default: { channel_ids: [2] },
});
const shown = (body: RouteBody) => [
  body.cases.map((rule) => rule.if[0]?.vals[0]).join(""),
  body.sections.map(({ name, position }) => `${name}${position}`).join(" "),
];

test("what was read is what is saved, whatever its sections and unknown members", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { maxLength: 6 }),
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 4 }),
      fc.array(fc.nat({ max: 6 }), { minLength: 4, maxLength: 4 }),
      (values, names, places) => {
        const sections = names
          .map((name, at) => ({ name, position: Math.min(places[at] ?? 0, values.length), colour: "red" }))
          .sort((a, b) => a.position - b.position);
        const body = { cases: values.map((value) => ({ ...ruleOf(value), note: value })), sections, default: null };
        expect(toBody(readDraft(body))).toEqual(body);
        expect(isSameRoute(readDraft(body), body)).toBe(true);
      },
    ),
    { seed: 20_261_123 },
  );
});

describe("rows", () => {
  const draft = readDraft(route(["a", "b", "c"], [["X", 1]]));

  test("a section stands before the case that it names, and keeps its cases when rows move", () => {
    expect(draft.rows.map(({ rule, section }) => section?.name ?? rule?.if[0]?.vals[0])).toEqual(["a", "X", "b", "c"]);
    expect(shown(toBody(moveRow(draft, 0, 3)))).toEqual(["bca", "X0"]);
    expect(shown(toBody(moveRow(draft, 1, 0)))).toEqual(["abc", "X0"]);
    expect(shown(toBody(moveRow(draft, 3, -5)))).toEqual(["cab", "X2"]);
    expect(moveRow(draft, 99, 0)).toBe(draft);
  });

  test("a new row has a key of its own and stands after the one it was asked for", () => {
    const first = addRow(draft, { rule: ruleOf("n"), section: null }, 0);
    expect(shown(toBody(first.draft))).toEqual(["anbc", "X2"]);
    const second = addRow(first.draft, { rule: ruleOf("m"), section: null }, null);
    expect(shown(toBody(second.draft))).toEqual(["anbcm", "X2"]);
    expect(new Set(second.draft.rows.map(({ key }) => key)).size).toBe(6);
  });

  test("numbers count cases only", () => {
    expect([...numberCases(draft.rows)]).toEqual([
      [0, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(shown(toBody(removeRow(draft, 0)))).toEqual(["bc", "X0"]);
  });

  test("a changed case, a changed default and nothing else differ", () => {
    const body = route(["a", "b", "c"], [["X", 1]]);
    expect(isSameRoute(changeCase(draft, 2, ruleOf("z")), body)).toBe(false);
    expect(isSameRoute(changeDefault(draft, [3]), body)).toBe(false);
    expect(isSameRoute(changeDefault(draft, [2]), body)).toBe(true);
  });

  test("a condition that was begun and left empty is not saved", () => {
    const begun = addRow(readDraft(null), { rule: NEW_CASE, section: null }, null);
    expect(toBody(begun.draft).cases).toEqual([{ ...NEW_CASE, if: [] }]);
  });

  test("a row is found by its conditions, its channels' names and its section", () => {
    const names = (id: number) => (id === 1 ? "Payments 支付" : "");
    const found = (text: string) => draft.rows.filter((row) => rowHolds(row, text, names)).map(({ key }) => key);
    expect(found("支付")).toEqual([0, 2, 3]);
    expect(found("service")).toEqual([0, 2, 3]);
    expect(found("x")).toEqual([1]);
    expect(found("")).toEqual([0, 1, 2, 3]);
  });
});
