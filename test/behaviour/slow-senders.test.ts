import { afterAll, beforeAll, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { expectCleanAfterwards, expectRefusal } from "../support/ledger.ts";

// Senders that take their time, on a hub whose patience is seconds instead of a minute.

let hub: TestHub;
let good: TestIntegration;
let path: string;

beforeAll(async () => {
  hub = await startTestHub({ timeouts: { headersMs: 1_500, requestMs: 2_500, checkEveryMs: 100 } });
  good = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Good"));
  path = good.pushUrl.slice(hub.url.length);
});
afterAll(() => hub.stop());

const headOf = (bytes: number) => `POST ${path} HTTP/1.1\r\nHost: hub\r\nContent-Length: ${bytes}\r\n\r\n`;
const allowed = /expected the headers within 1.5 s and the whole request within 2.5 s/;

test("a body in many pieces is fine while it is in time", async () => {
  const body = JSON.stringify(cmsEvent());
  const [answer] = await hub.raw({ chunks: [headOf(body.length), ...(body.match(/.{1,20}/gs) ?? [])], gapMs: 10 });
  expect(answer?.status).toBe(200);
});

test("a byte every 50 ms is cut off with 408, in the headers and in the body", async () => {
  const [inHeaders, inBody] = await Promise.all([
    hub.raw({ chunks: headOf(1_000), gapMs: 50 }),
    hub.raw({ chunks: [headOf(1_000), ..." ".repeat(1_000)], gapMs: 50 }),
  ]);
  expectRefusal(inHeaders[0], 408, "BadRequest", allowed);
  expectRefusal(inBody[0], 408, "BadRequest", allowed);
});

test("a sender that goes on after it was refused is not listened to for ever", async () => {
  const startedMs = performance.now();
  const endless = Array.from({ length: 10_000 }, () => "x");
  const chunks = [headOf(2 ** 40), ...endless];
  const [answer] = await hub.raw({ chunks, gapMs: 20, answers: 2 });
  expectRefusal(answer, 413, "EntityTooLarge", /at most/);
  expect(performance.now() - startedMs, "closed by the hub, long before all was sent").toBeLessThan(10_000);
});

test("P2, P3: after all that a clean push works, nothing was answered 5xx, and the ledger holds the 200s", async () => {
  await expectCleanAfterwards(hub, good);
});
