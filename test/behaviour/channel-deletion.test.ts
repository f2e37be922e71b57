import { afterEach, beforeEach, expect, test } from "vitest";
import { createChannel, createIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { latestDelivery, listAlerts, only } from "../support/ledger.ts";
import { HEARD_WITHIN_MS, poll } from "../support/poll.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { execute } from "../support/sql.ts";

let hub: TestHub;
beforeEach(async () => {
  hub = await startTestHub();
});
afterEach(() => hub.stop());

const ROUNDS = 8;
const PUSHES = 12;

test("P10: a channel that is disabled, enabled and deleted takes part, or not, from the next event on", async () => {
  const channelId = await createChannel(hub.api, "Switched");
  const { pushUrl, integrationId } = await createIntegration(hub.api, hub.url, channelId);
  const push = async (rule: string) => {
    const answer = await hub.push(pushUrl, cmsEvent({ rule, atMs: hub.clock.now() }));
    await hub.settle();
    return { status: answer.status, verdict: only((await latestDelivery(hub, integrationId)).verdicts.events).verdict };
  };
  await hub.api.call("/channel/disable", { channel_id: channelId });
  expect(await push("one")).toEqual({ status: 200, verdict: "channel_disabled" });
  await hub.api.call("/channel/enable", { channel_id: channelId });
  expect(await push("one")).toEqual({ status: 200, verdict: "opened" });
  await hub.api.call("/channel/delete", { channel_id: channelId });
  // Until accept has heard of it, a push is taken, and its verdict says that the channel is gone.
  const refused = await poll(async () => {
    const answer = await hub.push(pushUrl, cmsEvent({ rule: "one", atMs: hub.clock.now() }));
    return answer.status === 200 ? null : answer;
  }, HEARD_WITHIN_MS);
  expect(refused).toMatchObject({ status: 400, error: { code: "InvalidParameter" } });
  expect(only(await listAlerts(hub, integrationId))).toMatchObject({ progress: "Closed", alert_severity: "Critical" });
});

test("P2: a push that waited while its channel was deleted has a verdict that says so", async () => {
  const channelId = await createChannel(hub.api, "Going");
  const { pushUrl, integrationId } = await createIntegration(hub.api, hub.url, channelId);
  expect((await hub.push(pushUrl, cmsEvent({ rule: "waits", atMs: hub.clock.now() }))).status).toBe(200);
  await hub.api.call("/channel/delete", { channel_id: channelId });
  await hub.settle();
  const [row] = await execute<{ verdicts: { events: object[] } }>(
    hub.database,
    "select verdicts from delivery where integration_id = $1",
    [integrationId],
  );
  const gone = { event: 0, verdict: "channel_disabled", channel_id: channelId };
  const why = { because: "it was deleted", said: [{ word: "channel_deleted" }] };
  expect(row?.verdicts.events).toEqual([{ ...gone, ...why }]);
});

test("P1: a channel deleted while pushes are processed loses none of them, and nothing stays open in it", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const channelId = await createChannel(hub.api, `Round ${round}`);
    const { pushUrl, integrationId } = await createIntegration(hub.api, hub.url, channelId);
    const shared = await createSharedIntegration(hub, []);
    await hub.api.call("/route/upsert", {
      integration_id: shared.integrationId,
      cases: [{ if: [], routing_mode: "name_mapping", name_mapping_label: "labels.channel" }],
    });
    const events = (from: number) =>
      Array.from({ length: PUSHES }, (_, index) => ({
        ...cmsEvent({ rule: `rule ${from + index}`, atMs: hub.clock.now() }),
        labels: { channel: `Round ${round}` },
      }));
    const answers = await Promise.all([
      ...events(0).map((event) => hub.push(pushUrl, event)),
      ...events(0).map((event) => hub.push(shared.pushUrl, event)),
    ]);
    const others = events(PUSHES).map((event) => hub.push(shared.pushUrl, event));
    const [, deleted] = await Promise.all([hub.settle(), hub.api.call("/channel/delete", { channel_id: channelId })]);
    expect(deleted).toMatchObject({ status: 200 });
    answers.push(...(await Promise.all(others)));
    await hub.settle();

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const [ledger] = await execute<{ pushes: number; verdicts: number; open: number }>(
      hub.database,
      `select count(*) as pushes, sum(json_array_length(verdicts -> 'events')) as verdicts,
              (select count(*) from alert where channel_id = $3 and progress = 'Triggered')
                + (select count(*) from incident where channel_id = $3 and progress <> 'Closed') as open
         from delivery where integration_id = $1 or integration_id = $2`,
      [integrationId, shared.integrationId, channelId],
    );
    expect(ledger).toEqual({ pushes: answers.length, verdicts: answers.length, open: 0 });
  }
});
