import { queryOptions } from "@tanstack/react-query";
import { channelList } from "../../contract/operations/channel.ts";
import { call } from "../api/call.ts";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";

/** Past this many pages of channels somebody searches for a name rather than reading a list. */
const PAGES_MAX = 20;

/** A channel by name, and whether it takes events. */
export type NamedChannel = { id: number; name: string; isEnabled: boolean };

/** Every channel by name, for choosing some and for naming those that are chosen. */
export const channelNames = queryOptions({
  queryKey: ["channel", "names"],
  queryFn: async ({ signal }): Promise<NamedChannel[]> => {
    const named: NamedChannel[] = [];
    for (let p = 1; p <= PAGES_MAX; p += 1) {
      const page = { p, limit: PAGE_ROWS_MAX, is_brief: true, orderby: "channel_name", asc: true } as const;
      const { items, has_next_page } = await call(channelList, page, signal);
      for (const { channel_id: id, channel_name: name, status } of items) {
        named.push({ id, name, isEnabled: status === "enabled" });
      }
      if (!has_next_page) break;
    }
    return named;
  },
});
