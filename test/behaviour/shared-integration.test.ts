import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lockChannels } from "../../server/channels/channel-lock-store.ts";
import { createChannel, createIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import {
  alertFeedOf,
  incidentFeedOf,
  lastTimeOf,
  latestDelivery,
  listAlerts,
  listIncidents,
  only,
  pushAndSettle,
} from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { poll } from "../support/poll.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { execute } from "../support/sql.ts";

// One integration whose events go to several channels, and what happens when its route or settings change in between.

let hub: TestHub;
let channels: { shop: number; data: number; late: number };
let stories = 0;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());
beforeEach(async () => {
  hub.clock.fastForward(minutes(1));
  stories += 1;
  const create = (name: string) => createChannel(hub.api, `${name} ${stories}`);
  channels = { shop: await create("Shop"), data: await create("Data"), late: await create("Late") };
});

type Pushed = { integrationId: number; pushUrl: string };
const send = (to: Pushed, fields: CmsFields = {}) =>
  pushAndSettle(hub, to, cmsEvent({ atMs: hub.clock.now(), ...fields }));

/** Channel and progress of every alert of an integration, in channel order. */
async function whereOpen({ integrationId }: Pushed): Promise<[number, string][]> {
  const alerts = await listAlerts(hub, integrationId);
  return alerts.map(({ channel_id, progress }): [number, string] => [channel_id, progress]).sort(([a], [b]) => a - b);
}

/** Sends an integration's events elsewhere. */
async function setDefault({ integrationId }: Pushed, channelIds: readonly number[]): Promise<void> {
  const route = { integration_id: integrationId, default: { channel_ids: channelIds } };
  expect((await hub.api.call("/route/upsert", route)).error).toBeNull();
}

test("each default channel gets one copy: an alert and an incident of its own", async () => {
  const shared = await createSharedIntegration(hub, [channels.shop, channels.data, channels.shop]);
  expect(await send(shared)).toEqual(["opened", "opened"]);
  expect(await whereOpen(shared)).toEqual([
    [channels.shop, "Triggered"],
    [channels.data, "Triggered"],
  ]);
  const [inShop, inData] = [await listIncidents(hub, channels.shop), await listIncidents(hub, channels.data)];
  expect(only(inShop).incident_id).not.toBe(only(inData).incident_id);
  expect(await send(shared, { status: "RECOVERED" })).toEqual(["recovered", "recovered"]);
  for (const channel of [channels.shop, channels.data]) {
    expect(only(await listIncidents(hub, channel))).toMatchObject({ progress: "Closed", incident_status: "Ok" });
  }
});

test("P8: the timeline of an incident names the push, and the version of the route that led to its channel", async () => {
  const shared = await createSharedIntegration(hub, [channels.late]);
  await send(shared);
  const { delivery_id } = await latestDelivery(hub, shared.integrationId);
  const alert = only(await listAlerts(hub, shared.integrationId));
  const because = expect.stringMatching(/^route version 1, default: /);
  const [born] = await incidentFeedOf(hub, alert.incident?.incident_id ?? "");
  expect(born).toMatchObject({ type: "i_new", detail: { delivery_id, because } });
  expect(only(await alertFeedOf(hub, alert.alert_id))).toMatchObject({
    type: "a_new",
    detail: { delivery_id, because },
  });
});

test("D16: two integrations never share an alert, though their events are the same", async () => {
  const [a, b] = [
    await createIntegration(hub.api, hub.url, channels.shop),
    await createIntegration(hub.api, hub.url, channels.shop),
  ];
  expect([await send(a), await send(b)]).toEqual([["opened"], ["opened"]]);
  expect(await send(a, { status: "RECOVERED" })).toEqual(["recovered"]);
  expect(await whereOpen(b)).toEqual([[channels.shop, "Triggered"]]);
});

test("without any route a firing push is refused with the way out, and a recovery is accepted", async () => {
  const unrouted = await createSharedIntegration(hub, []);
  const refused = await hub.push(unrouted.pushUrl, cmsEvent());
  expect(refused).toMatchObject({ status: 400, error: { code: "InvalidParameter" } });
  expect(refused.error?.message).toMatch(/no route yet.*default channel/);
  expect(await lastTimeOf(hub, unrouted.integrationId)).toBe(0);
  expect(await send(unrouted, { status: "RECOVERED" })).toEqual(["no_open_alert"]);
});

test("without any route a push that holds a recovery is accepted, its firing events are unrouted", async () => {
  const unrouted = await createSharedIntegration(hub, []);
  const atMs = hub.clock.now();
  const body = [cmsEvent({ entity: "a", atMs }), cmsEvent({ entity: "b", status: "RECOVERED", atMs })];
  expect(await pushAndSettle(hub, unrouted, body)).toEqual(["unrouted", "no_open_alert"]);
  const { verdicts } = await latestDelivery(hub, unrouted.integrationId);
  expect(verdicts.events[0]).toMatchObject({ channel_id: 0, because: expect.stringMatching(/no default/) });
  expect(await listAlerts(hub, unrouted.integrationId)).toEqual([]);
});

