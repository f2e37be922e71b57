import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { FlowChannel } from "./flow-channel.ts";

const lock = statement<FlowChannel>(
  "channel.lock",
  // Channel 0 holds what has no channel, and is always there.
  `select channel_id as "channelId", status = 'enabled' or channel_id = 0 as "isEnabled",
          status = 'deleted' and channel_id <> 0 as "isDeleted", not disable_auto_close as "autoCloses",
          auto_resolve_timeout::bigint * 1000 as "autoResolveMs", auto_resolve_mode as "autoResolveFrom", rules_version as "rulesVersion"
     from channel where channel_id = any($1) order by channel_id for no key update`,
);

/**
 * Locks channels in id order until the transaction ends. Whoever holds a channel is alone with its alerts and incidents: lanes
 * that meet in it, and people who acknowledge or resolve, take this lock first.
 */
export async function lockChannels(tx: Queryable, channelIds: readonly number[]): Promise<FlowChannel[]> {
  return channelIds.length === 0 ? [] : tx.rows(lock, [channelIds]);
}
