import { queryOptions } from "@tanstack/react-query";
import { channelInfo, channelList } from "../../contract/operations/channel.ts";
import { call } from "./call.ts";
import { PAGE_ROWS_MAX } from "./page-rows.ts";

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
