import type { z } from "zod";
import { type deliveryDetail, deliveryInfo, deliveryList } from "../../contract/operations/delivery.ts";
import { Refusal } from "../base/errors.ts";
import {
  type DeliveryRow,
  type FoundDelivery,
  findDelivery,
  listDeliveries,
  readJournalBytes,
  summarisePending,
} from "../integrations/delivery-store.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import { findIntegration, missingIntegration } from "../integrations/integration-store.ts";
import { decodeJournalEntry } from "../integrations/journal-entry.ts";
import type { Queryable } from "../storage/database.ts";
import { firstIdOf, LOWEST_ID } from "../storage/id-bounds.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import { readEvents, toRequest, toVerdicts } from "./delivery-items.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { orNull, readPage, wordsOrNull, wrongCursor } from "./paging.ts";

const BEYOND_ALL_TIME = "f".repeat(24);

/** `/delivery/*`. */
export function createDeliveryOperations({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(deliveryList, async (input) => {
      const integrationId = input.integration_id;
      const { limit } = readPage({ limit: input.limit });
      const search = {
        integrationId,
        fromId: input.start_time ? firstIdOf(input.start_time) : LOWEST_ID,
        beforeId:
          readCursor(input.search_after_ctx) ?? (input.end_time ? firstIdOf(input.end_time + 1) : BEYOND_ALL_TIME),
        words: wordsOrNull(input.query),
        outcomes: orNull(input.outcome),
        limit,
      };
      if (!(await findIntegration(database, integrationId))) throw missingIntegration(integrationId);
      const pending = await summarisePending(database, integrationId);
      const { items, nextBeforeId } = await listDeliveries(database, search);
      return {
        items,
        has_next_page: nextBeforeId !== null,
        search_after_ctx: nextBeforeId ?? "",
        pending: { count: pending.count, is_exact: pending.isExact, oldest: pending.oldest, items: pending.items },
      };
    }),

    bind(deliveryInfo, async (input) => {
      const found = await findDelivery(database, input.delivery_id);
      if (!found) throw new Refusal("ResourceNotFound", `there is no delivery ${input.delivery_id}`);
      return toDetail(database, found);
    }),
  ];
}

async function toDetail(db: Queryable, found: FoundDelivery): Promise<z.input<typeof deliveryDetail>> {
  const { delivery } = found;
  if (found.kept === "rejected") {
    const request = toRequest(found.request);
    return { ...delivery, is_test: false, verdicts: toVerdicts(null), request, events: [] };
  }
  const verdicts = toVerdicts(found.verdicts);
  const bytes = await readJournalBytes(db, found.place);
  if (!bytes) return { ...delivery, is_test: false, verdicts, request: null, events: [] };
  const entry = decodeJournalEntry(bytes);
  const [integration] = await listFlowIntegrations(db, [delivery.integration_id]);
  return {
    ...completed(delivery, entry.receivedAtMs, entry.replayOf),
    is_test: entry.isTest,
    verdicts,
    request: toRequest(entry.request),
    events: readEvents(integration, entry.request, entry.receivedAtMs),
  };
}

/** A pending push is known by its id alone until its journal entry is read. */
function completed(delivery: DeliveryRow, receivedAt: number, replayOf: string | null): DeliveryRow {
  return delivery.outcome === "pending"
    ? { ...delivery, received_at: receivedAt, replay_of: replayOf ?? "" }
    : delivery;
}

function readCursor(cursor: string | undefined): string | null {
  if (!cursor) return null;
  if (!/^[0-9a-f]{24}$/.test(cursor)) throw wrongCursor();
  return cursor;
}
