/** What an integration says about where its events go. */
export type Routing = {
  /** The channel of a private integration; null when shared. */
  channelId: number | null;
  /** The channels of a shared integration's default route. */
  defaultChannelIds: readonly number[];
};

/** Where an event goes: channels in id order, each once, or nowhere and why. */
export type RouteDecision = { channelIds: readonly number[] } | { channelIds: readonly []; because: string };

/**
 * Pure. A private integration sends everything to its channel. A shared one sends what no case takes to its default; an empty
 * default leaves the event unrouted (`spec.md` §2.6).
 */
export function decideRoute(integration: Routing): RouteDecision {
  if (integration.channelId !== null) return { channelIds: [integration.channelId] };
  if (integration.defaultChannelIds.length === 0)
    return { channelIds: [], because: "no rule matched and there is no default" };
  return { channelIds: [...new Set(integration.defaultChannelIds)].sort((a, b) => a - b) };
}
