import { setTimeout as delay } from "node:timers/promises";
import { countBacklog } from "../../../server/journal/lane-store.ts";
import { countDeliveries } from "./evidence-store.ts";
import { type Inspection, inspect } from "./inspect.ts";
import type { TrialNode } from "./node.ts";
import type { Plan } from "./profile.ts";
import type { Random } from "./random.ts";
import { type Pace, type Sender, startSender } from "./sender.ts";
import type { Stage } from "./stage.ts";
import { waitFor, within } from "./wait.ts";

/** One kill, and what was under way at that moment. */
export type Kill = { what: string; unanswered: number; pending: number };

/** What a trial did and found. */
export type TrialReport = Inspection & {
  kills: readonly Kill[];
  /** Starts after a kill that did not log `hub.unclean_start`. */
  startsTakenForClean: number;
  seconds: number;
};

/** A kill comes at a random moment of at most `momentMsMax`, in a storm that begins when every node is at work. */
export type TrialOptions = { plan: Plan; random: Random; momentMsMax: number };

/** Answers of every node, and pushes processed, that show them at work before the next thing is killed. */
const AT_WORK = 25;
/** By then most senders have noticed that the storm began. */
const MOMENT_MS_MIN = 150;
/** Between storms the hubs catch up. */
const CALM_MS = 800;
/** Pushes that may wait when a storm begins. */
const BACKLOG_MAX = 100;
const CATCH_UP_TIMEOUT_MS = 120_000;
const FINISH_TIMEOUT_MS = 60_000;

/** Sends under load, kills hubs and their PostgreSQL at random moments, lets everything drain and checks what is stored. */
export async function runTrial(stage: Stage, options: TrialOptions): Promise<TrialReport> {
  const startedMs = performance.now();
  const { random } = options;
  const pace = { thinkMsMax: CALM_MS };
  const senders = stage.integrations.map(({ pushUrls }, index) => startSender({ index, pushUrls, random, pace }));
  const scene = { stage, senders, options, pace };
  const kills: Kill[] = [];
  let startsTakenForClean = 0;
  try {
    for (const what of planKills(options)) {
      await everyNodeWorks(scene);
      await catchUp(scene);
      pace.thinkMsMax = 0;
      await delay(random.between(MOMENT_MS_MIN, options.momentMsMax));
      if (what === "server") kills.push(await killServer(scene));
      else {
        const node = random.pick(stage.nodes);
        kills.push(await killHub(scene, node));
        await node.start();
        if (!node.hub().log.some(({ event }) => event === "hub.unclean_start")) startsTakenForClean += 1;
      }
    }
    await everyNodeWorks(scene);
    await within(FINISH_TIMEOUT_MS, "the last pushes", Promise.all(senders.map((sender) => sender.finish())));
    const inspection = await inspect(stage, senders);
    return { ...inspection, kills, startsTakenForClean, seconds: Math.round((performance.now() - startedMs) / 1000) };
  } finally {
    for (const sender of senders) sender.abort();
  }
}

type Scene = { stage: Stage; senders: readonly Sender[]; options: TrialOptions; pace: Pace };

/** The kills of a plan in random order. */
function planKills({ plan, random }: TrialOptions): ("hub" | "server")[] {
  let hubs = plan.hubKills;
  let servers = plan.serverKills;
  const order: ("hub" | "server")[] = [];
  while (hubs + servers > 0) {
    const isHub = random.between(0, hubs + servers) < hubs;
    if (isHub) hubs -= 1;
    else servers -= 1;
    order.push(isHub ? "hub" : "server");
  }
  return order;
}

async function killServer({ stage, senders, pace }: Scene): Promise<Kill> {
  const { pushes: pending } = await countBacklog(stage.database);
  const unanswered = senders.filter((sender) => sender.waitsFor() !== null).length;
  stage.killServer();
  pace.thinkMsMax = CALM_MS;
  return { what: "postgres", unanswered, pending };
}

/** Kills one hub; the others must go on answering, and if there is none, the next start meets an old PostgreSQL or none. */
async function killHub(scene: Scene, node: TrialNode): Promise<Kill> {
  const { stage, senders, options, pace } = scene;
  const index = stage.nodes.indexOf(node);
  const { pushes: pending } = await countBacklog(stage.database);
  const unanswered = senders.filter((sender) => sender.waitsFor() === index).length;
  await node.kill();
  pace.thinkMsMax = CALM_MS;
  if (stage.nodes.some((other) => other.isUp())) await everyNodeWorks(scene);
  else if (options.random.between(0, 2) === 0) await stage.serverGone();
  return { what: node.name, unanswered, pending };
}

/** Between storms, so that lanes are found both push by push, as after a kill, and at whole batches. */
async function catchUp({ stage }: Scene): Promise<void> {
  const isLittle = async () => (await countBacklog(stage.database)).pushes <= BACKLOG_MAX;
  await waitFor("the hubs catch up", isLittle, CATCH_UP_TIMEOUT_MS);
}

/** Waits until every node that is up has answered some more, and some more was processed. */
async function everyNodeWorks({ stage, senders }: Scene): Promise<void> {
  const answers = (node: number) => senders.reduce((sum, sender) => sum + (sender.answered[node] ?? 0), 0);
  const before = stage.nodes.map((_, node) => answers(node));
  await waitFor("every node answers pushes", () =>
    stage.nodes.every(({ isUp }, node) => !isUp() || answers(node) >= (before[node] ?? 0) + AT_WORK),
  );
  const done = await waitFor("the database answers", () => countDeliveries(stage.database));
  await waitFor(
    "pushes are processed",
    async () => (await countDeliveries(stage.database)).rows >= done.rows + AT_WORK,
  );
}
