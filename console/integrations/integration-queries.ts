import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { integrationInfo, integrationList } from "../../contract/operations/integration.ts";
import { integrationActivity, integrationTargetList } from "../../contract/operations/integration-activity.ts";
import { call } from "../api/call.ts";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";

/** An integration as the console shows it. */
export type Integration = z.output<typeof integrationInfo.output>;

/** What an integration sent in the last hours. */
export type Activity = z.output<typeof integrationActivity.output>["items"][number];

/** Where the events of an integration can go. */
export type IntegrationTarget = z.output<typeof integrationTargetList.output>["items"][number];

/** Private integrations of a channel. */
export function integrationsOf(channelId: number) {
  return queryOptions({
    queryKey: ["integration", "list", channelId],
    queryFn: ({ signal }) => call(integrationList, { channel_id: channelId, limit: PAGE_ROWS_MAX }, signal),
  });
}

/** A page of integrations; the page before stays while the next is on its way. */
export function integrationPage(search: z.input<typeof integrationList.input>) {
  return queryOptions({
    queryKey: ["integration", "list", search],
    queryFn: ({ signal }) => call(integrationList, search, signal),
    placeholderData: keepPreviousData,
  });
}

/** One integration. */
export function integration(integrationId: number) {
  return queryOptions({
    queryKey: ["integration", "info", integrationId],
    queryFn: ({ signal }) => call(integrationInfo, { integration_id: integrationId }, signal),
  });
}

/** What some integrations sent in the last day, by id. */
export function activities(integrationIds: readonly number[]) {
  return queryOptions({
    queryKey: ["integration", "activity", integrationIds],
    queryFn: async ({ signal }) => {
      const { items } = await call(integrationActivity, { integration_ids: [...integrationIds] }, signal);
      return new Map(items.map((item) => [item.integration_id, item]));
    },
    enabled: integrationIds.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** Where the events of some integrations can go, by id. */
export function targets(integrationIds: readonly number[]) {
  return queryOptions({
    queryKey: ["integration", "targets", integrationIds],
    queryFn: async ({ signal }) => {
      const { items } = await call(integrationTargetList, { integration_ids: [...integrationIds] }, signal);
      return new Map(items.map((item) => [item.integration_id, item]));
    },
    enabled: integrationIds.length > 0,
    placeholderData: keepPreviousData,
  });
}
