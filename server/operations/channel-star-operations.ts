import { channelStar, channelUnstar } from "../../contract/operations/channel.ts";
import { deleteStar, insertStar } from "../channels/channel-star-store.ts";
import { checkChannels } from "../channels/channel-store.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** `/channel/star` and `/channel/unstar`: doing either twice is the same as doing it once. */
export function createChannelStarOperations({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(channelStar, async ({ channel_id: channelId }, { person, hiddenChannelIds }) => {
      await checkChannels(database, [channelId], hiddenChannelIds);
      await insertStar(database, person.personId, channelId);
      return {};
    }),
    bind(channelUnstar, async ({ channel_id: channelId }, { person, hiddenChannelIds }) => {
      await checkChannels(database, [channelId], hiddenChannelIds);
      await deleteStar(database, person.personId, channelId);
      return {};
    }),
  ];
}
