import { queryOptions } from "@tanstack/react-query";
import { alertList } from "../../contract/operations/alert.ts";
import { channelInfo, channelList } from "../../contract/operations/channel.ts";
import { incidentList } from "../../contract/operations/incident.ts";
import { integrationInfo, integrationList } from "../../contract/operations/integration.ts";
import { memberInfo } from "../../contract/operations/member.ts";
import { sourceList } from "../../contract/operations/source.ts";
import { teamList } from "../../contract/operations/team.ts";
import { call } from "./call.ts";

/** The API takes no longer page. */
const PAGE_ROWS_MAX = 100;

/** Who is signed in. */
export const whoAmI = queryOptions({
  queryKey: ["member", "info"],
  queryFn: ({ signal }) => call(memberInfo, {}, signal),
});

/** A page of channels, the newest first. */
export function channels(pageNumber: number) {
  return queryOptions({
    queryKey: ["channel", "list", pageNumber],
    queryFn: ({ signal }) =>
      call(channelList, { p: pageNumber, limit: PAGE_ROWS_MAX, orderby: "created_at", asc: false }, signal),
  });
}

/** One channel. */
export function channel(channelId: number) {
  return queryOptions({
    queryKey: ["channel", "info", channelId],
    queryFn: ({ signal }) => call(channelInfo, { channel_id: channelId }, signal),
  });
}

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

/** Teams. */
export const teams = queryOptions({
  queryKey: ["team", "list"],
  queryFn: ({ signal }) => call(teamList, { limit: PAGE_ROWS_MAX }, signal),
});

/** Every source an integration can be of. */
export const sources = queryOptions({
  queryKey: ["source", "list"],
  queryFn: ({ signal }) => call(sourceList, {}, signal),
});

/** Open incidents of one channel or all, the newest first. */
export function openIncidents(channelId: number | null) {
  return queryOptions({
    queryKey: ["incident", "list", channelId],
    queryFn: ({ signal }) =>
      call(incidentList, { ...recent(), ...within(channelId), progress: "Triggered,Processing" }, signal),
  });
}

/** Active alerts of one channel or all, the newest first. */
export function activeAlerts(channelId: number | null) {
  return queryOptions({
    queryKey: ["alert", "list", channelId],
    queryFn: ({ signal }) => call(alertList, { ...recent(), ...within(channelId), is_active: true }, signal),
  });
}

const DAYS = 30;

function recent() {
  const nowSeconds = Math.floor(Date.now() / 1000);
  return { start_time: nowSeconds - DAYS * 86_400, end_time: nowSeconds + 60, limit: PAGE_ROWS_MAX };
}

function within(channelId: number | null) {
  return channelId === null ? {} : { channel_ids: [channelId] };
}
