import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createIdSource } from "../../server/base/ids.ts";
import { createJournal, type Journal } from "../../server/integrations/journal.ts";
import { laneOf } from "../../server/integrations/lane.ts";
import { createPartitions } from "../../server/storage/partitions.ts";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { type PushBody, startTestHub, type TestHub } from "../support/hub.ts";
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

// A push is processed again: a new delivery with the same request, under today's rules (`decisions.md` §7). Below the API, since
// no operation does it yet: the entry goes into the journal as the operation will put it there.

let hub: TestHub;
let journal: Journal;
let integration: TestIntegration;
let stories = 0;
const newId = createIdSource();

beforeAll(async () => {
  hub = await startTestHub();
  const { database, clock } = hub;
  const partitions = createPartitions(database);
  journal = createJournal({ database, partitions, clock, waitingBytesMax: 1_000_000, onCommit: () => undefined });
});
afterAll(async () => {
  await journal.stop();
  await hub.stop();
});
beforeEach(async () => {
  hub.clock.fastForward(minutes(1));
  stories += 1;
  integration = await createIntegration(hub.api, hub.url, await createChannel(hub.api, `Story ${stories}`));
});

const send = (body: PushBody) => pushAndSettle(hub, integration, body);
const alerts = () => listAlerts(hub, integration.integrationId);

/** Replays a delivery of the ledger, processes it, and tells its verdicts. */
async function replay(deliveryId: string): Promise<string[]> {
  const { integration_id: integrationId, request } = await deliveryOf(hub, deliveryId);
  if (!request) throw new Error("its request is gone");
  const receivedAtMs = hub.clock.now();
  const { method, query, headers, body, encoding } = request;
  const again = { method, query, headers, body: Buffer.from(body, encoding) };
  const entry = { deliveryId: newId(receivedAtMs), integrationId, receivedAtMs, isTest: false, request: again };
  await journal.append({ ...entry, replayOf: deliveryId }, laneOf(integrationId));
  await hub.settle();
  const { verdicts } = await deliveryOf(hub, entry.deliveryId);
  return verdicts.events.map(({ verdict }) => verdict);
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

test("P2: a replay of what cannot be read fails visibly, with its reason", async () => {
  await send(cmsEvent());
  const receivedAtMs = hub.clock.now();
  const request = { method: "POST", query: {}, headers: {}, body: Buffer.from("oops") };
  const { integrationId } = integration;
  const entry = { deliveryId: newId(receivedAtMs), integrationId, receivedAtMs, isTest: false, request };
  await journal.append({ ...entry, replayOf: "0".repeat(24) }, laneOf(integrationId));
  await hub.settle();
  const failed = await deliveryOf(hub, entry.deliveryId);
  expect(failed).toMatchObject({ outcome: "failed", replay_of: "0".repeat(24) });
  expect(failed.because).toMatch(/JSON or form-urlencoded fields/);
});
