import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LiveEvent } from "../../contract/live.ts";
import { LIVE_EVERY_MS } from "../../contract/live-stream.ts";
import { integrationList } from "../../contract/operations/integration.ts";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { listAlerts, listIncidents, only } from "../support/ledger.ts";
import { countStreams, isNamed, openLive, type TestStream } from "../support/live.ts";
import { createMovingClock, seconds } from "../support/moving-clock.ts";
import { poll } from "../support/poll.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

// Whoever looks on hears what changed, on whichever node it did, and after any absence knows what there is to know.

let db: TestDatabase;
let here: TestHub;
let there: TestHub;
const clock = createMovingClock();
const start = (name: string) => startTestHub({ on: db, clock, environment: { TOCSIN_NODE_NAME: name } });

beforeAll(async () => {
  db = await createTestDatabase();
  here = await start("here");
  there = await start("there");
});
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await db.drop();
});

const listen = async (hub: TestHub, lastId?: string): Promise<TestStream> => {
  const stream = await openLive(hub.url, {
    headers: { authorization: `Bearer ${hub.appKey}` },
    ...(lastId !== undefined && { lastId }),
  });
  await stream.ready();
  return stream;
};

let integrations = 0;
async function createStory(): Promise<TestIntegration> {
  integrations += 1;
  return createIntegration(here.api, here.url, await createChannel(here.api, `Story ${integrations}`));
}

async function pushHere({ pushUrl }: TestIntegration, message = "it burns"): Promise<void> {
  clock.fastForward(seconds(60));
  expect((await here.push(pushUrl, cmsEvent({ message }))).status).toBe(200);
  await here.settle();
}

test("a push that one node processed reaches a stream of another: times, alerts, incidents, deliveries, counters", async () => {
  const integration = await createStory();
  const stream = await listen(there);
  await pushHere(integration);
  await stream.hear(isNamed("channel.changed"));
  const { channelId, integrationId } = integration;
  const alert = only(await listAlerts(here, integrationId));
  const incident = only(await listIncidents(here, channelId));
  const { alert_id } = alert;
  const { incident_id } = incident;
  const lastTime = Math.floor(clock.now() / 1000);
  expect(stream.events.slice(1)).toEqual([
    { name: "integration.last_time", data: { items: [{ integration_id: integrationId, last_time: lastTime }] } },
    { name: "delivery.new", data: { items: [{ integration_id: integrationId, count: 1 }] } },
    { name: "alert.changed", data: { items: [{ channel_id: channelId, alert_ids: [alert_id], has_more: false }] } },
    {
      name: "incident.changed",
      data: { items: [{ channel_id: channelId, incident_ids: [incident_id], has_more: false }] },
    },
    { name: "channel.changed", data: { items: [{ channel_id: channelId }] } },
  ] satisfies LiveEvent[]);

  expect((await here.api.call("/incident/resolve", { incident_ids: [incident_id] })).status).toBe(200);
  await stream.hear(() => stream.events.filter(isNamed("incident.changed")).length === 2);
  await stream.close();
});

test("a refused push is heard of too", async () => {
  const { pushUrl, integrationId } = await createStory();
  const stream = await listen(there);
  expect((await here.push(pushUrl, "[1, 2")).status).toBe(400);
  const isRefusal = (event: LiveEvent) =>
    event.name === "config.changed" &&
    event.data.items.some(({ noun, id }) => noun === "delivery" && id === integrationId);
  await stream.hear(isRefusal);
  await stream.close();
});

test("whatever the rate of pushes, a stream gets a batch each 250 ms at most", { timeout: 120_000 }, async () => {
  const integration = await createStory();
  const stream = await listen(there);
  const startedMs = performance.now();
  for (let i = 0; i < 60; i += 1) await pushHere(integration, `event ${i}`);
  const lastTime = Math.floor(clock.now() / 1000);
  await stream.hear(
    (event) => event.name === "integration.last_time" && event.data.items.some((item) => item.last_time === lastTime),
  );
  const batches = stream.events.filter(isNamed("integration.last_time")).length;
  expect(batches).toBeLessThanOrEqual(Math.ceil((performance.now() - startedMs) / LIVE_EVERY_MS) + 1);
  const counts = stream.events.flatMap((event) => (event.name === "delivery.new" ? event.data.items : []));
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  await stream.close();
});

test("after its hub was started again, a reader comes back for what happened meanwhile", async () => {
  const integration = await createStory();
  const stream = await listen(there);
  await there.stop();
  await stream.ended;
  await pushHere(integration);
  there = await start("there");
  const back = await listen(there, stream.lastId());
  expect(back.events.map(({ name }) => name)).not.toContain("resync");
  await back.hear(
    (event) =>
      event.name === "integration.last_time" &&
      event.data.items.some((item) => item.integration_id === integration.integrationId),
  );
  await back.close();
});

test("streams are counted, and none is left when their readers are gone", async () => {
  const stream = await listen(there);
  expect(await countStreams(there.url)).toBe(1);
  await stream.close();
  await poll(async () => (await countStreams(there.url)) === 0);
});

type Step = { kind: "push"; which: number; on: number } | { kind: "leave" } | { kind: "come"; to: number };

const INTEGRATIONS = 3;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("push" as const), which: fc.nat(INTEGRATIONS - 1), on: fc.nat(1) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("leave" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("come" as const), to: fc.nat(1) }) },
);

test("nothing is missed: whatever is pushed wherever while a reader comes and goes, in the end it knows every latest time", {
  timeout: 120_000,
}, async () => {
  const known = new Map<number, number>();
  const stories: TestIntegration[] = [];
  for (let i = 0; i < INTEGRATIONS; i += 1) stories.push(await createStory());
  const hubs = () => [here, there];
  const readTimes = async () => (await here.api.get("/integration/list", { limit: 100 }, integrationList.output)).items;
  let resyncs = 0;

  /** What a page does with what it heard: takes the times over, or reads everything anew. */
  const take = async (stream: TestStream): Promise<void> => {
    for (const event of stream.events) {
      if (event.name === "resync") {
        resyncs += 1;
        for (const { integration_id, last_time } of await readTimes()) known.set(integration_id, last_time);
      }
      if (event.name !== "integration.last_time") continue;
      for (const { integration_id: id, last_time } of event.data.items) {
        known.set(id, Math.max(last_time, known.get(id) ?? 0));
      }
    }
  };

  let stream = await listen(there);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
      for (const one of steps) {
        if (one.kind === "push") {
          const [story, hub] = [stories[one.which], hubs()[one.on]];
          clock.fastForward(seconds(1));
          if (story && hub) await hub.push(story.pushUrl.replace(here.url, hub.url), cmsEvent());
          await hub?.settle();
        } else if (one.kind === "leave") {
          await stream.close();
        } else {
          await stream.close();
          await take(stream);
          stream = await listen(hubs()[one.to] ?? here, stream.lastId());
        }
      }
      await stream.close();
      await take(stream);
      stream = await listen(there, stream.lastId());
      await take(stream);
      for (const { integration_id, last_time } of await readTimes()) {
        if (stories.some(({ integrationId }) => integrationId === integration_id)) {
          expect(known.get(integration_id)).toBe(last_time);
        }
      }
    }),
    { seed: 5_23, numRuns: 10 },
  );
  expect(resyncs, "only the first stream began with nothing").toBe(1);
  await stream.close();
});
