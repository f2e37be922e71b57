import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createChannel } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { latestDelivery, listAlerts, pushAndSettle } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { poll } from "../support/poll.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { execute } from "../support/sql.ts";

// A route with cases decides which channels get an event, an edit holds with the next one, and the ledger says why.

let hub: TestHub;
let shared: { integrationId: number; pushUrl: string };
let channels: { shop: number; data: number; rest: number };
let names: { shop: string; data: string };
let stories = 0;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());
beforeEach(async () => {
  hub.clock.fastForward(minutes(1));
  stories += 1;
  names = { shop: `Shop ${stories}`, data: `Data ${stories}` };
  channels = {
    shop: await createChannel(hub.api, names.shop),
    data: await createChannel(hub.api, names.data),
    rest: await createChannel(hub.api, `Rest ${stories}`),
  };
  shared = await createSharedIntegration(hub, [channels.rest]);
});

const labelled = (name: string, ...vals: string[]) => ({ key: `labels.${name}`, oper: "IN", vals });
const toRest = () => ({ default: { channel_ids: [channels.rest] } });

async function save(route: object): Promise<void> {
  const answer = await hub.api.call("/route/upsert", { integration_id: shared.integrationId, ...route });
  expect(answer.error).toBeNull();
}

/** Sends an event with these labels; tells each channel's verdict, and what the ledger says led there. */
async function send(labels: Record<string, string>, fields: CmsFields = {}): Promise<[number, string, string][]> {
  hub.clock.fastForward(minutes(1));
  const entity = Object.values(labels).join(" ");
  await pushAndSettle(hub, shared, cmsEvent({ atMs: hub.clock.now(), entity, labels, ...fields }));
  const { verdicts } = await latestDelivery(hub, shared.integrationId);
  return verdicts.events.map(({ channel_id, verdict, because }) => [channel_id, verdict, because ?? ""]);
}

test("P8: an event goes to the channels of the cases that match, or to the default, and the verdict names the case", async () => {
  await save({
    cases: [
      { if: [labelled("team", "shop"), labelled("env", "/^prod/")], channel_ids: [channels.shop] },
      { if: [labelled("team", "data", "ml-*")], channel_ids: [channels.data], fallthrough: false },
    ],
    ...toRest(),
  });
  expect(await send({ team: "shop", env: "prod-1" })).toEqual([[channels.shop, "opened", "route version 2, case 1"]]);
  expect(await send({ team: "ml-7", env: "test" })).toEqual([[channels.data, "opened", "route version 2, case 2"]]);
  expect(await send({ team: "shop", env: "test" })).toEqual([
    [channels.rest, "opened", "route version 2, default: no case matched"],
  ]);
});

test("cases that go on add up, each channel gets one copy, and the first that stops ends it", async () => {
  await save({
    cases: [
      { if: [], channel_ids: [channels.data], fallthrough: true },
      { if: [labelled("team", "shop")], channel_ids: [channels.shop, channels.data], fallthrough: false },
      { if: [], channel_ids: [channels.rest] },
    ],
  });
  expect(await send({ team: "shop" })).toEqual([
    [channels.shop, "opened", "route version 2, case 2"],
    [channels.data, "opened", "route version 2, cases 1, 2"],
  ]);
  expect(await send({ team: "other" })).toEqual([
    [channels.data, "opened", "route version 2, case 1"],
    [channels.rest, "opened", "route version 2, case 3"],
  ]);
});

test("P10: an edit holds with the next event, and P4: the recovery after it reaches the channels that had opened", async () => {
  await save({ cases: [{ if: [labelled("team", "shop")], channel_ids: [channels.shop] }], ...toRest() });
  await send({ team: "shop" });
  await save({ cases: [{ if: [labelled("team", "shop")], channel_ids: [channels.data] }], ...toRest(), version: 2 });
  expect(await send({ team: "shop" }, { entity: "another" })).toEqual([
    [channels.data, "opened", "route version 3, case 1"],
  ]);
  expect(await send({ team: "shop" }, { status: "RECOVERED" })).toEqual([[channels.shop, "recovered", ""]]);
  expect(await send({ team: "shop" }, { entity: "another", status: "RECOVERED" })).toEqual([
    [channels.data, "recovered", ""],
  ]);
  const alerts = await listAlerts(hub, shared.integrationId);
  expect(alerts.map(({ progress }) => progress)).toEqual(["Closed", "Closed"]);
});

/** As another node disables a channel whose word does not reach this one. */
async function disable(channelId: number): Promise<void> {
  const edit = `with versioned as (update config_version set version = version + 1)
    update channel set status = 'disabled' where channel_id = $1`;
  await execute(hub.database, edit, [channelId]);
}

