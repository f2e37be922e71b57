import { afterAll, beforeAll, beforeEach } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "./api.ts";
import { startTestHub, type TestHub } from "./hub.ts";
import { minutes } from "./moving-clock.ts";

/** Starts one hub for the stories of a file; each of them begins a minute later, with a channel and an integration of its own. */
export function eachStory(begin: (hub: TestHub, integration: TestIntegration) => void): void {
  let hub: TestHub;
  let stories = 0;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.stop());
  beforeEach(async () => {
    hub.clock.fastForward(minutes(1));
    stories += 1;
    begin(hub, await createIntegration(hub.api, hub.url, await createChannel(hub.api, `Story ${stories}`)));
  });
}
