import fc from "fast-check";
import { expect, test } from "vitest";
import { foldCase, gramsOf, gramsToAskFor } from "./title-grams.ts";

const SEED = 20_261_123;
const text = fc.string({ unit: "binary", maxLength: 60 });

test("a part of a folded text is the folded part: a search never depends on what stands around it", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(foldCase(before + after)).toBe(foldCase(before) + foldCase(after));
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test("a title has every gram that is asked for when a part of it is looked for, however long", () => {
  const part = fc.string({ unit: "binary", minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(text, part, text, (before, middle, after) => {
      const asked = gramsToAskFor(foldCase(middle));
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.length).toBeLessThanOrEqual(17);
      expect(gramsOf(foldCase(before + middle + after))).toEqual(expect.arrayContaining(asked));
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test("grams fit 16 bits with a sign", () => {
  fc.assert(
    fc.property(text, (title) => gramsOf(title).every((gram) => gram >= -32_768 && gram <= 32_767)),
    { seed: SEED, numRuns: 200 },
  );
});

test.each([
  ["CPU 使用率", "cpu 使用率"],
  ["ΟΔΟΣ", "οδοσ"],
  ["οδος", "οδοσ"],
  ["STRAẞE", "straße"],
  ["İzmir", "i̇zmir"],
])("%s is looked for as %s", (title, folded) => expect(foldCase(title)).toBe(folded));
