import { expect } from "vitest";
import type { z } from "zod";
import { alertFeed, type alertItem, alertList } from "../../contract/operations/alert.ts";
import {
  type deliveryDetail,
  deliveryInfo,
  type deliveryItem,
  deliveryList,
} from "../../contract/operations/delivery.ts";
import { incidentFeed, incidentInfo, type incidentItem, incidentList } from "../../contract/operations/incident.ts";
import { integrationInfo } from "../../contract/operations/integration.ts";
import type { Clock } from "../../server/base/clock.ts";
import { cmsEvent } from "./cms-event.ts";
import type { PushBody, TestHub } from "./hub.ts";
import type { RawAnswer } from "./raw-http.ts";
import { execute } from "./sql.ts";

const DAY_SECONDS = 86_400;

export type AlertView = z.output<typeof alertItem>;
export type IncidentView = z.output<typeof incidentItem>;
export type DeliveryView = z.output<typeof deliveryItem>;
export type DeliveryDetailView = z.output<typeof deliveryDetail>;

/** A hub, in this process or not, as far as one only looks at what it holds. */
export type LookedAt = Pick<TestHub, "api"> & { clock: Clock };

/** A month that ends a day after the hub's now. */
function aMonth(hub: LookedAt): { start_time: number; end_time: number } {
  const now = Math.floor(hub.clock.now() / 1000);
  return { start_time: now - 29 * DAY_SECONDS, end_time: now + DAY_SECONDS };
}

/** The alerts of an integration, the first one first. */
export async function listAlerts(hub: LookedAt, integrationId: number): Promise<AlertView[]> {
  const input = { ...aMonth(hub), integration_ids: [integrationId], orderby: "created_at", asc: true, limit: 100 };
  return (await hub.api.get("/alert/list", input, alertList.output)).items;
}

/** The incidents of a channel, the first one first. */
export async function listIncidents(hub: LookedAt, channelId: number): Promise<IncidentView[]> {
  const input = { ...aMonth(hub), channel_ids: [channelId], asc: true, limit: 100 };
  return (await hub.api.get("/incident/list", input, incidentList.output)).items;
}

/** One incident. */
export function incidentOf(hub: LookedAt, incidentId: string): Promise<IncidentView> {
  return hub.api.get("/incident/info", { incident_id: incidentId }, incidentInfo.output);
}

/** The activity of an alert, oldest row first. */
export async function alertFeedOf(hub: LookedAt, alertId: string) {
  const input = { alert_id: alertId, asc: true, limit: 100 };
  return (await hub.api.get("/alert/feed", input, alertFeed.output)).items;
}

/** The timeline of an incident, oldest row first. */
export async function incidentFeedOf(hub: LookedAt, incidentId: string) {
  const input = { incident_id: incidentId, asc: true, limit: 100 };
  return (await hub.api.get("/incident/feed", input, incidentFeed.output)).items;
}

/** One page of an integration's ledger, newest first, with what is pending. */
export function ledgerOf(hub: LookedAt, integrationId: number) {
  return hub.api.get("/delivery/list", { integration_id: integrationId, limit: 100 }, deliveryList.output);
}

/** One push with everything that is known about it. */
export function deliveryOf(hub: LookedAt, deliveryId: string): Promise<DeliveryDetailView> {
  return hub.api.get("/delivery/info", { delivery_id: deliveryId }, deliveryInfo.output);
}

/** The newest push of an integration that the ledger holds. */
export async function latestDelivery(hub: LookedAt, integrationId: number): Promise<DeliveryDetailView> {
  const [newest] = (await ledgerOf(hub, integrationId)).items;
  if (!newest) throw new Error("the ledger is empty");
  return deliveryOf(hub, newest.delivery_id);
}

/** Sends a push that must be accepted, processes it, and tells its verdicts. */
export async function pushAndSettle(
  hub: TestHub,
  { pushUrl, integrationId }: { pushUrl: string; integrationId: number },
  body: PushBody,
): Promise<string[]> {
  const answer = await hub.push(pushUrl, body);
  if (answer.status !== 200) throw new Error(`refused with ${answer.status}: ${answer.error?.message}`);
  await hub.settle();
  const { verdicts } = await latestDelivery(hub, integrationId);
  return verdicts.events.map(({ verdict }) => verdict);
}

/** When the integration's latest push arrived, in seconds; 0 when none did. */
export async function lastTimeOf(hub: LookedAt, integrationId: number): Promise<number> {
  const info = await hub.api.get("/integration/info", { integration_id: integrationId }, integrationInfo.output);
  return info.last_time;
}

/** The one item a list must hold. */
export function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`expected one item, got ${items.length}`);
  return item;
}

/**
 * What must hold after any amount of bad input: no answer was the hub's own failure, a clean push still goes all the way, and the
 * ledger holds exactly the pushes that were answered 200.
 */
export async function expectCleanAfterwards(hub: TestHub, good: { pushUrl: string; integrationId: number }) {
  expect(hub.statuses.filter((status) => status >= 500)).toEqual([]);
  const clean = cmsEvent({ rule: "clean afterwards", atMs: hub.clock.now() });
  expect(await pushAndSettle(hub, good, clean)).toEqual(["opened"]);
  const [ledger] = await execute<{ pushes: number; failed: number }>(
    hub.database,
    "select count(*) as pushes, count(*) filter (where outcome = 'failed') as failed from delivery",
  );
  const accepted = hub.statuses.filter((status) => status === 200).length;
  expect(ledger).toEqual({ pushes: accepted, failed: 0 });
}

/** A refusal as it stood on the wire: its status, code and message, and its request id in both headers. */
export function expectRefusal(answer: RawAnswer | undefined, status: number, code: string, message: RegExp): void {
  expect({ status: answer?.status, code: answer?.body?.error?.code }).toEqual({ status, code });
  expect(answer?.body?.error?.message).toMatch(message);
  for (const name of ["x-request-id", "flashcat-request-id"]) {
    expect(answer?.headers[name], name).toBe(answer?.body?.request_id);
  }
}
