import { expect, test } from "vitest";
import { createTally } from "./tally.ts";

const answer = { kind: "answered", status: 200, body: "{}" } as const;

test("percentiles are right to 2 %, the maximum exactly", () => {
  const tally = createTally();
  for (let ms = 1; ms <= 1000; ms += 1) tally.record({ isAccepted: true, tries: ["200"], answer, latencyMs: ms });
  for (const share of [0.5, 0.95, 0.99]) {
    expect(tally.latencyMs(share)).toBeGreaterThanOrEqual(share * 1000);
    expect(tally.latencyMs(share)).toBeLessThanOrEqual(share * 1000 * 1.02);
  }
  expect(tally.latencyMsMax).toBe(1000);
});

test("nothing recorded is all zero, and a latency of zero counts", () => {
  const tally = createTally();
  expect([tally.pushes, tally.latencyMs(0.99), tally.latencyMsMax]).toEqual([0, 0, 0]);
  tally.record({ isAccepted: true, tries: ["200"], answer, latencyMs: 0 });
  expect([tally.pushes, tally.latencyMs(0.99)]).toEqual([1, 0]);
});

test("every try counts as an answer, every one but the first as a retry", () => {
  const tally = createTally();
  tally.record({ isAccepted: true, tries: ["timeout", "503 ServiceUnavailable", "200"], answer, latencyMs: 2000 });
  tally.record({ isAccepted: false, tries: ["timeout", "timeout", "timeout"], answer, latencyMs: 9000 });
  expect(tally).toMatchObject({ pushes: 2, accepted: 1, retries: 4 });
  expect(Object.fromEntries(tally.answers)).toEqual({ timeout: 4, "503 ServiceUnavailable": 1, "200": 1 });
});
