import { expect, test } from "vitest";
import type { TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { eachStory } from "../support/each-story.ts";
import type { TestHub } from "../support/hub.ts";
import { alertFeedOf, incidentFeedOf, listAlerts, listIncidents, only, pushAndSettle } from "../support/ledger.ts";
import { hours, minutes } from "../support/moving-clock.ts";

// Each way in which an alert ends says on its timeline which way it was, and who took it.

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

async function closingOf(alertId: string | undefined) {
  const closed = (await alertFeedOf(hub, alertId ?? "")).filter(({ type }) => type === "a_close");
  return only(closed);
}

test("P8: an alert that recovered says that its source ended it", async () => {
  await send();
  expect(await send({ status: "RECOVERED" })).toEqual(["recovered"]);
  const alert = only(await listAlerts(hub, integration.integrationId));
  expect(await closingOf(alert.alert_id)).toMatchObject({ detail: { from: "event" }, creator_id: 0 });
});

test("P8: an alert that closed with its incident says which incident it was, and who resolved it", async () => {
  await send();
  const incident = only(await listIncidents(hub, integration.channelId));
  hub.clock.fastForward(minutes(1));
  await hub.api.call("/incident/resolve", { incident_ids: [incident.incident_id] });
  const alert = only(await listAlerts(hub, integration.integrationId));
  const closing = await closingOf(alert.alert_id);
  expect(closing.detail).toEqual({ from: "incident", incident_id: incident.incident_id });
  expect(closing.creator_id).toBeGreaterThan(0);
  expect(closing.creator_id).toBe((await incidentFeedOf(hub, incident.incident_id)).at(-1)?.creator_id);
});

test("P8: an alert that heard nothing for its join window says so once the next event is another alert", async () => {
  await send();
  hub.clock.fastForward(hours(24) + minutes(1));
  expect(await send({ status: "PERSISTENT" })).toEqual(["opened"]);
  const closed = (await listAlerts(hub, integration.integrationId)).filter(({ progress }) => progress === "Closed");
  expect(await closingOf(only(closed).alert_id)).toMatchObject({ detail: { from: "window" }, creator_id: 0 });
});
