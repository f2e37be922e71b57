import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import type { TestHub } from "../support/hub.ts";
import { deliveryOf, ledgerOf, listAlerts, listIncidents } from "../support/ledger.ts";
import { HEARD_WITHIN_MS, poll } from "../support/poll.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { execute } from "../support/sql.ts";
import { startTwoNodes, type TwoNodes } from "../support/two-nodes.ts";

// Two nodes on one database: any of them takes any push, and together they process each once, in order.

/** As many pushes are some of the work. */
const WORK_MIN = 5;
const TOLD_MAX = 20;

let nodes: TwoNodes;
let here: TestHub;
let there: TestHub;
beforeAll(async () => {
  nodes = await startTwoNodes();
  ({ here, there } = nodes);
});
afterAll(() => nodes.stop());

let channelId: number;
let stories = 0;
beforeEach(async () => {
  stories += 1;
  channelId = await createChannel(here.api, `Story ${stories}`);
});

/** The same push URL on the other node. */
const onThere = (url: string) => url.replace(here.url, there.url);
const create = () => createIntegration(here.api, here.url, channelId);

/** Both nodes work until nothing is pending: one that finds every lane held by the other stops early. */
async function settleBoth(): Promise<void> {
  await poll(async () => {
    await Promise.all([here.settle(), there.settle()]);
    const [left] = await execute<{ count: number }>(nodes.db.database, "select count(*) as count from pending");
    return left?.count === 0;
  });
}

test("a key made on one node works on the other at once", async () => {
  for (let i = 0; i < 5; i += 1) {
    const { pushUrl } = await create();
    expect((await there.push(onThere(pushUrl), cmsEvent())).status).toBe(200);
  }
});

test("a key that was guessed on one node before it existed works there within a second after it does", async () => {
  const { pushUrl, integrationId } = await create();
  const [{ key } = { key: "" }] = await execute<{ key: string }>(
    nodes.db.database,
    `select integration_key as key from integration where integration_id = ${integrationId}`,
  );
  const later = `${key}1`;
  expect((await there.push(onThere(pushUrl).replace(key, later), cmsEvent())).status).toBe(400);
  await execute(
    nodes.db.database,
    `update integration set integration_key = '${later}' where integration_id = ${integrationId}`,
  );
  await execute(nodes.db.database, "update config_version set version = version + 1");
  const works = async () => (await there.push(onThere(pushUrl).replace(key, later), cmsEvent())).status === 200;
  expect(await poll(works, HEARD_WITHIN_MS)).toBe(true);
});

test("P10: what is disabled, enabled or changed on one node holds on the other within a second", async () => {
  const { pushUrl, integrationId } = await create();
  const call = async (path: string, more: object = {}) =>
    expect(await here.api.call(path, { integration_id: integrationId, ...more })).toMatchObject({ status: 200 });
  const push = async () => (await there.push(onThere(pushUrl), cmsEvent())).error?.message ?? "accepted";
  expect(await push()).toBe("accepted");

  await call("/integration/disable");
  await poll(async () => (await push()).includes("disabled"), HEARD_WITHIN_MS);
  await call("/integration/enable");
  await poll(async () => (await push()) === "accepted", HEARD_WITHIN_MS);
  const keyOfPush = async () => (await there.push(onThere(pushUrl), cmsEvent())).data;
  const byEntity = JSON.stringify(await keyOfPush());
  await call("/integration/update", { settings: { identity: "labels" } });
  await poll(async () => JSON.stringify(await keyOfPush()) !== byEntity, HEARD_WITHIN_MS);
  await call("/integration/delete");
  await poll(async () => (await push()).includes("deleted"), HEARD_WITHIN_MS);
});

test("P10: an edit holds within a second though the node lost its LISTEN connection", async () => {
  const { pushUrl, integrationId } = await create();
  expect((await there.push(onThere(pushUrl), cmsEvent())).status).toBe(200);
  const cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and query ilike 'listen %'";
  expect((await execute(here.database, cut, [nodes.db.address.database])).length).toBe(2);
  await here.api.call("/integration/disable", { integration_id: integrationId });
  await poll(async () => (await there.push(onThere(pushUrl), cmsEvent())).status === 400, HEARD_WITHIN_MS);
});

