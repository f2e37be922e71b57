import { createChannel, createIntegration } from "../../support/api.ts";
import { cmsEvent } from "../../support/cms-event.ts";
import type { TestHub } from "../../support/hub.ts";
import { createSharedIntegration } from "../../support/shared-integration.ts";

/** A shared integration with a push of every kind: taken, without effect, empty, refused; and one that was never pushed to. */
export type Deliveries = { integrationId: number; pushUrl: string; quietId: number };

/** Pushes them, and processes what was accepted. */
export async function pushDeliveries(hub: TestHub): Promise<Deliveries> {
  const payments = await createChannel(hub.api, "Payments 支付");
  const other = await createChannel(hub.api, "Everything else");
  const quietId = (await createIntegration(hub.api, hub.url, other)).integrationId;
  const shared = await createSharedIntegration(hub, [other]);
  const toPayments = { if: [{ key: "labels.service", oper: "IN", vals: ["payments"] }], channel_ids: [payments] };
  const route = { cases: [toPayments], default: { channel_ids: [other] } };
  await hub.api.call("/route/upsert", { integration_id: shared.integrationId, ...route });
  const bodies = [
    [
      cmsEvent({ entity: "pod-1", labels: { service: "payments" }, subject: "Cards are refused" }),
      cmsEvent({ entity: "pod-2", labels: { service: "web" }, severity: "WARNING", subject: "Slow answers" }),
      "no event",
    ],
    cmsEvent({ entity: "pod-9", status: "RECOVERED", subject: "Never fired" }),
    "",
    "{ not json",
  ];
  for (const body of bodies) {
    await hub.push(shared.pushUrl, body);
    await hub.settle();
  }
  return { ...shared, quietId };
}
