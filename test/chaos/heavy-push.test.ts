import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../../contract/limits.ts";
import { countDeliveries } from "./support/evidence-store.ts";
import { PROFILE } from "./support/profile.ts";
import { chooseSeed, createRandom } from "./support/random.ts";
import { type Stage, stageOneNode } from "./support/stage.ts";
import { waitFor } from "./support/wait.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await stageOneNode(3, createRandom(chooseSeed()));
}, PROFILE.timeoutMs);
afterAll(() => stage?.destroy(), PROFILE.timeoutMs);

/** JSON that takes most memory for its length: 16 MiB of it become 320 MB. */
function heavyBody(): string {
  const event = '{"status":"OCCURRED","ruleId":"heavy","subject":"heavy","junk":[';
  const objects = Math.floor((LIMITS.bodyBytesMax - event.length) / 3) - 2;
  return `${event}${"{},".repeat(objects)}{}]}`;
}

test(
  "P3: the heaviest bodies that are accepted are processed, and take neither the hub nor its processing thread down",
  async () => {
    const hub = stage.nodes[0].hub();
    const body = heavyBody();
    for (const { pushUrls } of stage.integrations) {
      expect((await fetch(pushUrls[0], { method: "POST", body })).status).toBe(200);
    }
    const all = stage.integrations.length;
    await waitFor(
      "all are processed",
      async () => (await countDeliveries(stage.database)).rows === all,
      PROFILE.timeoutMs,
    );
    expect(hub.log.filter(({ event }) => event === "process.died")).toEqual([]);
    expect(await stage.nodes[0].stop()).toBe(0);
  },
  PROFILE.timeoutMs,
);
