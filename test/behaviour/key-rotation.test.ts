import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { createChannel, createIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import type { TestHub } from "../support/hub.ts";
import { deliveryOf, ledgerOf } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { HEARD_WITHIN_MS, poll } from "../support/poll.ts";
import { startTwoNodes, type TwoNodes } from "../support/two-nodes.ts";

// A push key is replaced while senders still use the old one, on two nodes.

let nodes: TwoNodes;
let here: TestHub;
let there: TestHub;
beforeAll(async () => {
  nodes = await startTwoNodes();
  ({ here, there } = nodes);
});
afterAll(() => nodes.stop());

let integrationId: number;
let firstUrl: string;
let stories = 0;
beforeEach(async () => {
  stories += 1;
  const made = await createIntegration(here.api, here.url, await createChannel(here.api, `Story ${stories}`));
  integrationId = made.integrationId;
  firstUrl = made.pushUrl;
});

const ENDED = "integration_key was replaced by a new one: use the new push URL";
const rotated = z.object({ integration_key: z.string(), push_url: z.string() });

/** Rotates the key, and tells the new push URL. */
async function rotate(grace_seconds?: number): Promise<string> {
  const input = { integration_id: integrationId, grace_seconds };
  const { integration_key: key, push_url: shown } = await here.api.get("/integration/key/rotate", input, rotated);
  expect(shown.endsWith(`/event/push/alert/aliyun-prometheus?integration_key=${key}`)).toBe(true);
  return firstUrl.replace(/=.*/, `=${key}`);
}

async function push(hub: TestHub, url: string): Promise<string> {
  const answer = await hub.push(url.replace(here.url, hub.url), cmsEvent());
  return answer.error ? `${answer.status} ${answer.error.message}` : "accepted";
}

/** Whether both nodes answer so, within the second that an edit may take. */
async function bothAnswer(url: string, expected: string): Promise<void> {
  for (const hub of [here, there]) await poll(async () => (await push(hub, url)) === expected, HEARD_WITHIN_MS);
}

test("P10: without a grace the old key ends at once, the new one works at once, on both nodes", async () => {
  await bothAnswer(firstUrl, "accepted");
  const secondUrl = await rotate();
  expect(await push(there, secondUrl)).toBe("accepted");
  await bothAnswer(firstUrl, `400 ${ENDED}`);
  await bothAnswer(secondUrl, "accepted");
});

test("during the grace both keys work, after it the old one is told that it was replaced, without any notice to the nodes", async () => {
  await bothAnswer(firstUrl, "accepted");
  const secondUrl = await rotate(600);
  await bothAnswer(secondUrl, "accepted");
  await bothAnswer(firstUrl, "accepted");
  nodes.clock.fastForward(minutes(10) - 1);
  await bothAnswer(firstUrl, "accepted");
  nodes.clock.fastForward(1);
  await bothAnswer(firstUrl, `400 ${ENDED}`);
  await bothAnswer(secondUrl, "accepted");
});

test("a second rotation ends the first grace", async () => {
  const secondUrl = await rotate(86_400);
  await bothAnswer(firstUrl, "accepted");
  const thirdUrl = await rotate(86_400);
  await bothAnswer(firstUrl, `400 ${ENDED}`);
  await bothAnswer(secondUrl, "accepted");
  await bothAnswer(thirdUrl, "accepted");
});

test("P11: the ledger tells which key each push came with, and holds none of them", async () => {
  const secondUrl = await rotate(600);
  expect(await push(here, firstUrl)).toBe("accepted");
  expect(await push(here, secondUrl)).toBe("accepted");
  await here.settle();
  const { items } = await ledgerOf(here, integrationId);
  expect(items.map(({ key }) => key)).toEqual(["current", "previous"]);
  const [current, previous] = items.map(({ key_fingerprint }) => key_fingerprint);
  expect(current).toMatch(/^[0-9a-f]{8}$/);
  expect(previous).not.toBe(current);
  const [newest] = items;
  const detail = await deliveryOf(here, newest?.delivery_id ?? "");
  expect(detail).toMatchObject({ key: "current", key_fingerprint: current });
  for (const url of [firstUrl, secondUrl]) {
    expect(JSON.stringify([items, detail])).not.toContain(url.replace(/.*=/, ""));
  }
  const { data } = await here.api.call("/delivery/replay", { delivery_ids: [newest?.delivery_id] });
  await here.settle();
  const replayed = z.object({ items: z.array(z.object({ replay_id: z.string() })) }).parse(data).items[0]?.replay_id;
  expect(await deliveryOf(here, replayed ?? "")).toMatchObject({ key: "", key_fingerprint: "" });
});
