import type { FlowIntegration } from "../integrations/flow-integration-store.ts";

/** Where an event goes: channels in id order, each once, or nowhere and why. */
export type RouteDecision = { channelIds: readonly number[] } | { channelIds: readonly []; because: string };

/**
 * Pure. A private integration sends everything to its channel. A shared one sends what no case takes to its default; an empty
 * default leaves the event unrouted (`spec.md` §2.6).
 */
export function decideRoute(integration: FlowIntegration): RouteDecision {
  if (integration.channelId !== null) return { channelIds: [integration.channelId] };
  if (integration.defaultChannelIds.length === 0)
    return { channelIds: [], because: "no rule matched and there is no default" };
  return { channelIds: [...new Set(integration.defaultChannelIds)].sort((a, b) => a - b) };
}
