import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../contract/limits.ts";
import {
  addLabels,
  addOwnLabel,
  addScalars,
  isTelling,
  type Labels,
  labelText,
  listScalars,
  stableLabels,
  VOLATILE_LABELS,
} from "./labels.ts";

const SEED = 20261120;
const NAME = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "0", ""));

describe("label text", () => {
  test.each([
    ["a", "a"],
    ["", ""],
    [12.5, "12.5"],
    [-0, "0"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [false, "false"],
    [null, null],
    [undefined, null],
    [["a", 1], '["a",1]'],
    [{ a: { b: null } }, '{"a":{"b":null}}'],
  ])("%s", (value, text) => {
    expect(labelText(value)).toBe(text);
  });

  test("nested values are cut to what a label can hold", () => {
    expect(labelText(["x".repeat(1e5)])).toHaveLength(LIMITS.labelValueLengthMax);
  });
});

test("whatever the names, labels reach no prototype and the first value of a name stays", () => {
  const fields = fc.array(fc.tuple(NAME, fc.jsonValue({ maxDepth: 1 }))).map((pairs) => Object.fromEntries(pairs));
  const property = fc.property(fields, fields, (first, second) => {
    const labels: Labels = {};
    addLabels(labels, first);
    const before = { ...labels };
    addLabels(labels, second);
    addScalars(labels, second, new Set());
    addOwnLabel(labels, "__proto__", "polluted");
    expect(Object.getPrototypeOf(labels)).toBe(Object.prototype);
    expect(Object.hasOwn(labels, "__proto__")).toBe(false);
    for (const [name, text] of Object.entries(before)) expect(labels[name]).toBe(text);
    for (const text of Object.values(labels)) expect(typeof text).toBe("string");
  });
  fc.assert(property, { seed: SEED, numRuns: 500 });
});

test("a label of our own is added only when it says something and the name is free", () => {
  const labels: Labels = { workspace: "theirs" };
  addOwnLabel(labels, "workspace", "ours");
  addOwnLabel(labels, "region", "");
  addOwnLabel(labels, "entity_id", "i-1");
  expect(labels).toEqual({ workspace: "theirs", entity_id: "i-1" });
});

test("scalars are added but for those left out, blank ones and structures", () => {
  const labels: Labels = {};
  addScalars(
    labels,
    { id: "x", source: " s ", count: 3, blank: " ", nested: {}, list: [1], none: null },
    new Set(["id"]),
  );
  expect(labels).toEqual({ source: "s", count: "3" });
});

test("a hundred thousand names are not all read", () => {
  const labels: Labels = {};
  addLabels(labels, Object.fromEntries([...Array(100_000).keys()].map((i) => [`l${i}`, i])));
  expect(Object.keys(labels)).toHaveLength(1000);
});

describe("scalars of a body", () => {
  test("nested objects give dotted names, lists their JSON text, null and empty lists nothing", () => {
    const body = { a: 1, b: { c: "x", d: { e: true } }, f: [1, 2], g: [], h: null };
    expect(listScalars(body)).toEqual([
      { path: "a", value: 1 },
      { path: "b.c", value: "x" },
      { path: "b.d.e", value: true },
      { path: "f", value: "[1,2]" },
    ]);
  });

  test("what nests 100,000 deep is not followed", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`);
    expect(listScalars(deep)).toEqual([]);
  });

  test("blanks, zeros and false tell nothing", () => {
    const telling = listScalars({ a: "", b: " ", c: 0, d: false, e: "x", f: 1, g: true }).filter(isTelling);
    expect(telling.map((scalar) => scalar.path)).toEqual(["e", "f", "g"]);
  });
});

describe("P4: stable labels", () => {
  test("do not depend on the order of names, nor on levels, values and times", () => {
    const firing = { pod: "a", severity: "critical", value: 93, alertname: "Memory" };
    const recovery = { alertname: "Memory", Severity: "info", pod: "a", Current_Value: "61", timestamp: 5 };
    expect(stableLabels(firing, VOLATILE_LABELS)).toEqual(["alertname", "Memory", "pod", "a"]);
    expect(stableLabels(recovery, VOLATILE_LABELS)).toEqual(stableLabels(firing, VOLATILE_LABELS));
  });

  test("tell a name from a value, and a number is its text", () => {
    expect(stableLabels({ a: "b" }, new Set())).not.toEqual(stableLabels({ b: "a" }, new Set()));
    expect(stableLabels({ a: 1, b: null, c: "" }, new Set())).toEqual(["a", "1"]);
  });
});
