import { queryOptions } from "@tanstack/react-query";
import { alertList } from "../../contract/operations/alert.ts";
import { call } from "./call.ts";
import { recent, within } from "./recent.ts";

/** Active alerts of one channel or all, the newest first. */
export function activeAlerts(channelId: number | null) {
  return queryOptions({
    queryKey: ["alert", "list", channelId],
    queryFn: ({ signal }) => call(alertList, { ...recent(), ...within(channelId), is_active: true }, signal),
  });
}
