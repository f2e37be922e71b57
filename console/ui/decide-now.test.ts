import { expect, test } from "vitest";
import { decideNow } from "./decide-now.ts";

const TICK = 1_000_000;

test("a time that came after the last tick is compared with when it came, not with the tick", () => {
  expect(decideNow(TICK + 25_000, [TICK, TICK + 25_400])).toBe(TICK + 25_400);
  expect(decideNow(TICK, [TICK + 30_000, TICK + 200])).toBe(TICK + 30_000);
});

test("a hub whose clock is a few seconds ahead tells of now, not of the future", () => {
  expect(decideNow(TICK + 3_000, [TICK])).toBe(TICK + 3_000);
});

test("what truly lies ahead, such as the end of a grace, stays ahead", () => {
  expect(decideNow(TICK + 60_000, [TICK])).toBe(TICK);
});
