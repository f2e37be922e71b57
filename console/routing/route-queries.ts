import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { alertEventList, alertList } from "../../contract/operations/alert.ts";
import { routeHistoryList, routeInfo, routePreview } from "../../contract/operations/route.ts";
import { call } from "../api/call.ts";
import { nowSeconds } from "../api/now-seconds.ts";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";

/** How many alerts one call of the preview takes, and on how many a draft is tried. */
const PREVIEWED_MAX = 20;
const TRIED_MAX = 60;
/** Suggestions come from the latest of the last day's events (R7). */
const SEEN_PAGES = 3;

/** The route of a shared integration; null when it has none. */
export function route(integrationId: number) {
  return queryOptions({
    queryKey: ["route", "info", integrationId],
    queryFn: ({ signal }) => call(routeInfo, { integration_id: integrationId }, signal),
  });
}

/** A page of the versions of a route, the newest first. */
export function routeVersions(integrationId: number, pageNumber: number) {
  const input = { integration_id: integrationId, limit: 50, p: pageNumber };
  return queryOptions({
    queryKey: ["route", "history", integrationId, pageNumber],
    queryFn: ({ signal }) => call(routeHistoryList, input, signal),
    placeholderData: keepPreviousData,
  });
}

/** One kept version of a route, or null; versions are numbered without gaps and never change. */
export function routeVersion(integrationId: number, version: number) {
  const input = { integration_id: integrationId, asc: true, limit: 1, p: version };
  return queryOptions({
    queryKey: ["route", "version", integrationId, version],
    queryFn: async ({ signal }) =>
      version < 1 ? null : ((await call(routeHistoryList, input, signal)).items[0] ?? null),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The latest alerts that came through an integration: what a draft of its route is tried on. */
export function alertsToTry(integrationId: number) {
  return queryOptions({
    queryKey: ["alert", "to-try", integrationId],
    queryFn: ({ signal }) =>
      call(alertList, { ...latest(), limit: TRIED_MAX, integration_ids: [integrationId] }, signal),
  });
}

type TriedRoute = z.input<typeof routePreview.input>["route"];

/** What a draft would do with each of these alerts; without alerts the hub still says what is wrong with the draft. */
export function triedRoute(alertIds: readonly string[], draft: TriedRoute) {
  const parts = alertIds.length === 0 ? [[]] : inParts(alertIds);
  return queryOptions({
    queryKey: ["route", "preview", alertIds, draft],
    queryFn: async ({ signal }) => {
      const answers = await Promise.all(
        parts.map((alert_ids) => call(routePreview, { alert_ids, route: draft }, signal)),
      );
      return answers.flatMap(({ items }) => items);
    },
    gcTime: 60_000,
  });
}

function inParts(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / PREVIEWED_MAX);
  return Array.from({ length: count }, (_, at) => ids.slice(at * PREVIEWED_MAX, (at + 1) * PREVIEWED_MAX));
}

/** The latest events of an integration, to suggest what conditions can look at. */
export function seenEvents(integrationId: number) {
  const list = (pageNumber: number, signal: AbortSignal) =>
    call(alertEventList, { integration_ids: [integrationId], limit: PAGE_ROWS_MAX, p: pageNumber }, signal);
  return queryOptions({
    queryKey: ["alert", "seen", integrationId],
    queryFn: async ({ signal }) => {
      const pages = Array.from({ length: SEEN_PAGES }, (_, at) => list(at + 1, signal));
      return (await Promise.all(pages)).flatMap(({ items }) => items);
    },
    staleTime: 60_000,
  });
}

const DAYS = 30;

function latest() {
  return { start_time: nowSeconds() - DAYS * 86_400, end_time: nowSeconds() + 60 };
}
