import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { daysBefore, recordSearch, windowOf } from "./record-search.ts";

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
  expect(windowOf({}, NOON, "UTC")).toEqual({ start_time: NOON - 30 * DAY, end_time: NOON + 3600 });
  expect(windowOf({ range: "1h" }, NOON, "UTC").start_time).toBe(NOON - 3600);
});

test("days are whole, and never more of them than the API takes", () => {
  const { start_time, end_time } = windowOf({ range: "days", from: "2026-11-01", to: "2026-11-02" }, NOON, "UTC");
  expect(end_time - start_time).toBe(2 * DAY);
  const long = windowOf({ range: "days", from: "2020-01-01", to: "2026-11-02" }, NOON, "UTC");
  expect(long.end_time - long.start_time).toBe(30 * DAY);
  const open = windowOf({ range: "days", from: "2026-11-20" }, NOON, "UTC");
  expect(open).toMatchObject({ end_time: NOON + 3600 });
});

test("a day begins and ends where it does in the zone that times are shown in, also when its clocks change", () => {
  const oneDay = (day: string, zone: string) => windowOf({ range: "days", from: day, to: day }, NOON, zone);
  const shanghai = oneDay("2026-11-23", "Asia/Shanghai");
  expect(shanghai.start_time).toBe(Date.UTC(2026, 10, 22, 16) / 1000);
  expect(shanghai.end_time - shanghai.start_time).toBe(DAY);
  const hoursOf = ({ start_time, end_time }: { start_time: number; end_time: number }) =>
    (end_time - start_time) / 3600;
  expect(hoursOf(oneDay("2026-03-29", "Europe/Berlin"))).toBe(23);
  expect(hoursOf(oneDay("2026-10-25", "Europe/Berlin"))).toBe(25);

  const zones = ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "America/Havana", "Europe/Berlin"];
  const anyDay = fc.date({ min: new Date("2020-01-02"), max: new Date("2030-01-01"), noInvalidDate: true });
  const property = fc.property(anyDay, fc.constantFrom(...zones), (date, zone) => {
    const day = date.toISOString().slice(0, 10);
    const dayAt = (seconds: number) => new Date(seconds * 1000).toLocaleDateString("sv-SE", { timeZone: zone });
    const { start_time, end_time } = oneDay(day, zone);
    expect([dayAt(start_time), dayAt(end_time - 1)]).toEqual([day, day]);
    expect([dayAt(start_time - 1) < day, dayAt(end_time) > day]).toEqual([true, true]);
  });
  fc.assert(property, { seed: 3, numRuns: 300 });
});

test("further back are the days before the usual ones, up to the day on which those begin", () => {
  const before = daysBefore(NOON, "UTC");
  expect(before).toEqual({ range: "days", from: "2026-09-25", to: "2026-10-24" });
  const { start_time, end_time } = windowOf(before, NOON, "UTC");
  expect(end_time).toBeGreaterThanOrEqual(windowOf({}, NOON, "UTC").start_time);
  expect(end_time - start_time).toBe(30 * DAY);
});