test("P4, P5: after the default changed a recovery reaches the channels where the alert is open, and no others", async () => {
  const shared = await createSharedIntegration(hub, [channels.shop, channels.data]);
  await send(shared);
  await setDefault(shared, [channels.late]);
  hub.clock.fastForward(minutes(5));
  expect(await send(shared, { status: "RECOVERED" })).toEqual(["recovered", "recovered"]);
  expect(await whereOpen(shared)).toEqual([
    [channels.shop, "Closed"],
    [channels.data, "Closed"],
  ]);
});

test("P10: a changed default holds for the next event, and the recovery then finds old and new channels", async () => {
  const shared = await createSharedIntegration(hub, [channels.shop]);
  await send(shared);
  await setDefault(shared, [channels.late]);
  hub.clock.fastForward(minutes(5));
  expect(await send(shared, { status: "PERSISTENT" })).toEqual(["opened"]);
  expect(await send(shared, { status: "RECOVERED" })).toEqual(["recovered", "recovered"]);
  expect(await whereOpen(shared)).toEqual([
    [channels.shop, "Closed"],
    [channels.late, "Closed"],
  ]);
});

test("P3, P5: a disabled channel takes no firing event, says so in the ledger, and still recovers what is open", async () => {
  const shared = await createSharedIntegration(hub, [channels.shop, channels.data]);
  await send(shared);
  await execute(hub.database, `update channel set status = 'disabled' where channel_id = ${channels.shop}`);
  hub.clock.fastForward(minutes(5));
  expect(await send(shared, { entity: "another" })).toEqual(["channel_disabled", "opened"]);
  const [inShop] = (await latestDelivery(hub, shared.integrationId)).verdicts.events;
  expect(inShop).toMatchObject({ verdict: "channel_disabled", channel_id: channels.shop });
  expect(await send(shared, { status: "RECOVERED" })).toEqual(["recovered", "recovered"]);
  expect(only(await listIncidents(hub, channels.shop))).toMatchObject({ progress: "Closed", incident_status: "Ok" });
});

const RECIPES = ["entity", "alertEntityId", "labels"] as const;
const CHANGES = RECIPES.flatMap((from) => RECIPES.filter((to) => to !== from).map((to) => [from, to] as const));

test.each(CHANGES)("P4: fired under identity %s, recovered under %s", async (from, to) => {
  const integration = await createIntegration(hub.api, hub.url, channels.shop);
  const setIdentity = (identity: string) =>
    hub.api.call("/integration/update", { integration_id: integration.integrationId, settings: { identity } });
  expect((await setIdentity(from)).status).toBe(200);
  expect(await send(integration)).toEqual(["opened"]);
  expect((await setIdentity(to)).status).toBe(200);
  hub.clock.fastForward(minutes(1));
  expect(await send(integration, { status: "RECOVERED" })).toEqual(["recovered"]);
  expect(only(await listAlerts(hub, integration.integrationId))).toMatchObject({ progress: "Closed" });
});

test("P5: a condition that fired under two identities is open twice, and its recovery closes both", async () => {
  const integration = await createIntegration(hub.api, hub.url, channels.shop);
  expect(await send(integration)).toEqual(["opened"]);
  const { integrationId: integration_id } = integration;
  await hub.api.call("/integration/update", { integration_id, settings: { identity: "labels" } });
  hub.clock.fastForward(minutes(1));
  expect(await send(integration, { status: "PERSISTENT" })).toEqual(["opened"]);
  hub.clock.fastForward(minutes(1));
  expect(await send(integration, { status: "RECOVERED" })).toEqual(["recovered", "recovered"]);
  expect((await listAlerts(hub, integration_id)).map(({ progress }) => progress)).toEqual(["Closed", "Closed"]);
});

test("P4: a recovery that waits for one channel also ends what is reopened in another channel meanwhile", async () => {
  const shared = await createSharedIntegration(hub, [channels.shop, channels.data]);
  await send(shared);
  const { incident_id } = only(await listIncidents(hub, channels.data));
  expect((await hub.api.call("/incident/resolve", { incident_ids: [incident_id] })).error).toBeNull();
  expect((await hub.push(shared.pushUrl, cmsEvent({ status: "RECOVERED", atMs: hub.clock.now() }))).status).toBe(200);

  let settled = Promise.resolve();
  await hub.database.transaction(async (tx) => {
    await lockChannels(tx, [channels.shop]);
    settled = hub.settle();
    await poll(async () => (await execute(hub.database, WAITS_FOR_A_CHANNEL)).length > 0);
    expect((await hub.api.call("/incident/reopen", { incident_ids: [incident_id] })).error).toBeNull();
  });
  await settled;
  expect((await latestDelivery(hub, shared.integrationId)).verdicts.counts).toEqual({ recovered: 2 });
  expect(await whereOpen(shared)).toEqual([
    [channels.shop, "Closed"],
    [channels.data, "Closed"],
  ]);
});

const WAITS_FOR_A_CHANNEL = `select from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like '%from channel%for no key update%'`;
