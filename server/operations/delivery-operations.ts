import type { z } from "zod";
import { type deliveryDetail, deliveryInfo, deliveryList, deliveryReplay } from "../../contract/operations/delivery.ts";
import { inEnglish, type Saying, say } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import { findIntegration, missingIntegration } from "../integrations/integration-store.ts";
import { keyUsed } from "../integrations/push-key.ts";
import { findPushKey } from "../integrations/push-key-store.ts";
import type { Enqueue } from "../journal/enqueue.ts";
import { decodeJournalEntry, type JournalEntry } from "../journal/journal-entry.ts";
import {
  type DeliveryRow,
  type FoundDelivery,
  findDelivery,
  listDeliveries,
  type RejectedRequest,
  readJournalBytes,
  summarisePending,
} from "../ledger/delivery-store.ts";
import type { PushRequest } from "../sources/source.ts";
import type { Queryable } from "../storage/database.ts";
import { firstIdOf, LOWEST_ID } from "../storage/id-bounds.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import { readEvents, toRequest, toVerdicts } from "./delivery-items.ts";
import { denialOfIntegration } from "./edit-scope.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { orNull, readPage, wordsOrNull, wrongCursor } from "./paging.ts";

const BEYOND_ALL_TIME = "f".repeat(24);

/** `/delivery/*`. */
export function createDeliveryOperations({ database, enqueue }: OperationDeps): BoundOperation[] {
  return [
    bindDeliveryList(database),

    bind(deliveryInfo, async (input, { hiddenChannelIds }) => {
      const found = await findDelivery(database, input.delivery_id, hiddenChannelIds);
      if (!found) throw new Refusal("ResourceNotFound", say("no_delivery", { id: input.delivery_id }));
      return toDetail(database, found, hiddenChannelIds);
    }),

    bind(deliveryReplay, async (input, context) => {
      const items: ReplayItem[] = [];
      // One after the other: replayed pushes keep the order in which they are named.
      for (const id of input.delivery_ids) {
        const item = await replay(database, enqueue, id, context).catch((error: unknown) => {
          // What was replayed before cannot be taken back, so the caller must learn of it.
          if (error instanceof Refusal && items.some(({ replay_id }) => replay_id)) return notReplayed(id, error.said);
          throw error;
        });
        items.push(item);
      }
      return { items };
    }),
  ];
}

function bindDeliveryList(database: Queryable): BoundOperation {
  return bind(deliveryList, async (input, { hiddenChannelIds }) => {
    const integrationId = input.integration_id;
    const { limit } = readPage({ limit: input.limit });
    const search = {
      integrationId,
      fromId: input.start_time ? firstIdOf(input.start_time) : LOWEST_ID,
      beforeId:
        readCursor(input.search_after_ctx) ?? (input.end_time ? firstIdOf(input.end_time + 1) : BEYOND_ALL_TIME),
      words: wordsOrNull(input.query),
      outcomes: orNull(input.outcome),
      hiddenChannelIds,
      limit,
    };
    const integration = await findIntegration(database, integrationId, hiddenChannelIds);
    if (!integration) throw missingIntegration(integrationId);
    const toItems = (rows: readonly DeliveryRow[]) => rows.map((row) => withKey(row, integration.integration_key));
    const { items: waiting, isExact, ...count } = await summarisePending(database, integrationId);
    const { items, nextBeforeId } = await listDeliveries(database, search);
    return {
      items: toItems(items),
      has_next_page: nextBeforeId !== null,
      search_after_ctx: nextBeforeId ?? "",
      pending: { ...count, is_exact: isExact, items: toItems(waiting) },
    };
  });
}

type ReplayItem = z.input<typeof deliveryReplay.output>["items"][number];

function notReplayed(deliveryId: string, said: readonly Saying[]): ReplayItem {
  return { delivery_id: deliveryId, replay_id: "", because: inEnglish(said), said: [...said] };
}

async function replay(db: Queryable, enqueue: Enqueue, deliveryId: string, context: CallContext): Promise<ReplayItem> {
  const { hiddenChannelIds, now } = context;
  const refused = (why: Saying) => notReplayed(deliveryId, [why]);
  const found = await findDelivery(db, deliveryId, hiddenChannelIds);
  if (!found) return refused(say("replay_no_delivery"));
  const integration = await findIntegration(db, found.delivery.integration_id, hiddenChannelIds);
  if (!integration) return refused(say("replay_no_integration"));
  const denial = await denialOfIntegration(db, integration, context);
  if (denial) return refused(denial);
  const request = await readRequest(db, found);
  if (!request) return refused(say("replay_no_request"));
  const { method, query, headers, body } = request;
  if (body === null) return refused(say("replay_unread"));
  if ("bodyBytes" in request && request.bodyBytes > body.length) return refused(say("replay_cut"));
  const push = { integrationId: integration.integration_id, receivedAtMs: now, isTest: false, replayOf: deliveryId };
  const replayId = await enqueue({ ...push, request: { method, query, headers, body } });
  return { delivery_id: deliveryId, replay_id: replayId, because: "", said: [] };
}

async function readRequest(db: Queryable, found: FoundDelivery): Promise<PushRequest | RejectedRequest | null> {
  if (found.kept === "rejected") return found.request;
  const bytes = await readJournalBytes(db, found.place);
  return bytes && decodeJournalEntry(bytes).request;
}

async function toDetail(
  db: Queryable,
  found: FoundDelivery,
  hiddenChannelIds: readonly number[],
): Promise<z.input<typeof deliveryDetail>> {
  const delivery = withKey(found.delivery, await findPushKey(db, found.delivery.integration_id));
  if (found.kept === "rejected") {
    const request = toRequest(found.request);
    return { ...delivery, verdicts: toVerdicts(null, []), request, events: [] };
  }
  const verdicts = toVerdicts(found.verdicts, hiddenChannelIds);
  const bytes = await readJournalBytes(db, found.place);
  if (!bytes) return { ...delivery, verdicts, request: null, events: [] };
  const entry = decodeJournalEntry(bytes);
  const [integration] = await listFlowIntegrations(db, [delivery.integration_id]);
  return {
    ...completed(delivery, entry),
    verdicts,
    request: toRequest(entry.request),
    events: readEvents(integration, entry.request, entry.receivedAtMs),
  };
}

function withKey(row: DeliveryRow, currentKey: string) {
  return { ...row, key: keyUsed(row.key_fingerprint, currentKey) };
}

/** A pending push is known by its id alone until its journal entry is read. */
function completed<Row extends DeliveryRow>(delivery: Row, { receivedAtMs, replayOf, isTest }: JournalEntry): Row {
  if (delivery.outcome !== "pending") return delivery;
  return { ...delivery, received_at: receivedAtMs, replay_of: replayOf ?? "", is_test: isTest };
}

function readCursor(cursor: string | undefined): string | null {
  if (!cursor) return null;
  if (!/^[0-9a-f]{24}$/.test(cursor)) throw wrongCursor();
  return cursor;
}
