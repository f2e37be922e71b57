import fc from "fast-check";
import { expect, test } from "vitest";
import { UndoLog } from "./undo-log.ts";

const step = fc.record({
  kind: fc.constantFrom("put", "add", "append"),
  key: fc.integer({ min: 0, max: 3 }),
  value: fc.integer({ min: 0, max: 9 }),
});
const steps = fc.array(step, { maxLength: 12 });

/** A map, a set and a list, changed by steps through a log. */
function createThings() {
  const list: number[] = [];
  return { map: new Map<number, number>(), set: new Set<number>(), list };
}

test("what an attempt that throws did is taken back, and what one that does not stays", () => {
  const property = fc.property(fc.array(fc.tuple(steps, fc.boolean()), { maxLength: 6 }), (attempts) => {
    const log = new UndoLog();
    const { map, set, list } = createThings();
    const expected = createThings();
    for (const [work, throws] of attempts) {
      const run = (to: typeof expected, by: UndoLog) => {
        for (const { kind, key, value } of work) {
          if (kind === "put") by.put(to.map, key, value);
          else if (kind === "add") by.add(to.set, value);
          else by.append(to.list, value);
        }
      };
      const attempt = () =>
        log.attempt(() => {
          run({ map, set, list }, log);
          if (throws) throw new Error("half-way");
        });
      if (throws) expect(attempt).toThrow("half-way");
      else {
        attempt();
        run(expected, new UndoLog());
      }
      expect({ map, set, list }).toEqual(expected);
    }
  });
  fc.assert(property, { seed: 20_261_130 });
});
