import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksLikeTime, readTime } from "./times.ts";

const SEED = 20261120;
const AT = Date.UTC(2026, 10, 20, 2, 10, 0);

describe("one instant in every format", () => {
  test.each([
    "2026-11-20T02:10:00Z",
    "2026-11-20t02:10:00z",
    "2026-11-20T10:10:00+08:00",
    "2026-11-20T10:10:00+0800",
    "2026-11-20T10:10:00+08",
    "2026-11-19T21:10:00-05:00",
    "2026-11-20T07:40:00+05:30",
    "2026-11-20 02:10:00Z",
    "2026-11-20T02:10Z",
    "2026-11-20T02:10:00.000000000Z",
    "2026-11-20 10:10:00 +0800 CST",
    " 2026-11-20T02:10:00Z ",
    AT,
    AT / 1000,
    AT * 1000,
    String(AT),
    String(AT / 1000),
    `${AT}000000`,
    (AT / 1000).toExponential().replace("e+9", "e+09"),
    AT.toExponential(),
  ])("%s", (value) => {
    expect(readTime(value)).toBe(AT);
  });
});

test.each([
  ["2026-11-20T02:10:00.5Z", 500],
  ["2026-11-20T02:10:00.578Z", 578],
  ["2026-11-20T10:10:00,578123456+0800", 578],
  [AT / 1000 + 0.578, 578],
  [`${AT / 1000}.578`, 578],
  ["1.795140600578e+09", 578],
])("%s keeps its milliseconds", (value, ms) => {
  expect(readTime(value)).toBe(AT + ms);
});

describe("nonsense has no time", () => {
  test.each([
    undefined,
    null,
    true,
    {},
    "",
    "null",
    "yesterday",
    "0001-01-01T00:00:00Z",
    "1999-01-01T00:00:00Z",
    "2026-02-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-11-20T25:00:00Z",
    "2026-11-20T02:61:00Z",
    "2026-11-20T02:10:61Z",
    "2026-11-20T02:10:00+24:00",
    "2026-11-20",
    0,
    -1,
    5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e300,
    179514060000,
    "1".repeat(12),
    "9".repeat(1e6),
    `2026-11-20T02:10:00Z${" ".repeat(1e6)}`,
  ])("%s", (value) => {
    expect(readTime(value)).toBeNull();
  });

  test("nor has a wall clock without a zone, which names no instant", () => {
    expect(readTime("2026-11-20 10:10:00")).toBeNull();
  });
});

test("every instant of this century survives as text, seconds, milliseconds and nanoseconds", () => {
  const instant = fc.date({ min: new Date("2002-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  const property = fc.property(instant, (date) => {
    const ms = date.getTime();
    expect(readTime(date.toISOString())).toBe(ms);
    expect(readTime(ms)).toBe(ms);
    expect(readTime(ms / 1000)).toBe(ms);
    expect(readTime(`${ms}000000`)).toBe(ms);
  });
  fc.assert(property, { seed: SEED });
});

test("any text is a plausible whole number or null", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[0-9TZ:.+ -]{0,40}$/));
  const property = fc.property(text, (string) => {
    const ms = readTime(string);
    expect(ms === null || (Number.isSafeInteger(ms) && ms >= 1e12 && ms < 1e13)).toBe(true);
  });
  fc.assert(property, { seed: SEED, numRuns: 1000 });
});

test("what a person takes for a time looks like one, with a zone or without", () => {
  for (const text of [
    "2026-11-20 10:10:00",
    "2026/11/20 10:10",
    "2026年11月20日 10时10分",
    "2026-11-20T02:10:00Z",
    "1795140600",
  ]) {
    expect(looksLikeTime(text), text).toBe(true);
  }
  for (const text of ["", "10.8.3.21", "i-2026-11", "12345", "9999999999999999999", "2026-11"]) {
    expect(looksLikeTime(text), text).toBe(false);
  }
});
