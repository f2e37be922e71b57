import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonError, placeOf } from "./json-error.ts";

const SEED = 20261120;

test.each([
  ['{"a": NaN}', 6],
  ['{"a": Infinity}', 6],
  ["{'a': 1}", 1],
  ['{"a": 1,}', 8],
  ["[1, 2,]", 6],
  ['{"a" 1}', 5],
  ['{"a": 1 "b": 2}', 8],
  ["[1] 2", 4],
  ["[1}", 2],
  ["01", 1],
  ["1.", 2],
  ["-", 1],
  ["1e+", 3],
  ["tru", 3],
  ["nul!", 3],
  ['"ab', 3],
  ['"a\nb"', 2],
  ['"\\x"', 2],
  ['"\\u12g4"', 5],
  ["", 0],
  ["  ", 2],
  ['{"a":', 5],
])("%s breaks at %i", (text, offset) => {
  expect(findJsonError(text)).toBe(offset);
});

test("finds an error exactly where JSON.parse finds one", () => {
  const json = fc.json();
  const broken = fc.tuple(
    json,
    fc.nat(),
    fc.constantFrom("", ",", "}", "]", '"', "x", "\\", "\n", ":", "1", "-", "\u0000"),
  );
  const nearJson = broken.map(([text, at, piece]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + piece + text.slice(place + (at % 2));
  });
  const grammar = fc.stringMatching(/^[[\]{},:"\\ntfu0-9eE.+ -]{0,12}$/);
  const property = fc.property(fc.oneof(json, nearJson, grammar, fc.string()), (text) => {
    expect(findJsonError(text) === null, text).toBe(parses(text));
  });
  fc.assert(property, { seed: SEED, numRuns: 10_000 });
});

test("text up to the error can still become JSON, so the place is not before the error", () => {
  const cut = fc.tuple(fc.json(), fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const property = fc.property(cut, (text) => {
    const offset = findJsonError(text);
    expect(offset === null || offset === text.length).toBe(true);
  });
  fc.assert(property, { seed: SEED, numRuns: 1000 });
});

test("a million brackets do not overflow the stack", () => {
  expect(findJsonError("[".repeat(1e6))).toBe(1e6);
  expect(findJsonError('{"a":'.repeat(1e5))).toBe(5e5);
});

test("a place is told by line and column", () => {
  expect(placeOf("abc", 0)).toEqual({ line: 1, column: 1 });
  expect(placeOf("a\nbc\nd", 5)).toEqual({ line: 3, column: 1 });
  expect(placeOf("a\n\nb", 2)).toEqual({ line: 2, column: 1 });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
