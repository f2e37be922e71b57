import { describe, expect, test } from "vitest";
import { checkSender } from "./support/check.ts";
import type { Evidence } from "./support/evidence.ts";
import { type MadeUpPush, makeUpAttempts, makeUpEvidence } from "./support/made-up.ts";

/** Opens, is updated, recovers, recovers again although nothing is open, opens anew; one push was tried twice and stored twice. */
const PUSHES: readonly MadeUpPush[] = [
  { push: 1 },
  { push: 2, attempt: 1 },
  { push: 2, attempt: 2 },
  { push: 3, isRecovery: true },
  { push: 4, isRecovery: true },
  { push: 5 },
  { push: 6 },
];

/** What the checker finds when the evidence is spoilt. */
function checkSpoilt(spoil: (evidence: Evidence) => Partial<Evidence>) {
  const evidence = makeUpEvidence(PUSHES);
  return checkSender(makeUpAttempts(PUSHES), { ...evidence, ...spoil(evidence) });
}

const clean = { lost: [], doubled: [], disordered: [], wrong: [] };

describe("a checker of trials", () => {
  test("finds nothing where every promise was kept", () => {
    expect(checkSpoilt(() => ({}))).toEqual(clean);
  });

  test("lets an attempt that was never answered be stored or not", () => {
    const stored = makeUpEvidence(PUSHES.filter(({ push, attempt }) => push !== 2 || attempt === 2));
    expect(checkSender(makeUpAttempts(PUSHES), stored)).toEqual(clean);
  });

  test("finds an answered push that is not in the ledger", () => {
    const stored = makeUpEvidence(PUSHES.filter(({ push }) => push !== 6));
    const { lost, ...rest } = checkSender(makeUpAttempts(PUSHES), stored);
    expect(lost).toEqual(["sender 0 push 6 attempt 1 was answered 200 and is not in the ledger"]);
    expect(rest).toEqual({ doubled: [], disordered: [], wrong: [] });
  });

  test("finds a verdict without its event, and one without its alert", () => {
    expect(checkSpoilt(({ events }) => ({ events: events.slice(1) })).lost).toHaveLength(1);
    expect(checkSpoilt(({ alerts }) => ({ alerts: alerts.slice(1) })).lost).toHaveLength(1);
  });

  test("finds a push that is in the ledger twice", () => {
    const found = checkSpoilt(({ deliveries }) => ({ deliveries: deliveries.flatMap((row) => [row, row]) }));
    expect(found.doubled).toHaveLength(PUSHES.length);
  });

  test("finds an event that is there twice, or without a verdict, or was never sent", () => {
    expect(checkSpoilt(({ events }) => ({ events: events.flatMap((row) => [row, row]) })).doubled).toHaveLength(6);
    const stray = { eventId: "f".repeat(24), alertId: "alert-1", mark: "sender 0 push 9 attempt 1" };
    expect(checkSpoilt(({ events }) => ({ events: [...events, stray] })).doubled).toHaveLength(1);
    const attempts = makeUpAttempts(PUSHES.slice(0, -1));
    expect(checkSender(attempts, makeUpEvidence(PUSHES)).doubled).toEqual(["sender 0 push 6 attempt 1 was never sent"]);
  });

  test("finds an alert that no push opened", () => {
    const found = checkSpoilt(({ alerts, incidents }) => ({
      alerts: [...alerts, ...alerts.map((alert) => ({ ...alert, alertId: `${alert.alertId}-again` }))],
      incidents: [...incidents, ...incidents],
    }));
    expect(found.doubled).toEqual([
      "alert alert-1-again was opened by no push",
      "alert alert-5-again was opened by no push",
    ]);
  });

  test("finds pushes that were processed in another order", () => {
    const swapped = makeUpEvidence([{ push: 1 }, { push: 3 }, { push: 2 }]);
    const { disordered } = checkSender(makeUpAttempts([{ push: 1 }, { push: 2 }, { push: 3 }]), swapped);
    expect(disordered.length).toBeGreaterThan(0);
  });

  test("finds events whose ids are in another order", () => {
    const { disordered, ...rest } = checkSpoilt(({ events: [first, second, ...others] }) => ({
      events:
        first && second
          ? [{ ...second, eventId: first.eventId }, { ...first, eventId: second.eventId }, ...others]
          : [],
    }));
    expect(disordered).toHaveLength(1);
    expect(rest).toEqual({ lost: [], doubled: [], wrong: [] });
  });

  test("finds verdicts that do not follow from the pushes", () => {
    const found = checkSpoilt(({ deliveries }) => ({
      deliveries: deliveries.map((row) => ({
        ...row,
        verdicts: row.verdicts.map((verdict) =>
          row.mark.push === 6 ? { ...verdict, verdict: "opened" as const } : verdict,
        ),
      })),
    }));
    expect(found.wrong).toEqual(["sender 0 push 6 attempt 1 pod: opened where updated was due"]);
  });

  test("finds a push that was set aside", () => {
    const found = checkSpoilt(({ deliveries }) => ({
      deliveries: deliveries.map((row) =>
        row.mark.push === 4 ? { ...row, outcome: "failed", because: "poison" } : row,
      ),
    }));
    expect(found.wrong).toEqual(["sender 0 push 4 attempt 1 is failed: poison"]);
  });

  test("finds an event that went to another alert than the open one", () => {
    const found = checkSpoilt(({ deliveries }) => ({
      deliveries: deliveries.map((row) => ({
        ...row,
        verdicts: row.verdicts.map((verdict) => (row.mark.push === 6 ? { ...verdict, alert_id: "alert-1" } : verdict)),
      })),
    }));
    expect(found.wrong).toContain("sender 0 push 6 attempt 1 pod: it went to alert-1, open was alert-5");
  });

  test("finds counters and states that do not agree with the events", () => {
    const wrongWith = (spoil: (evidence: Evidence) => Partial<Evidence>) => checkSpoilt(spoil).wrong;
    expect(
      wrongWith(({ alerts }) => ({ alerts: alerts.map((alert) => ({ ...alert, progress: "Triggered" })) })),
    ).toEqual(expect.arrayContaining(["alert alert-1 is Triggered", "alert alert-5 is a second open one of its key"]));
    expect(wrongWith(({ alerts }) => ({ alerts: alerts.map((alert) => ({ ...alert, eventCnt: 9 })) }))).toContain(
      "alert alert-1 counts 9 events of 4",
    );
    expect(wrongWith(({ incidents }) => ({ incidents: incidents.slice(1) }))).toContain(
      "alert alert-1 has no incident",
    );
    expect(wrongWith(({ incidents }) => ({ incidents: incidents.map((row) => ({ ...row, closeTime: 0 })) }))).toEqual([
      "incident incident-1 is Closed since 0 with an alert Closed",
    ]);
    expect(
      wrongWith(({ incidents }) => ({ incidents: incidents.map((row) => ({ ...row, activeAlertCnt: 2 })) })),
    ).toHaveLength(2);
    expect(
      wrongWith(({ incidents }) => ({ incidents: incidents.map((row) => ({ ...row, alertEventCnt: 2 })) })),
    ).toEqual(["incident incident-1 counts 2 events of 4"]);
  });
});
