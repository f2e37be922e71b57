import { queryOptions } from "@tanstack/react-query";
import { integrationInfo, integrationList } from "../../contract/operations/integration.ts";
import { sourceList } from "../../contract/operations/source.ts";
import { call } from "./call.ts";
import { PAGE_ROWS_MAX } from "./page-rows.ts";

/** Integrations, of one channel or all. */
export function integrations(channelId: number | null) {
  const where = channelId === null ? {} : { channel_id: channelId };
  return queryOptions({
    queryKey: ["integration", "list", channelId],
    queryFn: ({ signal }) => call(integrationList, { ...where, limit: PAGE_ROWS_MAX }, signal),
  });
}

/** One integration. */
export function integration(integrationId: number) {
  return queryOptions({
    queryKey: ["integration", "info", integrationId],
    queryFn: ({ signal }) => call(integrationInfo, { integration_id: integrationId }, signal),
  });
}

/** Every source an integration can be of. */
export const sources = queryOptions({
  queryKey: ["source", "list"],
  queryFn: ({ signal }) => call(sourceList, {}, signal),
});
