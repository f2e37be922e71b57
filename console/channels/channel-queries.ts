import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { channelInfo, channelInfos, channelList } from "../../contract/operations/channel.ts";
import { call } from "../api/call.ts";

/** A channel as the console shows it. */
export type Channel = z.output<typeof channelInfo.output>;

/** A page of channels; the page before stays while the next is on its way. */
export function channels(search: z.input<typeof channelList.input>) {
  return queryOptions({
    queryKey: ["channel", "list", search],
    queryFn: ({ signal }) => call(channelList, search, signal),
    placeholderData: keepPreviousData,
  });
}

/** One channel. */
export function channel(channelId: number) {
  return queryOptions({
    queryKey: ["channel", "info", channelId],
    queryFn: ({ signal }) => call(channelInfo, { channel_id: channelId }, signal),
  });
}

/** Names of some channels, by id; those that may not be seen are not there. */
export function channelNamesOf(channelIds: readonly number[]) {
  const ids = [...new Set(channelIds)].sort((one, other) => one - other);
  return queryOptions({
    queryKey: ["channel", "infos", ids],
    queryFn: async ({ signal }) => {
      const { items } = await call(channelInfos, { channel_ids: ids }, signal);
      return new Map(items.map((item) => [item.channel_id, item]));
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
}
