import { expect, test } from "vitest";
import type { TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { eachStory } from "../support/each-story.ts";
import type { TestHub } from "../support/hub.ts";
import { alertFeedOf, latestDelivery, listAlerts, listIncidents, only, pushAndSettle } from "../support/ledger.ts";
import { hours, minutes, seconds } from "../support/moving-clock.ts";

// What becomes of the second, third and hundredth event of one condition.

let hub: TestHub;
let integration: TestIntegration;
eachStory((itsHub, itsIntegration) => {
  hub = itsHub;
  integration = itsIntegration;
});

/** One event now, unless `fields` say when. */
const send = (fields: CmsFields = {}) =>
  pushAndSettle(hub, integration, cmsEvent({ atMs: hub.clock.now(), ...fields }));
const alerts = () => listAlerts(hub, integration.integrationId);
const incidents = () => listIncidents(hub, integration.channelId);

test("a sender's retry within 10 seconds is a repeat: nothing changes, and the verdict names the alert", async () => {
  const atMs = hub.clock.now();
  await send({ atMs });
  const before = only(await alerts());
  hub.clock.fastForward(seconds(10));
  expect(await send({ atMs })).toEqual(["repeated"]);
  expect(only(await alerts())).toEqual(before);
  const { verdicts } = await latestDelivery(hub, integration.integrationId);
  expect(only(verdicts.events)).toMatchObject({ verdict: "repeated", alert_id: before.alert_id });
});

test("the same event later than 10 seconds refreshes the alert and stores no event", async () => {
  const atMs = hub.clock.now();
  await send({ atMs });
  hub.clock.fastForward(seconds(11));
  expect(await send({ atMs })).toEqual(["refreshed"]);
  expect(only(await alerts())).toMatchObject({ event_cnt: 1 });
  expect(await alertFeedOf(hub, only(await alerts()).alert_id)).toHaveLength(1);
});

test("new labels alone are no update: they replace the old ones in alert and incident", async () => {
  await send({ labels: { node: "a", gone: "soon" } });
  hub.clock.fastForward(minutes(1));
  expect(await send({ labels: { node: "b" } })).toEqual(["refreshed"]);
  const { labels, event_cnt } = only(await alerts());
  expect(labels).toMatchObject({ node: "b" });
  expect(labels).not.toHaveProperty("gone");
  expect(event_cnt).toBe(1);
  expect(only(await incidents()).labels).toEqual(labels);
});

test("another description is an update: an event is stored, and the timeline has it", async () => {
  await send({ message: "93 %" });
  hub.clock.fastForward(minutes(1));
  expect(await send({ message: "97 %" })).toEqual(["updated"]);
  const alert = only(await alerts());
  expect(alert).toMatchObject({ description: "97 %", event_cnt: 2, progress: "Triggered" });
  expect((await alertFeedOf(hub, alert.alert_id)).map(({ type }) => type)).toEqual(["a_new", "a_update"]);
  expect(only(await incidents())).toMatchObject({ alert_event_cnt: 2, description: "93 %" });
});

test("severity is the worst there was, status the latest there is, in alert and incident", async () => {
  const seen: unknown[] = [];
  for (const severity of ["INFO", "CRITICAL", "WARNING"] as const) {
    hub.clock.fastForward(minutes(1));
    await send({ severity });
    const { alert_severity, alert_status } = only(await alerts());
    const { incident_severity, incident_status } = only(await incidents());
    seen.push([alert_severity, alert_status, incident_severity, incident_status]);
  }
  expect(seen).toEqual([
    ["Info", "Info", "Info", "Info"],
    ["Critical", "Critical", "Critical", "Critical"],
    ["Critical", "Warning", "Critical", "Warning"],
  ]);
  await send({ status: "RECOVERED", severity: "INFO" });
  expect(only(await alerts())).toMatchObject({ alert_severity: "Critical", alert_status: "Ok" });
  expect(only(await incidents())).toMatchObject({ incident_severity: "Critical", incident_status: "Ok" });
});

test("a recovery keeps title, description and labels of the firing, and adds only labels that were missing", async () => {
  await send({ labels: { value: "93", node: "a" }, subject: "Memory", message: "too much" });
  hub.clock.fastForward(minutes(1));
  const labels = { value: "12", node: "b", cleared_by: "restart" };
  await send({ status: "RECOVERED", subject: "All fine", message: "enough", labels });
  const alert = only(await alerts());
  expect(alert).toMatchObject({ title: "Memory", description: "too much", alert_status: "Ok" });
  expect(alert.labels).toMatchObject({ value: "93", node: "a", cleared_by: "restart" });
});

test("P4: a firing event that happened before the recovery it arrives after opens nothing", async () => {
  const firedAt = hub.clock.now();
  await send({ atMs: firedAt });
  hub.clock.fastForward(minutes(2));
  await send({ status: "RECOVERED" });
  const [alertBefore, incidentBefore] = [only(await alerts()), only(await incidents())];
  hub.clock.fastForward(seconds(30));
  expect(await send({ status: "PERSISTENT", atMs: firedAt + minutes(1) })).toEqual(["late"]);
  expect(only(await alerts())).toEqual(alertBefore);
  expect(only(await incidents())).toEqual(incidentBefore);
  const { because } = only((await latestDelivery(hub, integration.integrationId)).verdicts.events);
  expect(because).toBe(`older than the recovery at ${new Date(firedAt + minutes(2)).toISOString()}`);
});

test("P4: a recovery that overtakes its firing event is accepted, and the firing event comes too late", async () => {
  const firedAt = hub.clock.now();
  hub.clock.fastForward(seconds(20));
  expect(await send({ status: "RECOVERED" })).toEqual(["no_open_alert"]);
  expect(await send({ atMs: firedAt })).toEqual(["late"]);
  expect(await alerts()).toEqual([]);
  hub.clock.fastForward(seconds(1));
  expect(await send(), "what happens after the recovery is new").toEqual(["opened"]);
});

test("P4: a recovery sent again after the condition fires anew is late: what is open stays open", async () => {
  await send();
  hub.clock.fastForward(minutes(2));
  const recoveredAt = hub.clock.now();
  await send({ status: "RECOVERED" });
  hub.clock.fastForward(minutes(2));
  const openedAt = hub.clock.now();
  await send();
  hub.clock.fastForward(minutes(1));
  const before = (await alerts()).filter(({ progress }) => progress === "Triggered");
  expect(await send({ status: "RECOVERED", atMs: recoveredAt })).toEqual(["late"]);
  expect((await alerts()).filter(({ progress }) => progress === "Triggered")).toEqual(before);
  const { because } = only((await latestDelivery(hub, integration.integrationId)).verdicts.events);
  expect(because).toBe(`older than the event that opened the alert at ${new Date(openedAt).toISOString()}`);
  expect(await send({ status: "RECOVERED" })).toEqual(["recovered"]);
});

test("an older event that comes later refreshes the alert without moving its last time back", async () => {
  await send();
  const { last_time } = only(await alerts());
  hub.clock.fastForward(minutes(1));
  expect(await send({ atMs: hub.clock.now() - minutes(2) })).toEqual(["refreshed"]);
  expect(only(await alerts()).last_time).toBe(last_time);
});

test("one recovery from a clock far ahead does not make every later firing event late", async () => {
  await send();
  const aheadMs = hub.clock.now() + hours(24 * 365);
  expect(await send({ status: "RECOVERED", atMs: aheadMs })).toEqual(["recovered"]);
  hub.clock.fastForward(minutes(6));
  expect(await send()).toEqual(["opened"]);
});

test("the join window runs from the last arrival: what keeps firing for three days is one alert", async () => {
  await send();
  for (let day = 0; day < 3; day += 1) {
    hub.clock.fastForward(hours(24));
    expect(await send({ status: "PERSISTENT" })).toEqual(["refreshed"]);
  }
  expect(only(await alerts())).toMatchObject({ progress: "Triggered", event_cnt: 1 });
  expect(await incidents()).toHaveLength(1);
});

test("P6: after 24 silent hours the next event closes the old alert and its incident, and opens new ones", async () => {
  await send();
  hub.clock.fastForward(hours(24) + 1);
  expect(await send()).toEqual(["opened"]);
  const [old, young] = await alerts();
  expect(old).toMatchObject({ progress: "Closed", alert_status: "Critical", end_time: 0 });
  expect(young).toMatchObject({ progress: "Triggered" });
  expect(await incidents()).toMatchObject([
    { incident_id: old?.incident.incident_id, progress: "Closed" },
    { incident_id: young?.incident.incident_id, progress: "Triggered" },
  ]);
});

test("P6: a closed incident never absorbs: the condition fires again and gets a new incident with its own number", async () => {
  await send();
  await send({ status: "RECOVERED" });
  const closed = only(await incidents());
  hub.clock.fastForward(seconds(5));
  expect(await send()).toEqual(["opened"]);
  const [first, second] = await incidents();
  expect(first).toEqual(closed);
  expect(second).toMatchObject({ progress: "Triggered", alert_cnt: 1 });
  expect(second?.num).not.toBe(closed.num);
  expect((await alerts()).map(({ progress }) => progress)).toEqual(["Closed", "Triggered"]);
});

test("firing and recovery in one body are taken in the order in which they stand", async () => {
  const atMs = hub.clock.now();
  const firing = cmsEvent({ atMs });
  const recovery = cmsEvent({ status: "RECOVERED", atMs: atMs + 1 });
  expect(await pushAndSettle(hub, integration, [firing, recovery])).toEqual(["opened", "recovered"]);
  hub.clock.fastForward(seconds(1));
  const again = cmsEvent({ atMs: hub.clock.now() });
  expect(await pushAndSettle(hub, integration, [recovery, again])).toEqual(["no_open_alert", "opened"]);
  expect((await alerts()).map(({ progress }) => progress)).toEqual(["Closed", "Triggered"]);
});
