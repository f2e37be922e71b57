import { expect, test } from "vitest";
import type { TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { eachStory } from "../support/each-story.ts";
import type { TestHub } from "../support/hub.ts";
import { alertFeedOf, incidentFeedOf, listAlerts, listIncidents, only, pushAndSettle } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";

// What a person does to an incident, and what the condition behind it does afterwards.

let hub: TestHub;
let integration: TestIntegration;
eachStory((itsHub, itsIntegration) => {
  hub = itsHub;
  integration = itsIntegration;
});

const send = (fields: CmsFields = {}) => {
  hub.clock.fastForward(minutes(1));
  return pushAndSettle(hub, integration, cmsEvent({ atMs: hub.clock.now(), ...fields }));
};
const alerts = () => listAlerts(hub, integration.integrationId);
const incidents = () => listIncidents(hub, integration.channelId);

async function command(name: string, incidentId: string, input: object = {}): Promise<void> {
  hub.clock.fastForward(minutes(1));
  const { status, error } = await hub.api.call(`/incident/${name}`, { incident_ids: [incidentId], ...input });
  if (status !== 200) throw new Error(`${status}: ${error?.message}`);
}

async function openIncident(): Promise<string> {
  expect(await send()).toEqual(["opened"]);
  return only(await incidents()).incident_id;
}

test("resolving closes the incident and its alert, keeps what the source said, and both timelines say who did", async () => {
  const id = await openIncident();
  await command("resolve", id, { root_cause: "a leak", resolution: "restarted" });
  const closedAt = Math.floor(hub.clock.now() / 1000);
  expect(only(await incidents())).toMatchObject({
    ...{ progress: "Closed", incident_status: "Critical", close_time: closedAt, end_time: 0, active_alert_cnt: 0 },
    ...{ root_cause: "a leak", resolution: "restarted", closer: { email: "owner@example.com" } },
  });
  const alert = only(await alerts());
  expect(alert).toMatchObject({ progress: "Closed", alert_status: "Critical", end_time: 0, close_time: closedAt });
  const [, resolved] = await incidentFeedOf(hub, id);
  expect(resolved).toMatchObject({ type: "i_rslv", detail: { from: "console" } });
  expect(resolved?.creator_id).toBeGreaterThan(0);
  expect((await alertFeedOf(hub, alert.alert_id)).map(({ type }) => type)).toEqual(["a_new", "a_close"]);
});

test("P6: what still fires after a person resolved it is a new alert and a new incident", async () => {
  await command("resolve", await openIncident());
  expect(await send({ status: "PERSISTENT" })).toEqual(["opened"]);
  expect((await incidents()).map(({ progress }) => progress).sort()).toEqual(["Closed", "Triggered"]);
});

test("the recovery of what a person resolved finds nothing open and changes nothing", async () => {
  await command("resolve", await openIncident());
  const before = only(await incidents());
  expect(await send({ status: "RECOVERED" })).toEqual(["no_open_alert"]);
  expect(only(await incidents())).toEqual(before);
});

test("a reopened incident has its alert back: it absorbs events, and the recovery closes both", async () => {
  const id = await openIncident();
  await command("resolve", id);
  await command("reopen", id, { reason: "not over" });
  expect(only(await incidents())).toMatchObject({
    ...{ progress: "Triggered", close_time: 0, end_time: 0, active_alert_cnt: 1, closer: { person_id: 0 } },
  });
  expect(only(await alerts())).toMatchObject({ progress: "Triggered", close_time: 0 });
  expect((await incidentFeedOf(hub, id)).at(-1)).toMatchObject({ type: "i_reopen", detail: { reason: "not over" } });
  expect(await send({ message: "97 %" })).toEqual(["updated"]);
  expect(await send({ status: "RECOVERED" })).toEqual(["recovered"]);
  expect(only(await incidents())).toMatchObject({ progress: "Closed", incident_status: "Ok" });
});

test("P4: reopening does not open a second alert of a key that is open again meanwhile", async () => {
  const id = await openIncident();
  await command("resolve", id);
  expect(await send({ status: "PERSISTENT" })).toEqual(["opened"]);
  await command("reopen", id);
  const open = (await alerts()).filter(({ progress }) => progress === "Triggered");
  expect(only(open).incident?.incident_id).not.toBe(id);
  expect((await incidents()).find(({ incident_id }) => incident_id === id)).toMatchObject({
    ...{ progress: "Triggered", active_alert_cnt: 0 },
  });
});

test("an alert that recovered stays closed when its incident is reopened", async () => {
  const id = await openIncident();
  await send({ status: "RECOVERED" });
  await command("reopen", id);
  expect(only(await alerts())).toMatchObject({ progress: "Closed", alert_status: "Ok" });
  expect(only(await incidents())).toMatchObject({ progress: "Triggered", active_alert_cnt: 0 });
});

test("resolving what is closed and reopening what is open changes nothing and writes nothing", async () => {
  const id = await openIncident();
  await command("reopen", id);
  await command("resolve", id);
  const [before, feed] = [only(await incidents()), await incidentFeedOf(hub, id)];
  await command("resolve", id, { root_cause: "too late" });
  expect(only(await incidents())).toEqual(before);
  expect(await incidentFeedOf(hub, id)).toEqual(feed);
});

test("a comment stands on the timeline of an open and of a closed incident, with who wrote it", async () => {
  const id = await openIncident();
  await command("comment", id, { comment: "looking" });
  await command("resolve", id);
  await command("comment", id, { comment: "**done**", mute_reply: true });
  const comments = (await incidentFeedOf(hub, id)).filter(({ type }) => type === "i_comm");
  expect(comments.map(({ detail }) => detail)).toEqual([
    { comment: "looking", mute_reply: false },
    { comment: "**done**", mute_reply: true },
  ]);
});

test("a call with one unknown incident changes none of the others", async () => {
  const id = await openIncident();
  const { status, error } = await hub.api.call("/incident/resolve", { incident_ids: [id, "0".repeat(24)] });
  expect({ status, code: error?.code }).toEqual({ status: 400, code: "ResourceNotFound" });
  expect(only(await incidents())).toMatchObject({ progress: "Triggered" });
});
