import fc from "fast-check";
import { expect, test } from "vitest";
import { createRateLimiter, type RateLimiter } from "./limits.ts";

const SEED = 20_240_901;

/** Gaps between requests in milliseconds: bursts, steady traffic and pauses. */
const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 40_000 })), {
  maxLength: 400,
});
const limits = fc.record({ perSecond: fc.integer({ min: 1, max: 20 }), perMinute: fc.integer({ min: 1, max: 60 }) });

function run(limiter: RateLimiter, waits: readonly number[]): { at: number; admitted: boolean }[] {
  let at = 1_700_000_000_000;
  return waits.map((wait) => {
    at += wait;
    return { at, admitted: limiter.admit("k", at).admitted };
  });
}

test("no 60 seconds hold more than the minute allows", () => {
  fc.assert(
    fc.property(limits, gaps, (limit, waits) => {
      const admitted = run(createRateLimiter(limit), waits).flatMap(({ at, admitted }) => (admitted ? [at] : []));
      admitted.forEach((start, index) => {
        const inWindow = admitted.slice(index).filter((at) => at < start + 60_000).length;
        expect(inWindow).toBeLessThanOrEqual(limit.perMinute);
      });
    }),
    { seed: SEED },
  );
});

test("no stretch of time holds more than a full bucket and what flows in meanwhile", () => {
  fc.assert(
    fc.property(limits, gaps, ({ perSecond }, waits) => {
      const results = run(createRateLimiter({ perSecond, perMinute: 0 }), waits);
      const admitted = results.flatMap(({ at, admitted }) => (admitted ? [at] : []));
      admitted.forEach((start, index) => {
        admitted.slice(index).forEach((end, count) => {
          expect(count + 1).toBeLessThanOrEqual(perSecond + ((end - start) * perSecond) / 1000 + 1e-6);
        });
      });
    }),
    { seed: SEED, numRuns: 50 },
  );
});

test("who waits as long as told is admitted", () => {
  fc.assert(
    fc.property(limits, gaps, (limit, waits) => {
      const limiter = createRateLimiter(limit);
      let at = 1_700_000_000_000;
      for (const wait of waits) {
        at += wait;
        const answer = limiter.admit("k", at);
        if (answer.admitted) continue;
        expect(answer.retryAfterSeconds).toBeGreaterThanOrEqual(1);
        at += answer.retryAfterSeconds * 1000;
        expect(limiter.admit("k", at)).toEqual({ admitted: true });
      }
    }),
    { seed: SEED },
  );
});

test("keys do not share a limit", () => {
  const limiter = createRateLimiter({ perSecond: 1, perMinute: 1 });
  expect(limiter.admit(1, 0).admitted).toBe(true);
  expect(limiter.admit(1, 0).admitted).toBe(false);
  expect(limiter.admit(2, 0).admitted).toBe(true);
});

test("a clock that steps back neither opens nor closes the limit", () => {
  const limiter = createRateLimiter({ perSecond: 2, perMinute: 0 });
  expect(limiter.admit("k", 10_000).admitted).toBe(true);
  expect(limiter.admit("k", 2_000).admitted).toBe(true);
  expect(limiter.admit("k", 1_000).admitted).toBe(false);
  expect(limiter.admit("k", 10_600).admitted).toBe(true);
});

test("zero switches a limit off", () => {
  const limiter = createRateLimiter({ perSecond: 0, perMinute: 0 });
  for (let i = 0; i < 5000; i += 1) expect(limiter.admit("k", 0).admitted).toBe(true);
});

test("the documented 1000 a minute are admitted and the next one is told to wait", () => {
  const limiter = createRateLimiter({ perSecond: 100, perMinute: 1000 });
  const start = 1_700_000_000_000;
  for (let i = 0; i < 1000; i += 1) expect(limiter.admit("k", start + i * 20).admitted).toBe(true);
  const refused = limiter.admit("k", start + 20_000);
  expect(refused).toEqual({ admitted: false, retryAfterSeconds: 41 });
});

test("what is given back counts for nothing, as if it had not been asked", () => {
  fc.assert(
    fc.property(limits, gaps, gaps, (limit, waits, more) => {
      const plain = createRateLimiter(limit);
      const lent = createRateLimiter(limit);
      let at = 1_700_000_000_000;
      waits.forEach((wait, index) => {
        at += wait;
        for (let asked = more[index] ?? 0; asked % 3 > 0; asked -= 1) {
          if (lent.admit("k", at).admitted) lent.giveBack("k", at);
        }
        expect(lent.admit("k", at)).toEqual(plain.admit("k", at));
      });
    }),
    { seed: SEED },
  );
});
