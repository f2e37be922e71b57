import { afterAll, beforeAll, expect, test } from "vitest";
import { type DefectiveNode, putDoorBefore } from "./support/front-door.ts";
import { PROFILE } from "./support/profile.ts";
import { chooseSeed, createRandom } from "./support/random.ts";
import { type Stage, stageOneNode } from "./support/stage.ts";
import { runTrial } from "./support/trial.ts";
import { printReport } from "./support/verdict.ts";

/** Half of the integrations for each run. */
const SENDERS = 12;
const seed = chooseSeed();
const random = createRandom(seed);
let stage: Stage;
let hub: DefectiveNode;

beforeAll(async () => {
  stage = await stageOneNode(2 * SENDERS, async (node) => {
    hub = await putDoorBefore(node);
    return hub;
  });
}, PROFILE.timeoutMs);
afterAll(() => stage?.destroy(), PROFILE.timeoutMs);

// A trial that finds nothing here would find nothing anywhere.

test(
  "a hub that answers before COMMIT is found out: its kills lose pushes",
  async () => {
    hub.defect = "answers early";
    const staged = { ...stage, integrations: stage.integrations.slice(0, SENDERS) };
    const report = await runTrial(staged, { plan: PROFILE.control, random, ...PROFILE });
    printReport("control: answers before COMMIT", seed, report);
    expect(report.findings.lost.length).toBeGreaterThan(0);
    expect(report.findings.doubled).toEqual([]);
  },
  PROFILE.timeoutMs,
);

test(
  "a hub that takes every push twice is found out: they are doubled",
  async () => {
    hub.defect = "delivers twice";
    const staged = { ...stage, integrations: stage.integrations.slice(SENDERS) };
    const report = await runTrial(staged, { plan: { hubKills: 0, serverKills: 0 }, random, ...PROFILE });
    printReport("control: delivers twice", seed, report);
    expect(report.findings.doubled.length).toBeGreaterThan(0);
    expect(report.findings.lost).toEqual([]);
  },
  PROFILE.timeoutMs,
);
