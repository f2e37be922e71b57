import { expect, test } from "vitest";
import { createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { eachStory } from "../support/each-story.ts";
import { OWNER, type TestHub } from "../support/hub.ts";
import { type DeliveryView, deliveryOf, latestDelivery, ledgerOf, listAlerts, only } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { poll } from "../support/poll.ts";
import { execute } from "../support/sql.ts";

// Nothing vanishes (P2): what waits, what was processed, what was refused, each with its body and its reason.

let hub: TestHub;
let integration: TestIntegration;
eachStory((itsHub, itsIntegration) => {
  hub = itsHub;
  integration = itsIntegration;
});

const ledger = () => ledgerOf(hub, integration.integrationId);

/** Waits until the ledger shows so many refused pushes: they are written in the background. */
function rejected(count: number): Promise<DeliveryView[]> {
  return poll(async () => {
    const items = (await ledger()).items.filter(({ outcome }) => outcome === "rejected");
    return items.length === count ? items : null;
  });
}

test("P2: an accepted push is pending, with its body, before anything is processed, and processed afterwards", async () => {
  const body = cmsEvent({ atMs: hub.clock.now() });
  await hub.push(`${integration.pushUrl}&env=prod`, body, {
    headers: { "x-source": "cms", authorization: "Bearer hush" },
  });
  const { items, pending } = await ledger();
  expect(items).toEqual([]);
  expect(pending).toMatchObject({ count: 1, is_exact: true });
  const waiting = only(pending.items);
  expect(waiting).toMatchObject({ outcome: "pending", processed_at: 0 });

  const before = await deliveryOf(hub, waiting.delivery_id);
  expect(before).toMatchObject({ outcome: "pending", received_at: hub.clock.now(), verdicts: { events: [] } });
  expect(before.request).toMatchObject({
    ...{ method: "POST", query: { env: "prod" }, encoding: "utf-8", is_truncated: false },
    body: JSON.stringify(body),
  });
  expect(before.request?.headers).toMatchObject({ "x-source": "cms", "content-type": "application/json" });
  expect(before.request?.headers).not.toHaveProperty("authorization");
  expect(only(before.events)).toMatchObject({ event_status: "Critical", source_time: hub.clock.now() });

  hub.clock.fastForward(minutes(2));
  await hub.settle();
  const after = await deliveryOf(hub, waiting.delivery_id);
  expect(after).toMatchObject({ outcome: "processed", processed_at: hub.clock.now(), request: before.request });
  expect(only(after.verdicts.events).verdict).toBe("opened");
  expect((await ledger()).pending).toMatchObject({ count: 0, oldest: 0, items: [] });
});

test.each([
  ["text", Buffer.from(JSON.stringify(cmsEvent({ subject: "磁盘满了 🔥 é" })))],
  ["JSON with a NUL written out", Buffer.from('{"status":"OCCURRED","ruleId":"a\\u0000b"}')],
  ["bytes that are no UTF-8", Buffer.from([...Buffer.from('{"status":"OCCURRED","ruleId":"'), 0xff, 0xe9, 0x22, 0x7d])],
  ["bytes with a NUL, beside a push without", Buffer.from("status=OCCURRED&ruleId=a\0b")],
])("P2: the raw body is kept to the byte: %s", async (_what, body) => {
  await Promise.all([hub.push(integration.pushUrl, body), hub.push(integration.pushUrl, cmsEvent({ rule: "beside" }))]);
  const kept = async ({ items }: { items: DeliveryView[] }) => {
    const details = await Promise.all(items.map(({ delivery_id }) => deliveryOf(hub, delivery_id)));
    return details.map(({ request }) => Buffer.from(request?.body ?? "", request?.encoding).toString("hex"));
  };
  expect(await kept((await ledger()).pending)).toContain(body.toString("hex"));
  await hub.settle();
  expect(await kept(await ledger())).toContain(body.toString("hex"));
  expect((await ledger()).items.map(({ outcome }) => outcome)).toEqual(["processed", "processed"]);
});

test("P2: a refused push is shown with its reason, its request and its request id", async () => {
  const answer = await hub.push(`${integration.pushUrl}&env=prod`, '{"status": oops}');
  const item = only(await rejected(1));
  expect(item).toMatchObject({
    ...{ outcome: "rejected", code: "BadRequest", because: answer.error?.message, request_id: answer.requestId },
    received_at: hub.clock.now(),
  });
  const { request, verdicts, events } = await deliveryOf(hub, item.delivery_id);
  expect(request).toMatchObject({
    method: "POST",
    query: { env: "prod" },
    body: '{"status": oops}',
    is_truncated: false,
  });
  expect({ verdicts: verdicts.events, events }).toEqual({ verdicts: [], events: [] });
  await hub.settle();
  expect(await listAlerts(hub, integration.integrationId)).toEqual([]);
});

test("P8: what was refused for its address, before its body was read, is in the ledger of the integration it was meant for", async () => {
  const { integrationId: integration_id } = integration;
  await hub.api.call("/integration/disable", { integration_id });
  const answer = await hub.push(integration.pushUrl, cmsEvent());
  const item = only(await rejected(1));
  expect(item).toMatchObject({
    ...{ outcome: "rejected", code: "InvalidParameter", because: answer.error?.message, request_id: answer.requestId },
  });
  const { request } = await deliveryOf(hub, item.delivery_id);
  expect(request).toMatchObject({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "",
    is_unread: true,
  });
});

test("a refused body is kept up to 64 KiB, and says how long it was", async () => {
  const body = `{"status": ${"x".repeat(100_000)}`;
  await hub.push(integration.pushUrl, body);
  const { request } = await deliveryOf(hub, only(await rejected(1)).delivery_id);
  expect(request).toMatchObject({ is_truncated: true, is_unread: false, body_bytes: body.length });
  expect(request?.body).toBe(body.slice(0, 64 * 1024));
});

test("the last 50 refused pushes of an integration are kept, whatever others send", async () => {
  const other = await createIntegration(hub.api, hub.url, integration.channelId);
  await hub.push(other.pushUrl, "oops");
  for (let index = 0; index < 60; index += 1) await hub.push(integration.pushUrl, `oops ${index}`);
  await rejected(50);
  const last = await poll(async () => {
    const bodies = await Promise.all(
      (await rejected(50)).map(async ({ delivery_id }) => (await deliveryOf(hub, delivery_id)).request?.body),
    );
    return bodies[0] === "oops 59" ? bodies : null;
  });
  expect(last).toEqual(Array.from({ length: 50 }, (_, index) => `oops ${59 - index}`));
  expect((await ledgerOf(hub, other.integrationId)).items).toHaveLength(1);
});

test("P2, P3: settings changed between accept and processing fail the push visibly, and the lane goes on", async () => {
  await hub.push(integration.pushUrl, cmsEvent({ rule: "unreadable later" }));
  const setType = (type: string) =>
    execute(
      hub.database,
      `update integration set plugin_type = '${type}' where integration_id = ${integration.integrationId}`,
    );
  await setType("no-such-source");
  await hub.settle();
  const failed = await latestDelivery(hub, integration.integrationId);
  expect(failed).toMatchObject({ outcome: "failed", because: expect.stringMatching(/no-such-source/) });
  expect(failed.request?.body).toContain("unreadable later");

  await setType("aliyun-prometheus");
  hub.clock.fastForward(minutes(1));
  await hub.push(integration.pushUrl, cmsEvent({ rule: "readable again" }));
  await hub.settle();
  expect((await latestDelivery(hub, integration.integrationId)).verdicts.counts).toEqual({ opened: 1 });
});

test("P11: no key, password or credential reached the log, which has a line for every refused push", async () => {
  const key = integration.pushUrl.split("=").at(-1) ?? "";
  const marked = { authorization: "Bearer hush-1", cookie: "session=hush-2", "x-api-key": "hush-3" };
  const wrong = integration.pushUrl.replace("integration_key=", "integration_key=f");
  for (const url of [integration.pushUrl, `${integration.pushUrl}&token=hush-4`, wrong, `${wrong}%00`]) {
    await hub.push(url, "oops", { headers: marked });
    await hub.push(url, null, { method: "PUT", headers: marked, contentType: null });
  }
  await fetch(`${hub.url}/no/such/path?app_key=${hub.appKey}&password=hush-5`);
  await hub.api.call("/channel/create", { password: "hush-6" });
  const log = hub.logLines.join("");
  expect(log.match(/"push.refused"/g)?.length).toBeGreaterThan(7);
  expect(log).toMatch(/"api.call"/);
  for (const secret of [key, hub.appKey, OWNER.password, "hush"]) expect(log).not.toContain(secret);
});