test("name mapping finds the enabled channel with exactly that name, otherwise the default fires", async () => {
  const mapping = { if: [], routing_mode: "name_mapping", name_mapping_label: "labels.owner" };
  await save({ cases: [mapping], ...toRest() });
  expect(await send({ owner: names.shop })).toEqual([[channels.shop, "opened", "route version 2, case 1"]]);
  const fallback = (because: string) => [[channels.rest, "opened", `route version 2, default: ${because}`]];
  const lower = names.shop.toLowerCase();
  expect(await send({ owner: lower })).toEqual(fallback(`case 1 found no enabled channel named "${lower}"`));
  expect(await send({ team: "none" })).toEqual(fallback("case 1 found no label owner"));
  await disable(channels.data);
  expect(await send({ owner: names.data })).toEqual(fallback(`case 1 found no enabled channel named "${names.data}"`));
});

test("a disabled channel of a case is passed over and said so; the default fires only when no channel is left", async () => {
  await save({
    cases: [
      { if: [labelled("team", "both")], channel_ids: [channels.shop, channels.data] },
      { if: [labelled("team", "shop")], channel_ids: [channels.shop] },
    ],
    ...toRest(),
  });
  await disable(channels.shop);
  expect(await send({ team: "both" })).toEqual([
    [channels.data, "opened", "route version 2, case 1"],
    [channels.shop, "channel_disabled", "disabled or deleted; route version 2, case 1"],
  ]);
  expect(await send({ team: "shop" })).toEqual([
    [channels.rest, "opened", "route version 2, default: case 2 gave no enabled channel"],
    [channels.shop, "channel_disabled", "disabled or deleted; route version 2, case 2"],
  ]);
});

test("P2: without a match and without a default the event is unrouted, in the ledger and nowhere else", async () => {
  await save({ cases: [{ if: [labelled("team", "shop")], channel_ids: [channels.shop] }] });
  expect(await send({ team: "nobody" })).toEqual([[0, "unrouted", "no case matched, and there is no default"]]);
  expect(await listAlerts(hub, shared.integrationId)).toEqual([]);
});

test("IN with the empty text takes what lacks the label, NOTIN with * too, and severity is asked by old names", async () => {
  await save({
    cases: [
      {
        if: [labelled("team", ""), { key: "alert_severity", oper: "IN", vals: ["Critical"] }],
        channel_ids: [channels.shop],
      },
      { if: [{ key: "labels.team", oper: "NOTIN", vals: ["*"] }], channel_ids: [channels.data] },
    ],
    ...toRest(),
  });
  const where = async (labels: Record<string, string>, fields?: CmsFields) =>
    (await send(labels, fields)).map(([id]) => id);
  expect(await where({ pod: "a" })).toEqual([channels.shop]);
  expect(await where({ pod: "b" }, { severity: "WARNING" })).toEqual([channels.data]);
  expect(await where({ team: "x" })).toEqual([channels.rest]);
});

test("P3: a stored case that nobody can read never matches, and the rest of the route stands", async () => {
  await save({ cases: [{ if: [], channel_ids: [channels.shop] }], ...toRest() });
  const broken = JSON.stringify([{ if: [{ key: "title", oper: "IN", vals: ["/(/"] }], channel_ids: [channels.shop] }]);
  const values = [broken, shared.integrationId];
  const edit = `with versioned as (update integration set rules_version = rules_version + 1 where integration_id = $2)
    update route set cases = $1, version = version + 1 where integration_id = $2`;
  await execute(hub.database, edit, values);
  expect(await send({ team: "shop" })).toEqual([
    [channels.rest, "opened", "route version 3, default: no case matched (not readable: case 1)"],
  ]);
});

test("P10: an edit of which no word reached this node holds with the next event", async () => {
  await send({ team: "shop" });
  const stored = JSON.stringify([{ if: [], channel_ids: [channels.data] }]);
  const values = [stored, shared.integrationId];
  const edit = `with versioned as (update integration set rules_version = rules_version + 1 where integration_id = $2)
    update route set cases = $1, version = version + 1 where integration_id = $2`;
  await execute(hub.database, edit, values);
  expect(await send({ team: "shop" }, { entity: "another" })).toEqual([
    [channels.data, "opened", "route version 2, case 1"],
  ]);
});

test("P10: an integration without a route takes pushes as soon as one is saved", async () => {
  shared = await createSharedIntegration(hub, []);
  const push = () => hub.push(shared.pushUrl, cmsEvent({ atMs: hub.clock.now() }));
  expect(await push()).toMatchObject({ status: 400, error: { code: "InvalidParameter" } });
  await save({ cases: [{ if: [], channel_ids: [channels.shop] }] });
  await poll(async () => (await push()).status === 200);
  expect((await send({ team: "shop" })).map(([id]) => id)).toEqual([channels.shop]);
});
