import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import {
  alertEventListOfAlert,
  alertFeed,
  alertInfo,
  type alertItem,
  alertList,
} from "../../contract/operations/alert.ts";
import { call } from "../api/call.ts";
import { nowSeconds } from "../api/now-seconds.ts";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";
import { recordPages } from "../records/record-pages.ts";
import { type AlertSearch, alertInput } from "./alert-search.ts";

/** An alert as the API answers it. */
export type AlertItem = z.output<typeof alertItem>;

/** The alerts that an address asks for; days begin in `timeZone`. */
export function alerts(search: AlertSearch, timeZone: string) {
  return recordPages(
    ["alert", "list", search, timeZone],
    (alert: AlertItem) => alert.alert_id,
    (page, signal) => call(alertList, { ...alertInput(search, nowSeconds(), timeZone), ...page }, signal),
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

const closing = z.object({
  from: z.enum(["event", "window", "incident", "autorslv", "channel"]),
  incident_id: z.string().optional(),
});

/** Why an alert closed, the last time it did, and who closed it, 0 for the hub; null where its timeline does not say. */
export function alertClosing(alertId: string) {
  return queryOptions({
    queryKey: ["alert", "feed", alertId, "closing"],
    queryFn: async ({ signal }) => {
      const { items } = await call(alertFeed, { alert_id: alertId, types: ["a_close"], limit: 1 }, signal);
      const read = closing.safeParse(items[0]?.detail);
      return read.success ? { ...read.data, personId: items[0]?.creator_id ?? 0 } : null;
    },
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
