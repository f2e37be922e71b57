import { expect, test } from "vitest";
import { nextPlace } from "./next-place.ts";

test("j and k go from row to row and stay in the list", () => {
  expect(nextPlace({ at: 4, last: 4 }, 1, 10)).toBe(5);
  expect(nextPlace({ at: 9, last: 9 }, 1, 10)).toBe(9);
  expect(nextPlace({ at: 0, last: 0 }, -1, 10)).toBe(0);
});

test("after a row has left the list the next j is at the one that took its place, not at the top", () => {
  expect(nextPlace({ at: -1, last: 4 }, 1, 9)).toBe(4);
  expect(nextPlace({ at: -1, last: 4 }, -1, 9)).toBe(3);
  expect(nextPlace({ at: -1, last: 4 }, 1, 2), "most of the list left with it").toBe(1);
});

test("without a row so far both begin at the top", () => {
  expect(nextPlace({ at: -1, last: 0 }, 1, 10)).toBe(0);
  expect(nextPlace({ at: -1, last: 0 }, -1, 10)).toBe(0);
});
