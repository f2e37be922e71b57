import { expect, test } from "vitest";
import { laneOf } from "./lane.ts";

test.each([1, 2, 3, 4, 7, 16])("every %sth id still spreads over all 16 lanes evenly", (stride) => {
  const counts = Array.from({ length: 16 }, () => 0);
  for (let i = 0; i < 1600; i += 1) {
    const lane = laneOf((2_451_000_001 + i * stride) * 1000 + 131);
    counts[lane] = (counts[lane] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(70);
  expect(Math.max(...counts)).toBeLessThan(130);
});
