import { expect, test } from "vitest";
import { deliveryReplay } from "../../contract/operations/delivery.ts";
import type { TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { eachStory } from "../support/each-story.ts";
import type { PushBody, TestHub } from "../support/hub.ts";
import {
  deliveryOf,
  lastTimeOf,
  latestDelivery,
  ledgerOf,
  listAlerts,
  only,
  pushAndSettle,
} from "../support/ledger.ts";
import { hours, minutes, seconds } from "../support/moving-clock.ts";
import { poll } from "../support/poll.ts";

// A push is processed again: a new delivery with the same request, under today's rules (U7).

let hub: TestHub;
let integration: TestIntegration;
eachStory((itsHub, itsIntegration) => {
  hub = itsHub;
  integration = itsIntegration;
});

const send = (body: PushBody) => pushAndSettle(hub, integration, body);
const alerts = () => listAlerts(hub, integration.integrationId);

/** Replays a delivery, processes it, and tells its verdicts. */
async function replay(deliveryId: string): Promise<string[]> {
  const { verdicts } = await deliveryOf(hub, await replayId(deliveryId));
  return verdicts.events.map(({ verdict }) => verdict);
}

/** Replays a delivery, processes it, and returns the new one's id. */
async function replayId(deliveryId: string): Promise<string> {
  const { replay_id, because } = only(await askForReplay([deliveryId]));
  expect(because).toBe("");
  await hub.settle();
  return replay_id;
}

async function askForReplay(deliveryIds: readonly string[]) {
  const { items } = await hub.api.get("/delivery/replay", { delivery_ids: deliveryIds }, deliveryReplay.output);
  return items;
}

const latestId = async () => (await latestDelivery(hub, integration.integrationId)).delivery_id;

test("the ledger row of a replay names the delivery it repeats, and both can be found by it", async () => {
  await send(cmsEvent({ atMs: hub.clock.now() }));
  const original = await latestId();
  hub.clock.fastForward(seconds(1));
  await replay(original);
  const { items } = await ledgerOf(hub, integration.integrationId);
  expect(items.map(({ replay_of, delivery_id }) => replay_of || delivery_id)).toEqual([original, original]);
  expect(items[0]).toMatchObject({ outcome: "processed", replay_of: original, received_at: hub.clock.now() });
});

test("a replay within 10 seconds is no repeat: it refreshes the open alert", async () => {
  const body = cmsEvent({ atMs: hub.clock.now() });
  await send(body);
  const original = await latestId();
  hub.clock.fastForward(seconds(5));
  expect(await send(body), "the sender's own retry is one").toEqual(["repeated"]);
  expect(await replay(original)).toEqual(["refreshed"]);
  expect(only(await alerts())).toMatchObject({ event_cnt: 1, progress: "Triggered" });
});

test("a replay does not move the latest event time; the next push does", async () => {
  await send(cmsEvent());
  const original = await latestId();
  const before = await lastTimeOf(hub, integration.integrationId);
  hub.clock.fastForward(minutes(5));
  await replay(original);
  expect(await lastTimeOf(hub, integration.integrationId)).toBe(before);
  await send(cmsEvent());
  expect(await lastTimeOf(hub, integration.integrationId)).toBe(before + 300);
});

test("P4: a replay of what fired before the recovery is late and reopens nothing", async () => {
  await send(cmsEvent({ atMs: hub.clock.now() }));
  const original = await latestId();
  hub.clock.fastForward(minutes(5));
  await send(cmsEvent({ status: "RECOVERED", atMs: hub.clock.now() }));
  const before = only(await alerts());
  hub.clock.fastForward(minutes(5));
  expect(await replay(original)).toEqual(["late"]);
  expect(only(await alerts())).toEqual(before);
});

test("a replay of events without times may open again what recovered: nothing tells that it is late", async () => {
  await send(cmsEvent());
  const original = await latestId();
  await send(cmsEvent({ status: "RECOVERED" }));
  hub.clock.fastForward(hours(1));
  expect(await replay(original)).toEqual(["opened"]);
  expect((await alerts()).map(({ progress }) => progress)).toEqual(["Closed", "Triggered"]);
});

test("a replayed recovery closes what is still open, and finds nothing the second time", async () => {
  await send(cmsEvent({ status: "RECOVERED" }));
  const original = await latestId();
  await send(cmsEvent());
  expect(await replay(original)).toEqual(["recovered"]);
  expect(await replay(original)).toEqual(["no_open_alert"]);
});

test("today's settings decide: under another identity the same request opens another alert", async () => {
  await send(cmsEvent());
  const original = await latestId();
  const { integrationId: integration_id } = integration;
  await hub.api.call("/integration/update", { integration_id, settings: { identity: "labels" } });
  expect(await replay(original)).toEqual(["opened"]);
  const keys = (await alerts()).map(({ alert_key }) => alert_key);
  expect(new Set(keys).size).toBe(2);
});

test("P2: a refused push can be replayed, and fails visibly while it cannot be read", async () => {
  await hub.push(integration.pushUrl, "oops");
  const refused = await poll(async () => (await ledgerOf(hub, integration.integrationId)).items[0]);
  const failed = await deliveryOf(hub, await replayId(refused.delivery_id));
  expect(failed).toMatchObject({ outcome: "failed", replay_of: refused.delivery_id });
  expect(failed.because).toMatch(/JSON or form-urlencoded fields/);
});

test("several are replayed in the order in which they are named; what cannot be says why, and the others go on", async () => {
  await send(cmsEvent());
  const fired = await latestId();
  await send(cmsEvent({ status: "RECOVERED" }));
  const recovered = await latestId();
  const unknown = "0".repeat(24);
  const items = await askForReplay([fired, unknown, recovered]);
  await hub.settle();
  expect(items.map(({ because }) => because)).toEqual(["", "there is no such delivery", ""]);
  expect((await alerts()).map(({ progress }) => progress)).toEqual(["Closed", "Closed"]);
});

test("a refused body that was cut is not replayed: what is left would be something else", async () => {
  await hub.push(integration.pushUrl, `{"status": ${"x".repeat(100_000)}`);
  const refused = await poll(async () => (await ledgerOf(hub, integration.integrationId)).items[0]);
  expect(only(await askForReplay([refused.delivery_id]))).toMatchObject({
    replay_id: "",
    because: expect.stringMatching(/its body was cut/),
  });
});

test("P2: what was refused before its body was read is not replayed as an empty test that succeeds", async () => {
  const { integrationId: integration_id } = integration;
  await hub.api.call("/integration/disable", { integration_id });
  await hub.push(integration.pushUrl, cmsEvent());
  await hub.api.call("/integration/enable", { integration_id });
  await hub.push(integration.pushUrl, cmsEvent(), { headers: { "content-encoding": "zstd" } });
  const refused = await poll(async () => {
    const { items } = await ledgerOf(hub, integration_id);
    return items.length === 2 && items;
  });
  const items = await askForReplay(refused.map(({ delivery_id }) => delivery_id));
  const because = expect.stringMatching(/before its body was read/);
  expect(items).toMatchObject(Array(2).fill({ replay_id: "", because }));
});

test("pushes of a deleted integration are not replayed", async () => {
  await send(cmsEvent());
  const id = await latestId();
  await hub.api.call("/integration/delete", { integration_id: integration.integrationId });
  expect(only(await askForReplay([id])).because).toBe("its integration was deleted");
});
