import { expect, test } from "vitest";
import { decideLoad } from "./decide-load.ts";

const first = { failures: 1, tookMs: 20, isAsked: false, mayReload: true };

test.each(["away", "same build"] as const)("hub %s: waits double, and end", (seen) => {
  const steps = [1, 2, 3, 4, 5].map((failures) => decideLoad(seen, { ...first, failures }));
  expect(steps).toEqual([...[500, 1000, 2000, 4000].map((ms) => ({ do: "wait", ms })), { do: "give up" }]);
});

test("where each try takes long there are fewer of them", () => {
  expect(decideLoad("away", { ...first, failures: 2, tookMs: 16_000 })).toEqual({ do: "give up" });
});

test("what an upgraded hub has no more is not asked for again: the page is loaded anew, where nothing is lost by it", () => {
  expect(decideLoad("other build", first)).toEqual({ do: "reload" });
  expect(decideLoad("other build", { ...first, mayReload: false })).toEqual({ do: "give up" });
});

test.each([
  ["away", { do: "wait", ms: 500 }],
  ["same build", { do: "reload" }],
  ["other build", { do: "reload" }],
] as const)("whoever presses the button gets the page anew, but from a hub that is there: %s", (seen, step) => {
  expect(decideLoad(seen, { ...first, isAsked: true, mayReload: false })).toEqual(step);
});
