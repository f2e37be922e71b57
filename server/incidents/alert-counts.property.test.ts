import fc from "fast-check";
import { expect, test } from "vitest";
import { type AlertCounts, type CountedAlert, NO_ALERTS, recount, severityOf, statusOf } from "./alert-counts.ts";

const SEED = 20_261_130;
const ORDER = ["Critical", "Warning", "Info", "Ok"] as const;

const alert: fc.Arbitrary<CountedAlert> = fc.record({
  severity: fc.constantFrom("Critical", "Warning", "Info"),
  status: fc.constantFrom("Critical", "Warning", "Info", "Ok"),
  progress: fc.constantFrom("Triggered", "Closed"),
  eventCnt: fc.integer({ min: 1, max: 9 }),
});

/** One alert of a few comes or becomes another one; null goes. */
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.option(alert, { freq: 4 })), { maxLength: 30 });

test("an incident's counts are those of its alerts, however these came, changed and went", () => {
  fc.assert(
    fc.property(steps, (story) => {
      const alerts = new Map<number, CountedAlert>();
      let counts: AlertCounts = NO_ALERTS;
      for (const [place, after] of story) {
        counts = recount(counts, alerts.get(place) ?? null, after);
        if (after) alerts.set(place, after);
        else alerts.delete(place);
      }
      const all = [...alerts.values()];
      const count = (is: (one: CountedAlert) => boolean) => all.filter(is).length;
      expect(counts).toEqual({
        alertCnt: all.length,
        activeAlertCnt: count(({ progress }) => progress === "Triggered"),
        alertEventCnt: all.reduce((sum, { eventCnt }) => sum + eventCnt, 0),
        criticalCnt: count(({ severity }) => severity === "Critical"),
        warningCnt: count(({ severity }) => severity === "Warning"),
        infoCnt: count(({ severity }) => severity === "Info"),
        firingCriticalCnt: count(({ status }) => status === "Critical"),
        firingWarningCnt: count(({ status }) => status === "Warning"),
        firingInfoCnt: count(({ status }) => status === "Info"),
      });
      const worst = (words: readonly string[]) => ORDER.find((word) => words.includes(word)) ?? null;
      expect(severityOf(counts)).toBe(worst(all.map(({ severity }) => severity)));
      expect(statusOf(counts)).toBe(worst(all.map(({ status }) => status)));
    }),
    { seed: SEED },
  );
});
