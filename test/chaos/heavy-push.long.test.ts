import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../../contract/limits.ts";
import { countDeliveries } from "./support/evidence-store.ts";
import { PROFILE } from "./support/profile.ts";
import { type Stage, stageOneNode } from "./support/stage.ts";
import { waitFor } from "./support/wait.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await stageOneNode(3);
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
  },
  PROFILE.timeoutMs,
);

/** JSON that takes longest to read for its length: a list of five million empty objects. */
function slowBody(): string {
  return `[${"{},".repeat(Math.floor(LIMITS.bodyBytesMax / 3) - 2)}{}]`;
}

test(
  "P3: while a large body is read, small pushes of others are answered",
  async () => {
    const [slow, quick] = stage.integrations;
    const startedMs = performance.now();
    let slowMs = 0;
    const large = fetch(slow?.pushUrls[0] ?? "", { method: "POST", body: slowBody() }).then(({ status }) => {
      slowMs = performance.now() - startedMs;
      return status;
    });
    const tookMs: number[] = [];
    while (slowMs === 0) {
      const sentMs = performance.now();
      const body = JSON.stringify({ status: "OCCURRED", ruleId: "quick", subject: "quick" });
      expect((await fetch(quick?.pushUrls[0] ?? "", { method: "POST", body })).status).toBe(200);
      tookMs.push(performance.now() - sentMs);
    }
    expect(await large).toBe(413);
    expect(await stage.nodes[0].stop()).toBe(0);
    // One may meet a disk that stands still for a second; had they waited for the large one, there would be few.
    expect(tookMs.length).toBeGreaterThan(5);
    const ninetieth = tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.9)];
    expect(ninetieth, `the large one took ${Math.round(slowMs)} ms`).toBeLessThan(slowMs / 2);
  },
  PROFILE.timeoutMs,
);
