import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { deliveryInfo, deliveryList } from "../../contract/operations/delivery.ts";
import type { DeliveryOutcome } from "../../contract/verdicts.ts";
import { call } from "../api/call.ts";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";

const ROWS = 50;
/** While pushes wait, what becomes of them is looked for this often. */
const WAITING_MS = 1_500;
/** How many pages back replays are looked for: other pushes arrive beside them. */
const REPLAY_PAGES_MAX = 5;

/** What the list of deliveries is narrowed to. */
export type DeliveryFilter = {
  outcome: DeliveryOutcome | null;
  /** Hours back from now; null is everything that is kept. */
  hours: number | null;
  query: string;
  /** Where the page before ended; empty on the first. */
  after: string;
};

/** A page of an integration's ledger, and what waits. */
export function deliveries(integrationId: number, { outcome, hours, query, after }: DeliveryFilter) {
  return queryOptions({
    queryKey: ["delivery", "list", integrationId, outcome, hours, query, after],
    queryFn: ({ signal }) => {
      const since = hours === null ? {} : { start_time: Math.floor(Date.now() / 1000) - hours * 3600 };
      const narrowed = { ...since, ...(outcome && { outcome: [outcome] }), query, search_after_ctx: after };
      return call(deliveryList, { integration_id: integrationId, limit: ROWS, ...narrowed }, signal);
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && state.data.pending.count > 0 ? WAITING_MS : false),
  });
}

/** One delivery with everything that is known of it. What is decided never changes; what waits is looked at again. */
export function delivery(deliveryId: string) {
  return queryOptions({
    queryKey: ["delivery", "info", deliveryId],
    queryFn: ({ signal }) => call(deliveryInfo, { delivery_id: deliveryId }, signal),
    refetchInterval: ({ state }) => (state.data?.outcome === "pending" ? WAITING_MS : false),
    // It may hold 16 MiB.
    gcTime: 30_000,
  });
}

/** What became of replays: those of the list's first pages that have these ids. */
export function replays(integrationId: number, replayIds: readonly string[]) {
  const oldest = [...replayIds].sort()[0] ?? "";
  return queryOptions({
    queryKey: ["delivery", "replays", integrationId, replayIds],
    queryFn: async ({ signal }) => {
      const found = [];
      let after = "";
      for (let page = 0; page < REPLAY_PAGES_MAX; page += 1) {
        const input = { integration_id: integrationId, limit: PAGE_ROWS_MAX, search_after_ctx: after };
        const { items, has_next_page, search_after_ctx } = await call(deliveryList, input, signal);
        found.push(...items.filter(({ delivery_id }) => replayIds.includes(delivery_id)));
        after = search_after_ctx;
        if (!has_next_page || after < oldest) break;
      }
      return found;
    },
    enabled: replayIds.length > 0,
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) < replayIds.length ? WAITING_MS : false),
  });
}
