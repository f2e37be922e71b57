import { setTimeout as delay } from "node:timers/promises";
import { integrationTest } from "../../contract/operations/integration.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { listOpenChannels } from "../alerts/alert-store.ts";
import { Refusal } from "../base/errors.ts";
import { findPushTarget } from "../integrations/flow-integration-store.ts";
import { type FoundDelivery, findDelivery } from "../ledger/delivery-store.ts";
import { readPush } from "../sources/read.ts";
import { getSource } from "../sources/registry.ts";
import type { PushRequest, Source } from "../sources/source.ts";
import type { Queryable } from "../storage/database.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import { toVerdicts } from "./delivery-items.ts";
import { getEditableIntegration } from "./edit-scope.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** How long a call waits for its event to be processed, and how often it looks. */
const WAIT_MS = 3_000;
const LOOK_EVERY_MS = 25;

/**
 * `/integration/test`: the source's test event goes the way of every push, from the journal on (U8). It opens an Info
 * alert; while that is open, the next one recovers it.
 */
export function createIntegrationTest({ database, enqueue }: OperationDeps): BoundOperation {
  return bind(integrationTest, async ({ integration_id: integrationId }, context) => {
    const { now, hiddenChannelIds } = context;
    const integration = await getEditableIntegration(database, integrationId, context);
    const target = await findPushTarget(database, integration.integration_key);
    if (target?.status !== "enabled") {
      const expected = say("enabled_integration");
      const got = say("integration_is", { status: say(integration.status) });
      throw new Refusal("InvalidParameter", sayOf("integration_id", "expected", { expected, got }));
    }
    const source = getSource(integration.plugin_type);
    const open = await isTestOpen(database, source, target, now);
    if (!open && !target.isRouted) {
      throw new Refusal("InvalidParameter", say("no_route_yet"));
    }
    const status = open ? ("Ok" as const) : ("Info" as const);
    const push = { integrationId, receivedAtMs: now, isTest: true, replayOf: null };
    const deliveryId = await enqueue({ ...push, request: requestOf(source, status, now) });
    const found = await waitForOutcome(database, deliveryId);
    const verdicts = toVerdicts(found?.kept === "journal" ? found.verdicts : null, hiddenChannelIds);
    return { delivery_id: deliveryId, event_status: status, outcome: found?.delivery.outcome ?? "pending", verdicts };
  });
}

function requestOf(source: Source, status: "Info" | "Ok", nowMs: number): PushRequest {
  const { headers, body, query = {} } = source.sample(status, nowMs);
  return { method: source.methods[0] ?? "POST", query, headers, body: Buffer.from(body) };
}

/** Whether the alert that a test opens is open, under any key its recovery carries. */
async function isTestOpen(
  db: Queryable,
  source: Source,
  { integrationId, settings }: { integrationId: number; settings: Readonly<Record<string, unknown>> },
  nowMs: number,
): Promise<boolean> {
  const reading = readPush(source, requestOf(source, "Ok", nowMs), settings, nowMs);
  const events = reading.outcome === "mapped" ? reading.events : [];
  const keys = events.flatMap(({ key, otherKeys }) => [key, ...otherKeys]);
  const open = await listOpenChannels(
    db,
    keys.map((alertKey) => ({ integrationId, alertKey })),
  );
  return open.length > 0;
}

async function waitForOutcome(db: Queryable, deliveryId: string): Promise<FoundDelivery | null> {
  const startedMs = performance.now();
  for (;;) {
    const found = await findDelivery(db, deliveryId, []);
    const isDone = found !== null && found.delivery.outcome !== "pending";
    if (isDone || performance.now() - startedMs > WAIT_MS) return found;
    await delay(LOOK_EVERY_MS);
  }
}
