import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  incidentAlertList,
  incidentFeed,
  incidentInfo,
  type incidentItem,
  incidentList,
} from "../../contract/operations/incident.ts";
import { call } from "../api/call.ts";
import { nowSeconds } from "../api/now-seconds.ts";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";
import { recordPages } from "../records/record-pages.ts";
import { type IncidentSearch, incidentInput } from "./incident-search.ts";

/** An incident as the API answers it. */
export type IncidentItem = z.output<typeof incidentItem>;

/** The incidents that an address asks for; `personId` is who looks, and days begin in `timeZone`. */
export function incidents(search: IncidentSearch, personId: number, timeZone: string) {
  return recordPages(
    ["incident", "list", search, search.mine ? personId : null, timeZone],
    (incident: IncidentItem) => incident.incident_id,
    (page, signal) =>
      call(incidentList, { ...incidentInput(search, personId, nowSeconds(), timeZone), ...page }, signal),
  );
}

/** One incident. */
export function incident(incidentId: string) {
  return queryOptions({
    queryKey: ["incident", "info", incidentId],
    queryFn: ({ signal }) => call(incidentInfo, { incident_id: incidentId }, signal),
  });
}

/** The alerts of an incident, as many as the API answers at once. */
export function alertsOfIncident(incidentId: string) {
  return queryOptions({
    queryKey: ["incident", "alert", incidentId],
    queryFn: ({ signal }) => call(incidentAlertList, { incident_id: incidentId }, signal),
  });
}

/** The timeline of an incident, newest first. */
export function incidentTimeline(incidentId: string) {
  return infiniteQueryOptions({
    queryKey: ["incident", "feed", incidentId],
    initialPageParam: 1,
    queryFn: ({ pageParam, signal }) =>
      call(incidentFeed, { incident_id: incidentId, p: pageParam, limit: PAGE_ROWS_MAX }, signal),
    getNextPageParam: ({ has_next_page }, _pages, last) => (has_next_page ? last + 1 : undefined),
  });
}
