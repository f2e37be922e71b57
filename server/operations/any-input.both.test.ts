import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "../../contract/operations/all.ts";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { addAlert, addIncident, nowSeconds } from "../../test/support/rows.ts";
import { SUITE } from "../../test/support/suite.ts";

const SEED = 20_240_902;
/** For each operation. */
const RUNS = SUITE === "quick" ? 10 : 40;

let api: ApiUnderTest;
let known: unknown[] = [];
beforeAll(async () => {
  api = await startApi();
  const incidentId = await addIncident(api.database, {});
  known = [api.teamId, api.ownerId, incidentId, await addAlert(api.database, { incidentId })];
});
afterAll(() => api.stop());

const fieldsOf = z.object({ properties: z.record(z.string(), z.unknown()).default({}) });

/** What clients send by mistake, and what attackers send on purpose, among values that are right. */
function values(): fc.Arbitrary<unknown> {
  const now = nowSeconds();
  const words = [
    "Triggered,Closed",
    "Critical",
    "Info,",
    "p",
    "created_at",
    "updated_at",
    "shared",
    "enabled",
    "aliyun-prometheus",
  ];
  const nasty = [
    "",
    " ",
    "'",
    "\\",
    "%",
    "\0",
    "\ud800",
    "ก",
    "😀",
    "f".repeat(24),
    "g".repeat(24),
    "a".repeat(600),
    "1",
    "null",
  ];
  const numbers = [
    0,
    1,
    -1,
    1.5,
    20,
    101,
    now,
    now - 86_400,
    now * 1000,
    2 ** 31,
    2 ** 53,
    1e300,
    Number.MIN_SAFE_INTEGER,
  ];
  const scalar = fc.oneof(
    fc.constantFrom(...words, ...nasty, ...numbers, true, false, null),
    fc.constantFrom(...known),
    fc.string(),
  );
  const nested = fc.dictionary(fc.constantFrom("method", "equals", "identity", "__proto__", "constructor"), scalar, {
    maxKeys: 3,
  });
  return fc.oneof({ weight: 4, arbitrary: scalar }, fc.array(scalar, { maxLength: 4 }), nested);
}

test.each(OPERATIONS.map((operation) => [operation.path, operation] as const))(
  "P3: %s answers any input with 200 or 400, and a 400 says why; who guesses is told so",
  async (path, operation) => {
    const { properties } = fieldsOf.parse(z.toJSONSchema(operation.input, { io: "input" }));
    const isGuess = operation.permission === "anyone" || "current_password" in properties;
    const expected = isGuess ? [200, 400, 401, 429] : [200, 400];
    const names = Object.keys(properties);
    const input = fc.dictionary(fc.constantFrom(...names, "unknown_field"), values(), { maxKeys: names.length });
    const window = { start_time: nowSeconds() - 3600, end_time: nowSeconds() };
    await fc.assert(
      fc.asyncProperty(input, fc.boolean(), async (fields, isInWindow) => {
        const answer = await api.call(path, isInWindow ? { ...window, ...fields } : fields);
        expect(expected).toContain(answer.status);
        if (answer.status === 400) expect(answer.message.length).toBeGreaterThan(10);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  },
);
