import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { integrationTest } from "../../contract/operations/integration.ts";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { deliveryOf, lastTimeOf, listAlerts, listIncidents, only } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";

// The "Send test event" button: the whole path, from the journal on, without a sender.

let hub: TestHub;
let channelId: number;
let integration: TestIntegration;
let stories = 0;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());
beforeEach(async () => {
  hub.clock.fastForward(minutes(1));
  stories += 1;
  channelId = await createChannel(hub.api, `Story ${stories}`);
  integration = await createIntegration(hub.api, hub.url, channelId);
});

/** Presses the button, and processes meanwhile: the call waits for its verdicts. */
async function press({ integrationId }: { integrationId: number } = integration) {
  let isAnswered = false;
  const answer = hub.api
    .get("/integration/test", { integration_id: integrationId }, integrationTest.output)
    .finally(() => {
      isAnswered = true;
    });
  while (!isAnswered) {
    await hub.settle();
    await new Promise((resume) => setImmediate(resume));
  }
  return answer;
}

test("P2: a press opens an Info alert that says it is a test, and answers with the verdict", async () => {
  const { delivery_id, event_status, outcome, verdicts } = await press();
  expect({ event_status, outcome }).toEqual({ event_status: "Info", outcome: "processed" });
  expect(only(verdicts.events)).toMatchObject({ verdict: "opened", channel_id: channelId });
  expect(only(await listAlerts(hub, integration.integrationId))).toMatchObject({
    ...{ alert_severity: "Info", progress: "Triggered" },
    title: expect.stringMatching(/^\[Test\] /),
  });
  expect(await deliveryOf(hub, delivery_id)).toMatchObject({ is_test: true, replay_of: "" });
});

test("P5: the second press recovers what the first one opened, the third one opens anew", async () => {
  const seen: unknown[] = [];
  for (let i = 0; i < 3; i += 1) {
    hub.clock.fastForward(minutes(1));
    const { event_status, verdicts } = await press();
    seen.push([event_status, only(verdicts.events).verdict]);
  }
  expect(seen).toEqual([
    ["Info", "opened"],
    ["Ok", "recovered"],
    ["Info", "opened"],
  ]);
  expect((await listIncidents(hub, channelId)).map(({ progress }) => progress).sort()).toEqual(["Closed", "Triggered"]);
});

test("a test moves the latest event time as any push does", async () => {
  await press();
  expect(await lastTimeOf(hub, integration.integrationId)).toBe(Math.floor(hub.clock.now() / 1000));
});

test("a test of a shared integration goes where its route says", async () => {
  const shared = await createSharedIntegration(hub, [channelId]);
  expect(only((await press(shared)).verdicts.events)).toMatchObject({ verdict: "opened", channel_id: channelId });
});

test("without a route, and while disabled, a test is refused with the way out", async () => {
  const refusal = async (integrationId: number) => {
    const { status, error } = await hub.api.call("/integration/test", { integration_id: integrationId });
    expect({ status, code: error?.code }).toEqual({ status: 400, code: "InvalidParameter" });
    return error?.message;
  };
  const shared = await createSharedIntegration(hub, []);
  expect(await refusal(shared.integrationId)).toMatch(/give it a rule or a default channel/);
  await hub.api.call("/integration/disable", { integration_id: integration.integrationId });
  expect(await refusal(integration.integrationId)).toMatch(/expected an enabled integration, got one that is disabled/);
});
