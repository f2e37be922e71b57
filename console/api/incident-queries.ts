import { queryOptions } from "@tanstack/react-query";
import { incidentList } from "../../contract/operations/incident.ts";
import { call } from "./call.ts";
import { recent, within } from "./recent.ts";

/** Open incidents of one channel or all, the newest first. */
export function openIncidents(channelId: number | null) {
  return queryOptions({
    queryKey: ["incident", "list", channelId],
    queryFn: ({ signal }) =>
      call(incidentList, { ...recent(), ...within(channelId), progress: "Triggered,Processing" }, signal),
  });
}
