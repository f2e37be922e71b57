import { expect } from "vitest";
import type { TrialReport } from "./trial.ts";

/** Prints what a trial did, with the seed that repeats its choices. */
export function printReport(name: string, seed: number, report: TrialReport): void {
  const { figures, findings, kills } = report;
  const struck = kills.map(({ what, unanswered, pending }) => `${what} (${unanswered} unanswered, ${pending} pending)`);
  const found = [
    `${findings.lost.length} lost`,
    `${findings.doubled.length} doubled`,
    `${findings.disordered.length} out of order`,
    `${findings.wrong.length} wrong`,
  ];
  console.log(
    `trial "${name}", TOCSIN_TRIAL_SEED=${seed}, ${report.seconds} s\n` +
      `  ${figures.answered} pushes answered in ${figures.attempts} attempts; ${figures.deliveries} deliveries, of which ` +
      `${figures.storedUnanswered} unanswered; ${figures.events} events, ${figures.alerts} alerts\n` +
      `  killed: ${struck.join(", ")}\n  found: ${found.join(", ")}`,
  );
}

/** The share of kills that must have hit both unanswered requests and pending work. */
const TELLING_MIN = 3 / 4;
const SHOWN = 20;

/** Fails unless every promise was kept, and the kills came at moments that could have broken one. */
export function expectKept(report: TrialReport): void {
  const { findings, kills, unsettled } = report;
  const shown = (list: readonly string[]) => list.slice(0, SHOWN);
  expect(shown(findings.lost)).toEqual([]);
  expect(shown(findings.doubled)).toEqual([]);
  expect(shown(findings.disordered)).toEqual([]);
  expect(shown(findings.wrong)).toEqual([]);
  expect(shown(report.oddAnswers)).toEqual([]);
  expect(unsettled).toEqual({ pending: 0, soloForever: 0, begun: 0 });
  expect(report.startsTakenForClean).toBe(0);
  const telling = kills.filter(({ unanswered, pending }) => unanswered > 0 && pending > 0);
  expect(telling.length).toBeGreaterThanOrEqual(kills.length * TELLING_MIN);
}
