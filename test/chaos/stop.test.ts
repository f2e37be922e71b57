import { afterEach, expect, test } from "vitest";
import { inspect } from "./support/inspect.ts";
import { PROFILE } from "./support/profile.ts";
import { chooseSeed, createRandom } from "./support/random.ts";
import { startSender } from "./support/sender.ts";
import { type Stage, stageOneNode } from "./support/stage.ts";
import { waitFor, within } from "./support/wait.ts";

const SENDERS = 24;

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.destroy();
  stage = null;
});

test(
  "SIGTERM under load: what is under way is answered 200 or 503, nothing is lost, and the next start is a clean one",
  async () => {
    const random = createRandom(chooseSeed());
    stage = await stageOneNode(SENDERS);
    const [node] = stage.nodes;
    const pace = { thinkMsMax: 0 };
    const senders = stage.integrations.map(({ pushUrls }, index) => startSender({ index, pushUrls, random, pace }));
    try {
      const answered = () => senders.reduce((sum, sender) => sum + (sender.answered[0] ?? 0), 0);
      await waitFor("the hub is under load", () => answered() >= 500);
      expect(await node.stop()).toBe(0);
      // Once the port is closed nobody is there; until then every request is answered, and answered whole.
      const troubles = senders.flatMap(({ attempts }) => attempts.map(({ trouble }) => trouble));
      expect(troubles.filter((trouble) => trouble !== "" && trouble !== "ECONNREFUSED")).toEqual([]);

      pace.thinkMsMax = 200;
      await node.start();
      expect(node.hub().log.filter(({ event }) => event === "hub.unclean_start")).toEqual([]);
      await within(60_000, "the last pushes", Promise.all(senders.map((sender) => sender.finish())));
      const { findings, oddAnswers } = await inspect(stage, senders);
      expect(findings).toEqual({ lost: [], doubled: [], disordered: [], wrong: [] });
      expect(oddAnswers).toEqual([]);
    } finally {
      for (const sender of senders) sender.abort();
    }
  },
  PROFILE.timeoutMs,
);
