import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { integrationActivity, integrationTargetList } from "../../contract/operations/integration-activity.ts";
import { VIEWER } from "../../contract/role.ts";
import { createApi, createChannel, createIntegration, type TestIntegration } from "../../test/support/api.ts";
import { fixture } from "../../test/support/cms-event.ts";
import { startTestHub, type TestHub } from "../../test/support/hub.ts";
import { addMember } from "../../test/support/people.ts";
import { createRejectionLog } from "../ledger/rejection-log.ts";

let hub: TestHub;
let made: TestIntegration;
beforeAll(async () => {
  hub = await startTestHub();
  made = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Payments"));
});
afterAll(() => hub.stop());

const HOUR_MS = 3_600_000;
const created = z.object({ integration_id: z.number(), push_url: z.string() });

/** A shared integration, with what `/route/upsert` takes as its route. */
async function share(route: object | null): Promise<number> {
  const { integration_id } = await hub.api.get("/integration/create", { plugin_type: "aliyun-prometheus" }, created);
  if (route) expect((await hub.api.call("/route/upsert", { integration_id, ...route })).status).toBe(200);
  return integration_id;
}

describe("/integration/activity", () => {
  const read = (fields: object = {}) =>
    hub.api.get(
      "/integration/activity",
      { integration_ids: [made.integrationId], ...fields },
      integrationActivity.output,
    );

  test("200: events stand in the hour in which they arrived, the running one last", async () => {
    expect(await read()).toMatchObject({ items: [{ events: Array.from({ length: 24 }, () => 0), event_cnt: 0 }] });
    await hub.push(made.pushUrl, fixture("firing-1"));
    await hub.settle();
    hub.clock.fastForward(2 * HOUR_MS);
    await hub.push(made.pushUrl, fixture("firing-5-multi-array"));
    await hub.settle();
    const { start_time, items } = await read({ hours: 4 });
    const sent = items[0]?.events ?? [];
    expect(sent.slice(0, 3)).toEqual([0, 1, 0]);
    expect(sent[3]).toBeGreaterThan(1);
    expect(items[0]).toMatchObject({ unrouted_cnt: 0, refused_cnt: 0, event_cnt: 1 + (sent[3] ?? 0) });
    expect(start_time * 1000).toBe((Math.floor(hub.clock.now() / HOUR_MS) - 3) * HOUR_MS);
  });

  test("200: refused pushes are counted in their hour, however many are refused at once", async () => {
    const log = createRejectionLog(hub.database, (error) => {
      throw error;
    });
    for (let push = 0; push < 300; push++) log.count(made.integrationId, hub.clock.now());
    await log.stop();
    expect(await read()).toMatchObject({ items: [{ refused_cnt: 300 }] });
  });

  test("200: events without a route count as unrouted; an id that is unknown is left out", async () => {
    const channelId = await createChannel(hub.api, "Never reached");
    const never = { if: [{ key: "title", oper: "IN", vals: ["no event is called this"] }], channel_ids: [channelId] };
    const shared = await share({ cases: [never] });
    const { push_url } = await hub.api.get("/integration/info", { integration_id: shared }, created);
    await hub.push(hub.url + new URL(push_url).pathname + new URL(push_url).search, fixture("firing-1"));
    await hub.settle();
    const { items } = await read({ integration_ids: [shared, 404] });
    expect(items).toMatchObject([{ integration_id: shared, event_cnt: 1, unrouted_cnt: 1 }]);
    expect(items).toHaveLength(1);
  });

  test("400: names the field", async () => {
    const wrong = (body: object) => hub.api.call("/integration/activity", body);
    expect((await wrong({ integration_ids: [] })).error?.message).toMatch(/^integration_ids: expected at least 1/);
    expect((await wrong({ integration_ids: [1], hours: 169 })).error?.message).toMatch(/^hours: expected at most 168/);
  });
});

describe("/integration/target/list", () => {
  const read = (ids: readonly number[]) =>
    hub.api.get("/integration/target/list", { integration_ids: ids }, integrationTargetList.output);

  test("200: a private integration reaches its channel", async () => {
    expect((await read([made.integrationId, 404])).items).toEqual([
      {
        integration_id: made.integrationId,
        state: "routed",
        is_name_mapped: false,
        channel_ids: [made.channelId],
        channel_cnt: 1,
      },
    ]);
  });

  test("200: a route's channels stand with the default's first, each once", async () => {
    const [first, second] = [await createChannel(hub.api, "A case's"), await createChannel(hub.api, "The default's")];
    const route = { cases: [{ if: [], channel_ids: [first, second] }], default: { channel_ids: [second] } };
    expect((await read([await share(route)])).items).toMatchObject([{ state: "routed", channel_ids: [second, first] }]);
  });

  test("200: without a route, and with one that names no channel, the state says so", async () => {
    const mapped = { if: [], routing_mode: "name_mapping", name_mapping_label: "team" };
    const ids = [await share(null), await share({ cases: [mapped] })];
    expect((await read(ids)).items).toMatchObject([
      { state: "no_route", channel_cnt: 0 },
      { state: "routed", is_name_mapped: true, channel_cnt: 0 },
    ]);
  });

  test("200: a route whose channels are all disabled takes nothing, and the state says so", async () => {
    const channelId = await createChannel(hub.api, "Asleep");
    const id = await share({ default: { channel_ids: [channelId] } });
    await hub.api.call("/channel/disable", { channel_id: channelId });
    expect((await read([id])).items).toMatchObject([{ state: "no_enabled_channel", channel_ids: [channelId] }]);
  });

  test("P11: a channel that is hidden from a person is not named, nor is its private integration", async () => {
    const hidden = await createChannel(hub.api, "Secret");
    await hub.api.call("/channel/update", { channel_id: hidden, is_private: true });
    const own = await createIntegration(hub.api, hub.url, hidden);
    const shared = await share({ default: { channel_ids: [hidden] } });
    const { key } = await addMember(hub.database, "Vera", [VIEWER.id]);
    const viewer = createApi(hub.url, key);
    const ids = [own.integrationId, shared];
    const { items } = await viewer.get(
      "/integration/target/list",
      { integration_ids: ids },
      integrationTargetList.output,
    );
    expect(items).toMatchObject([{ integration_id: shared, state: "routed", channel_ids: [], channel_cnt: 0 }]);
    const { items: seen } = await viewer.get(
      "/integration/activity",
      { integration_ids: ids },
      integrationActivity.output,
    );
    expect(seen.map((item) => item.integration_id)).toEqual([shared]);
  });

  test("400: names the field", async () => {
    const { error } = await hub.api.call("/integration/target/list", {
      integration_ids: Array.from({ length: 101 }, () => 1),
    });
    expect(error?.message).toMatch(/^integration_ids: expected at most 100/);
  });
});
