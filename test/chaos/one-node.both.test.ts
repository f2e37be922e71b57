import { afterEach, expect, test } from "vitest";
import { PROFILE } from "./support/profile.ts";
import { chooseSeed, createRandom } from "./support/random.ts";
import { type Stage, stageOneNode } from "./support/stage.ts";
import { runTrial } from "./support/trial.ts";
import { expectKept, printReport } from "./support/verdict.ts";

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.destroy();
  stage = null;
});

test(
  "P1: kill -9 of a hub and of its PostgreSQL loses no answered push and applies none twice",
  async () => {
    const seed = chooseSeed();
    const random = createRandom(seed);
    stage = await stageOneNode(PROFILE.senders);
    const report = await runTrial(stage, { plan: PROFILE.oneNode, random, ...PROFILE });
    printReport("one node", seed, report);
    expectKept(report);
    expect(await stage.nodes[0].stop()).toBe(0);
  },
  PROFILE.timeoutMs,
);
