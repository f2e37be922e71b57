import { afterAll, beforeAll, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { ledgerOf } from "../support/ledger.ts";
import { minutes, seconds } from "../support/moving-clock.ts";

// An integration that pushes too often is told when to come back, and nobody else notices.

let hub: TestHub;
let channelId: number;

beforeAll(async () => {
  const environment = { TOCSIN_PUSH_RATE_PER_SECOND: "100", TOCSIN_PUSH_RATE_PER_MINUTE: "150" };
  hub = await startTestHub({ environment });
  channelId = await createChannel(hub.api, "Limits");
});
afterAll(() => hub.stop());

const create = (on = hub) => createIntegration(on.api, on.url, channelId);

/** The statuses of so many pushes, sent all at once. */
async function pushMany({ pushUrl }: TestIntegration, count: number, on = hub): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => on.push(pushUrl, cmsEvent())));
  return answers.map(({ status }) => status);
}

test("the 101st push of a second is 429 with Retry-After; other integrations are unaffected", async () => {
  const [hasty, calm] = [await create(), await create()];
  expect(await pushMany(hasty, 100)).toEqual(Array.from({ length: 100 }, () => 200));

  const refused = await hub.push(hasty.pushUrl, cmsEvent());
  expect(refused).toMatchObject({ status: 429, error: { code: "RequestTooFrequently" } });
  expect(refused.error?.message).toBe("this integration pushes too often: try again in 1 s");
  expect(refused.headers.get("retry-after")).toBe("1");
  expect((await hub.push(calm.pushUrl, cmsEvent())).status).toBe(200);
});

test("who waits as long as told is heard again, and what was refused counts for nothing", async () => {
  const hasty = await create();
  await pushMany(hasty, 100);
  expect(await pushMany(hasty, 20)).toEqual(Array.from({ length: 20 }, () => 429));
  hub.clock.fastForward(seconds(1));
  expect((await hub.push(hasty.pushUrl, cmsEvent())).status).toBe(200);
  await hub.settle();
  const { items } = await ledgerOf(hub, hasty.integrationId);
  expect(
    items.filter(({ outcome }) => outcome === "rejected"),
    "a refusal for its rate is not kept",
  ).toEqual([]);
});

test("the limit of a minute holds too, and Retry-After says how long", async () => {
  const steady = await create();
  await pushMany(steady, 75);
  hub.clock.fastForward(seconds(10));
  await pushMany(steady, 75);
  const refused = await hub.push(steady.pushUrl, cmsEvent());
  expect(refused).toMatchObject({ status: 429, error: { code: "RequestTooFrequently" } });
  const waitSeconds = Number(refused.headers.get("retry-after"));
  expect(waitSeconds).toBeGreaterThan(45);
  hub.clock.fastForward(seconds(waitSeconds));
  expect((await hub.push(steady.pushUrl, cmsEvent())).status).toBe(200);
});

test("a refused body is not read: the answer to 10 MB is there at once", async () => {
  const hasty = await create();
  await pushMany(hasty, 100);
  const head = `POST ${hasty.pushUrl.slice(hub.url.length)} HTTP/1.1\r\nHost: hub\r\nContent-Length: 10000000\r\n\r\n`;
  const [answer] = await hub.raw({ chunks: [head] });
  expect(answer).toMatchObject({ status: 429, headers: { "retry-after": "1", connection: "close" } });
});

test("0 switches a limit off", async () => {
  const unlimited = await startTestHub();
  const channel = await createChannel(unlimited.api, "Unlimited");
  const integration = await createIntegration(unlimited.api, unlimited.url, channel);
  expect(await pushMany(integration, 250, unlimited)).toEqual(Array.from({ length: 250 }, () => 200));
  unlimited.clock.fastForward(minutes(1));
  await unlimited.stop();
});
