import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  alertEventListOfAlert,
  alertFeed,
  alertInfo,
  type alertItem,
  alertList,
} from "../../contract/operations/alert.ts";
import { type AlertSearch, alertInput } from "../alerts/alert-search.ts";
import { call } from "./call.ts";
import { nowSeconds } from "./now-seconds.ts";
import { PAGE_ROWS_MAX } from "./page-rows.ts";
import { recordPages } from "./record-pages.ts";

/** An alert as the API answers it. */
export type AlertItem = z.output<typeof alertItem>;

/** The alerts that an address asks for. */
export function alerts(search: AlertSearch) {
  return recordPages(
    ["alert", "list", search],
    (alert: AlertItem) => alert.alert_id,
    (page, signal) => call(alertList, { ...alertInput(search, nowSeconds()), ...page }, signal),
  );
}

/** One alert. */
export function alert(alertId: string) {
  return queryOptions({
    queryKey: ["alert", "info", alertId],
    queryFn: ({ signal }) => call(alertInfo, { alert_id: alertId }, signal),
  });
}

/** The events behind an alert, newest first. */
export function eventsOfAlert(alertId: string) {
  return queryOptions({
    queryKey: ["alert", "event", alertId],
    queryFn: ({ signal }) => call(alertEventListOfAlert, { alert_id: alertId }, signal),
  });
}

/** The timeline of an alert, newest first. */
export function alertTimeline(alertId: string) {
  return infiniteQueryOptions({
    queryKey: ["alert", "feed", alertId],
    initialPageParam: 1,
    queryFn: ({ pageParam, signal }) =>
      call(alertFeed, { alert_id: alertId, p: pageParam, limit: PAGE_ROWS_MAX }, signal),
    getNextPageParam: ({ has_next_page }, _pages, last) => (has_next_page ? last + 1 : undefined),
  });
}
