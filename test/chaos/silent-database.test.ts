import { afterAll, beforeAll, expect, test } from "vitest";
import { inspect } from "./support/inspect.ts";
import { PROFILE } from "./support/profile.ts";
import { chooseSeed, createRandom } from "./support/random.ts";
import { startSender } from "./support/sender.ts";
import { stageBehindDoor } from "./support/stage.ts";
import { waitFor, within } from "./support/wait.ts";

const SENDERS = 4;

let stage: Awaited<ReturnType<typeof stageBehindDoor>>;
const random = createRandom(chooseSeed());
beforeAll(async () => {
  stage = await stageBehindDoor(SENDERS);
}, PROFILE.timeoutMs);
afterAll(() => stage?.destroy(), PROFILE.timeoutMs);

test(
  "P1: pushes that wait for a database fallen silent are answered 503, and the next ones are accepted over a new connection",
  async () => {
    const pace = { thinkMsMax: 50 };
    const senders = stage.integrations.map(({ pushUrls }, index) => startSender({ index, pushUrls, random, pace }));
    try {
      const answered = () => senders.reduce((sum, sender) => sum + (sender.answered[0] ?? 0), 0);
      await waitFor("pushes are answered", () => answered() >= 50);
      expect(stage.door.silence("insert into journal")).toBe(1);
      const isRefused = () => senders.some(({ attempts }) => attempts.some(({ status }) => status === 503));
      await waitFor("what was being committed is answered 503", isRefused);
      const before = answered();
      await waitFor("pushes are answered 200 again", () => answered() >= before + 50);
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
