import { expect, test } from "vitest";
import { z } from "zod";
import { recordSearch, windowOf } from "./record-search.ts";

const NOON = Date.UTC(2026, 10, 23, 12) / 1000;
const DAY = 86_400;
const read = (search: object) => z.object(recordSearch).parse(search);

test("an address that makes no sense filters nothing and breaks nothing", () => {
  const nothing = { q: {}, severity: 5, channel: "x", range: "ever", from: "soon", to: 7 };
  expect(JSON.stringify(read(nothing))).toBe("{}");
});

test("a number typed into an address is text to search for, and unknown severities are left out", () => {
  expect(read({ q: 123456, severity: "Info,Bad,Critical" })).toMatchObject({ q: "123456", severity: "Critical,Info" });
});

test("without a range a list looks back 30 days, and a little ahead for clocks that run fast", () => {
  expect(windowOf({}, NOON)).toEqual({ start_time: NOON - 30 * DAY, end_time: NOON + 3600 });
  expect(windowOf({ range: "1h" }, NOON).start_time).toBe(NOON - 3600);
});

test("days are whole, and never more of them than the API takes", () => {
  const { start_time, end_time } = windowOf({ range: "days", from: "2026-11-01", to: "2026-11-02" }, NOON);
  expect(end_time - start_time).toBe(2 * DAY);
  const long = windowOf({ range: "days", from: "2020-01-01", to: "2026-11-02" }, NOON);
  expect(long.end_time - long.start_time).toBe(30 * DAY);
  const open = windowOf({ range: "days", from: "2026-11-20" }, NOON);
  expect(open).toMatchObject({ end_time: NOON + 3600 });
});
