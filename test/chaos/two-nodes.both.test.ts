import { afterEach, expect, test } from "vitest";
import { PROFILE } from "./support/profile.ts";
import { chooseSeed, createRandom } from "./support/random.ts";
import { type Stage, stageTwoNodes } from "./support/stage.ts";
import { runTrial } from "./support/trial.ts";
import { expectKept, printReport } from "./support/verdict.ts";

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.destroy();
  stage = null;
});

test(
  "P1: two hubs on one PostgreSQL: kill -9 of either, and of PostgreSQL, loses no answered push and applies none twice",
  async () => {
    const seed = chooseSeed();
    const random = createRandom(seed);
    stage = await stageTwoNodes(PROFILE.senders);
    const report = await runTrial(stage, { plan: PROFILE.twoNodes, random, ...PROFILE });
    printReport("two nodes", seed, report);
    expectKept(report);
    for (const node of stage.nodes) expect(await node.stop()).toBe(0);
  },
  PROFILE.timeoutMs,
);
