import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText } from "./json-text.ts";

const SEED = 20261120;

test("a value of everyday size is written as JSON.stringify writes it", () => {
  const property = fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
    expect(jsonText(json, 1e6)).toBe(JSON.stringify(json));
  });
  fc.assert(property, { seed: SEED, numRuns: 500 });
});

test("no text is longer than asked for", () => {
  const property = fc.property(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: 0, max: 60 }), (json, lengthMax) => {
    expect(jsonText(json, lengthMax).length).toBeLessThanOrEqual(lengthMax);
  });
  fc.assert(property, { seed: SEED, numRuns: 500 });
});

test("what nests deeper than people write ends in an ellipsis instead of overflowing the stack", () => {
  const deep: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  expect(jsonText(deep, 2048)).toBe('[[[[[["…"]]]]]]');
});

test("writing stops early in a wide value", () => {
  const wide = Object.fromEntries([...Array(100_000).keys()].map((i) => [`k${i}`, "v".repeat(50)]));
  expect(jsonText(wide, 100)).toHaveLength(100);
  expect(jsonText(["x".repeat(1e6)], 100)).toBe(`["${"x".repeat(98)}`);
});