/** One push after the other, to the nodes in turn; the description says which it is. */
async function pushInTurn({ pushUrl }: Pick<TestIntegration, "pushUrl">, messages: readonly string[]): Promise<void> {
  for (const [index, message] of messages.entries()) {
    const [hub, url] = index % 2 === 0 ? [here, pushUrl] : [there, onThere(pushUrl)];
    expect((await hub.push(url, cmsEvent({ message }))).status).toBe(200);
  }
}

/** How many pushes each node has processed. */
function processedByEach(): Promise<number[]> {
  return Promise.all(
    [here, there].map(async (hub) => {
      const metrics = await (await fetch(`${hub.url}/metrics`)).text();
      return Number(/^tocsin_deliveries_total\{outcome="processed"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
    }),
  );
}

/** Tells a story again until each node did some of its work: which of them finds a lane first is chance. */
async function untilBothWork(story: () => Promise<void>): Promise<void> {
  const before = await processedByEach();
  for (let told = 0; told < TOLD_MAX; told += 1) {
    await story();
    const now = await processedByEach();
    if (now.every((processed, node) => processed >= (before[node] ?? 0) + WORK_MIN)) return;
  }
  expect.fail(`one node did nearly all the work of ${TOLD_MAX} stories`);
}

test("P1: pushes accepted on both nodes in turn and processed by both at once keep their order, each exactly once", () =>
  untilBothWork(inOrderOnBoth));

async function inOrderOnBoth(): Promise<void> {
  const integrations = await Promise.all(Array.from({ length: 6 }, create));
  const messages = Array.from({ length: 12 }, (_, index) => `event ${index}`);
  await Promise.all([...integrations.map((integration) => pushInTurn(integration, messages)), settleBoth()]);
  await settleBoth();

  for (const { integrationId } of integrations) {
    const [alert] = await listAlerts(here, integrationId);
    expect(alert).toMatchObject({ event_cnt: 12, description: "event 11" });
    const events = await execute<{ description: string }>(
      nodes.db.database,
      "select description from alert_event where integration_id = $1 order by event_id",
      [integrationId],
    );
    expect(new Set(events.map(({ description }) => description)).size).toBe(12);
    const { items, pending } = await ledgerOf(there, integrationId);
    expect({ pushes: items.length, pending: pending.count }).toEqual({ pushes: 12, pending: 0 });
    const counts = items.map(({ verdict_counts }) => Object.keys(verdict_counts).join());
    expect(counts.filter((verdict) => verdict === "opened")).toHaveLength(1);
    const details = await Promise.all(items.map(({ delivery_id }) => deliveryOf(here, delivery_id)));
    const opened = details.find(({ verdicts }) => verdicts.counts.opened);
    expect(opened?.events[0]?.description, "the first one accepted opened it").toBe("event 0");
  }
}

test("P4: lanes that meet in one channel on two nodes open each condition once", () =>
  untilBothWork(eachConditionOnce));

async function eachConditionOnce(): Promise<void> {
  stories += 1;
  const channelIds = [
    await createChannel(here.api, `One ${stories}`),
    await createChannel(here.api, `Other ${stories}`),
  ];
  const shared = await Promise.all(Array.from({ length: 4 }, () => createSharedIntegration(here, channelIds)));
  const conditions = Array.from({ length: 5 }, (_, index) => cmsEvent({ entity: `pod-${index}` }));
  const recoveries = Array.from({ length: 5 }, (_, index) => cmsEvent({ entity: `pod-${index}`, status: "RECOVERED" }));
  await Promise.all(
    shared.map(async ({ pushUrl }) => {
      await here.push(pushUrl, conditions);
      await there.push(onThere(pushUrl), conditions);
      await Promise.all([here.settle(), there.settle()]);
      await here.push(pushUrl, recoveries);
    }),
  );
  await settleBoth();
  for (const { integrationId } of shared) {
    const alerts = await listAlerts(here, integrationId);
    expect(alerts).toHaveLength(10);
    expect(alerts.filter(({ progress }) => progress === "Closed")).toHaveLength(10);
  }
  for (const channel of channelIds) {
    const incidents = await listIncidents(here, channel);
    expect(incidents.map(({ progress }) => progress)).toEqual(Array.from({ length: 20 }, () => "Closed"));
  }
}
