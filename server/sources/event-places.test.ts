import { expect, test } from "vitest";
import { listEventPlaces } from "./event-places.ts";

test.each([
  ["none rejected", 3, [], [0, 1, 2]],
  ["the first rejected", 2, [0], [1, 2]],
  ["rejected between and at the end", 2, [1, 3], [0, 2]],
  ["nothing readable", 0, [0, 1], []],
])("%s", (_what, count, rejected, places) => {
  const rejects = rejected.map((index) => ({ index, issues: [] }));
  expect(listEventPlaces(count, rejects)).toEqual(places);
});
