import { afterAll, beforeAll, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import {
  alertFeedOf,
  incidentFeedOf,
  lastTimeOf,
  latestDelivery,
  listAlerts,
  listIncidents,
  only,
  pushAndSettle,
} from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";

// The path of the README: one channel, one private integration, one condition from its first event to its recovery.

let hub: TestHub;
let integration: TestIntegration;
let openedAt = 0;

beforeAll(async () => {
  hub = await startTestHub();
  integration = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Payments"));
});
afterAll(() => hub.stop());

const alert = async () => only(await listAlerts(hub, integration.integrationId));
const incident = async () => only(await listIncidents(hub, integration.channelId));

test("before the first push the integration has no latest event time, and nothing is open", async () => {
  expect(await lastTimeOf(hub, integration.integrationId)).toBe(0);
  expect(await listAlerts(hub, integration.integrationId)).toEqual([]);
  expect(await listIncidents(hub, integration.channelId)).toEqual([]);
});

test("P2: a firing event is answered with its alert key, and opens an alert and an incident", async () => {
  const answer = await hub.push(integration.pushUrl, fixture("firing-1"));
  expect(answer).toMatchObject({ status: 200, data: { alert_key: "ADng4SCeBBgx1PSQ7shPzQ" }, error: null });
  expect(await listAlerts(hub, integration.integrationId), "nothing is processed before the answer").toEqual([]);
  await hub.settle();
  openedAt = Math.floor(hub.clock.now() / 1000);

  expect(await alert()).toMatchObject({
    alert_key: "ADng4SCeBBgx1PSQ7shPzQ",
    title: "Pod memory usage > 90%",
    description: "Pod checkout-6b7c9d5f4-x2x7q memory usage 93.4% exceeds 90% for 3m",
    alert_severity: "Critical",
    alert_status: "Critical",
    progress: "Triggered",
    start_time: Date.parse("2026-11-20T02:10:00Z") / 1000,
    end_time: 0,
    close_time: 0,
    event_cnt: 1,
    labels: { pod: "checkout-6b7c9d5f4-x2x7q", current_value: "93.4" },
    incident: { incident_id: (await incident()).incident_id, progress: "Triggered" },
  });
  expect(await incident()).toMatchObject({
    title: "Pod memory usage > 90%",
    incident_severity: "Critical",
    incident_status: "Critical",
    progress: "Triggered",
    alert_cnt: 1,
    active_alert_cnt: 1,
    alert_event_cnt: 1,
    creator_id: 0,
    num: (await incident()).incident_id.slice(-6).toUpperCase(),
  });
});

test("P8: the ledger and both timelines say what happened and to what", async () => {
  const [{ alert_id }, { incident_id }] = [await alert(), await incident()];
  const { delivery_id, outcome, received_at, verdicts, events } = await latestDelivery(hub, integration.integrationId);
  expect({ outcome, received_at }).toEqual({ outcome: "processed", received_at: hub.clock.now() });
  const verdict = { event: 0, verdict: "opened", channel_id: integration.channelId, alert_id, incident_id };
  expect(verdicts).toEqual({ counts: { opened: 1 }, events: [verdict], rejects: [], is_truncated: false });
  expect(only(events)).toMatchObject({ event_status: "Critical", alert_key: "ADng4SCeBBgx1PSQ7shPzQ" });

  const { type, detail, creator_id, created_at } = only(await alertFeedOf(hub, alert_id));
  const byTheHub = { creator_id: 0, created_at: hub.clock.now() };
  expect({ type, detail, creator_id, created_at }).toEqual({
    ...{ type: "a_new", detail: { severity: "Critical", status: "Critical", delivery_id } },
    ...byTheHub,
  });
  const born = only(await incidentFeedOf(hub, incident_id));
  const title = "Pod memory usage > 90%";
  expect(born).toMatchObject({ type: "i_new", detail: { severity: "Critical", title, delivery_id } });
  expect(born).toMatchObject(byTheHub);
  expect(await lastTimeOf(hub, integration.integrationId)).toBe(openedAt);
});

test("P4: a persisting condition refreshes the same alert: labels and times move, nothing else", async () => {
  hub.clock.fastForward(minutes(5));
  expect(await pushAndSettle(hub, integration, fixture("firing-7-persistent"))).toEqual(["refreshed"]);
  expect(await alert()).toMatchObject({
    progress: "Triggered",
    event_cnt: 1,
    start_time: Date.parse("2026-11-20T02:10:00Z") / 1000,
    last_time: Date.parse("2026-11-20T02:15:00Z") / 1000,
    labels: { current_value: "95.1" },
  });
  expect(await lastTimeOf(hub, integration.integrationId)).toBe(openedAt + 300);
});

test("P5: its recovery closes alert and incident, and the timelines say that the event did", async () => {
  hub.clock.fastForward(minutes(10));
  expect(await pushAndSettle(hub, integration, fixture("resolved-1"))).toEqual(["recovered"]);
  const recovered = Date.parse("2026-11-20T02:25:00Z") / 1000;
  const now = Math.floor(hub.clock.now() / 1000);
  const closed = await alert();
  expect(closed).toMatchObject({
    ...{ alert_severity: "Critical", alert_status: "Ok", progress: "Closed", event_cnt: 2 },
    ...{ end_time: recovered, close_time: now },
  });
  const resolved = await incident();
  expect(resolved).toMatchObject({
    ...{ incident_severity: "Critical", incident_status: "Ok", progress: "Closed", closer_id: 0 },
    ...{ close_time: now, end_time: recovered, active_alert_cnt: 0, alert_cnt: 1, alert_event_cnt: 2 },
  });
  expect((await alertFeedOf(hub, closed.alert_id)).map(({ type }) => type)).toEqual(["a_new", "a_update", "a_close"]);
  const timeline = await incidentFeedOf(hub, resolved.incident_id);
  expect(timeline.map(({ type, detail }) => ({ type, detail }))).toMatchObject([
    { type: "i_new" },
    { type: "i_rslv", detail: { from: "event" } },
  ]);
});

test("P4: the barest recovery, with no labels and no severity, finds the alert of its rule and entity", async () => {
  const other = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Machines"));
  expect(await pushAndSettle(hub, other, fixture("firing-3-warning-offset-time"))).toEqual(["opened"]);
  expect(await pushAndSettle(hub, other, fixture("resolved-2-minimal"))).toEqual(["recovered"]);
  expect(only(await listAlerts(hub, other.integrationId))).toMatchObject({
    ...{ alert_severity: "Warning", alert_status: "Ok", progress: "Closed" },
    labels: { instanceId: "i-bp1exampleaaaa0001", current_value: "52.9" },
  });
  expect(only(await listIncidents(hub, other.channelId))).toMatchObject({ progress: "Closed", incident_status: "Ok" });
});

test("a Test button's empty body is answered 200, opens nothing, and still shows that the URL works", async () => {
  const tested = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Tested"));
  const answer = await hub.push(tested.pushUrl, fixture("test-1-empty"));
  expect(answer.status).toBe(200);
  await hub.settle();
  expect(await latestDelivery(hub, tested.integrationId)).toMatchObject({ outcome: "ignored", event_cnt: 0 });
  expect(await listAlerts(hub, tested.integrationId)).toEqual([]);
  expect(await lastTimeOf(hub, tested.integrationId)).toBe(Math.floor(hub.clock.now() / 1000));
});
