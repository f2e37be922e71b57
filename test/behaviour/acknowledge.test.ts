import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { channelInfo } from "../../contract/operations/channel.ts";
import { RESPONDER } from "../../contract/role.ts";
import { type Api, createApi, createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { incidentFeedOf, listIncidents, only, pushAndSettle } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { addMember } from "../support/people.ts";

// Who takes an incident on, lets it go again, and what the condition behind it does meanwhile.

let hub: TestHub;
let integration: TestIntegration;
let mate: Api;
let mateId = 0;
let stories = 0;
beforeAll(async () => {
  hub = await startTestHub();
  const member = await addMember(hub.database, "Mei Lin", [RESPONDER.id]);
  mate = createApi(hub.url, member.key);
  mateId = member.personId;
});
afterAll(() => hub.stop());
beforeEach(async () => {
  hub.clock.fastForward(minutes(1));
  stories += 1;
  integration = await createIntegration(hub.api, hub.url, await createChannel(hub.api, `Story ${stories}`));
});

const send = (fields: CmsFields = {}) => {
  hub.clock.fastForward(minutes(1));
  return pushAndSettle(hub, integration, cmsEvent({ atMs: hub.clock.now(), ...fields }));
};
const incident = async () => only(await listIncidents(hub, integration.channelId));
const nowSeconds = () => Math.floor(hub.clock.now() / 1000);

async function openIncident(): Promise<string> {
  expect(await send()).toEqual(["opened"]);
  return (await incident()).incident_id;
}

async function command(api: Api, name: string, incidentId: string): Promise<void> {
  hub.clock.fastForward(minutes(1));
  const { status, error } = await api.call(`/incident/${name}`, { incident_ids: [incidentId] });
  if (status !== 200) throw new Error(`${status}: ${error?.message}`);
}

test("acknowledging makes it Processing, names who did, and keeps the first time when a second person joins", async () => {
  const id = await openIncident();
  await command(hub.api, "ack", id);
  const first = nowSeconds();
  await command(mate, "ack", id);
  const found = await incident();
  expect(found).toMatchObject({ progress: "Processing", ack_time: first });
  expect(found.responders).toMatchObject([
    { person_name: "owner", assigned_at: first, acknowledged_at: first, as: "account" },
    { person_name: "Mei Lin", assigned_at: nowSeconds(), acknowledged_at: nowSeconds(), as: "member" },
  ]);
  const rows = (await incidentFeedOf(hub, id)).filter(({ type }) => type === "i_ack");
  expect(rows.map(({ detail, creator_id }) => [detail, creator_id === mateId])).toEqual([
    [{ progress: "Processing" }, false],
    [{ progress: "Processing" }, true],
  ]);
});

test("taking an acknowledgement back leaves it to the other, and the last one gone makes it Triggered", async () => {
  const id = await openIncident();
  await command(hub.api, "ack", id);
  await command(mate, "ack", id);
  const second = nowSeconds();
  await command(hub.api, "unack", id);
  expect(await incident()).toMatchObject({ progress: "Processing", ack_time: second });
  await command(mate, "unack", id);
  const found = await incident();
  expect(found).toMatchObject({ progress: "Triggered", ack_time: 0 });
  expect(found.responders.map(({ acknowledged_at }) => acknowledged_at)).toEqual([0, 0]);
  const rows = (await incidentFeedOf(hub, id)).filter(({ type }) => type === "i_unack");
  expect(rows.map(({ detail }) => detail)).toEqual([{ progress: "Processing" }, { progress: "Triggered" }]);
});

test("the recovery of what somebody acknowledged closes it", async () => {
  const id = await openIncident();
  await command(hub.api, "ack", id);
  const acknowledged = nowSeconds();
  expect(await send({ message: "97 %" })).toEqual(["updated"]);
  expect(await incident()).toMatchObject({ progress: "Processing" });
  expect(await send({ status: "RECOVERED" })).toEqual(["recovered"]);
  const closed = { progress: "Closed", incident_status: "Ok", ack_time: acknowledged };
  expect(await incident()).toMatchObject(closed);
  expect((await incidentFeedOf(hub, id)).map(({ type }) => type)).toEqual(["i_new", "i_ack", "i_rslv"]);
});

test("a reopened incident is nobody's until somebody acknowledges it again", async () => {
  const id = await openIncident();
  await command(hub.api, "ack", id);
  await command(mate, "resolve", id);
  await command(mate, "reopen", id);
  const found = await incident();
  expect(found).toMatchObject({ progress: "Triggered", ack_time: 0 });
  expect(found.responders).toMatchObject([{ person_name: "owner", acknowledged_at: 0 }]);
  await command(hub.api, "ack", id);
  expect(await incident()).toMatchObject({ progress: "Processing", ack_time: nowSeconds() });
});

test("acknowledging twice, or what is closed, and taking back what one does not hold, changes and writes nothing", async () => {
  const id = await openIncident();
  await command(mate, "unack", id);
  await command(hub.api, "ack", id);
  const [held, feed] = [await incident(), await incidentFeedOf(hub, id)];
  await command(hub.api, "ack", id);
  await command(mate, "unack", id);
  expect([await incident(), await incidentFeedOf(hub, id)]).toEqual([held, feed]);
  await command(hub.api, "resolve", id);
  const [closed, longer] = [await incident(), await incidentFeedOf(hub, id)];
  await command(mate, "ack", id);
  await command(hub.api, "unack", id);
  expect([await incident(), await incidentFeedOf(hub, id)]).toEqual([closed, longer]);
});

test("a channel counts what waits and what somebody works on", async () => {
  const counts = async () => {
    const input = { channel_id: integration.channelId };
    return (await hub.api.get("/channel/info", input, channelInfo.output)).progress_to_incident_cnts;
  };
  const id = await openIncident();
  expect(await send({ rule: "another" })).toEqual(["opened"]);
  expect(await counts()).toEqual({ Triggered: 2, Processing: 0 });
  await command(mate, "ack", id);
  expect(await counts()).toEqual({ Triggered: 1, Processing: 1 });
  await command(mate, "resolve", id);
  expect(await counts()).toEqual({ Triggered: 1, Processing: 0 });
});
