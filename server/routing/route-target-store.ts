import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { EnabledChannels, MatchedCase } from "./route.ts";

const enabled = statement<{ channelId: number; channelName: string }>(
  "route.enabled-channels",
  `select channel_id as "channelId", channel_name as "channelName" from channel
    where status = 'enabled' and (channel_id = any($1::bigint[]) or channel_name = any($2::text[]))`,
);

/** Which of the channels that these cases name by id or name take events, in one statement; none when no case matched. */
export async function listEnabledChannels(tx: Queryable, matched: readonly MatchedCase[]): Promise<EnabledChannels> {
  const ids = new Set(matched.flatMap((one) => ("channelIds" in one ? one.channelIds : [])));
  const names = new Set(
    matched.flatMap((one) => ("channelIds" in one || one.channelName === null ? [] : [one.channelName])),
  );
  const found = ids.size + names.size === 0 ? [] : await tx.rows(enabled, [[...ids], [...names]]);
  return {
    ids: new Set(found.map(({ channelId }) => channelId)),
    idByName: new Map(found.map(({ channelId, channelName }) => [channelName, channelId])),
  };
}
