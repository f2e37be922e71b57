import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

/** What the path of an event needs to know of a channel. */
export type FlowChannel = { channelId: number; isEnabled: boolean; isDeleted: boolean; autoCloses: boolean };

const lock = statement<FlowChannel>(
  "channel.lock",
  `select channel_id as "channelId", status = 'enabled' as "isEnabled", status = 'deleted' as "isDeleted",
          not disable_auto_close as "autoCloses"
     from channel where channel_id = any($1) order by channel_id for no key update`,
);

/**
 * Locks channels in id order until the transaction ends. Whoever holds a channel is alone with its alerts and incidents: lanes
 * that meet in it, and people who acknowledge or resolve, take this lock first.
 */
export async function lockChannels(tx: Queryable, channelIds: readonly number[]): Promise<FlowChannel[]> {
  return channelIds.length === 0 ? [] : tx.rows(lock, [channelIds]);
}
