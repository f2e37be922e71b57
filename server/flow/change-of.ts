import { toSeconds } from "../base/clock.ts";
import { type Change, changedInChannels } from "../live/change.ts";
import type { Changed } from "./board.ts";
import type { RoutedPush } from "./push-in-flight.ts";

/** What a batch changed for people who look on: pushes and latest event times by integration, alerts and incidents by channel. */
export function changeOf(
  pushes: readonly RoutedPush[],
  receipts: ReadonlyMap<number, number>,
  { alerts, incidents }: Changed,
): Change {
  const integrations = new Map<number, [number, number, number, number]>();
  for (const { integration } of pushes) {
    if (!integration) continue;
    const { integrationId, channelId } = integration;
    const lastTime = toSeconds(receipts.get(integrationId) ?? 0);
    const count = (integrations.get(integrationId)?.[3] ?? 0) + 1;
    integrations.set(integrationId, [integrationId, channelId ?? 0, lastTime, count]);
  }
  return {
    integrations: [...integrations.values()],
    alerts: changedInChannels([...alerts].map(({ channelId, alertId }) => ({ channelId, id: alertId }))),
    incidents: changedInChannels([...incidents].map(({ channelId, incidentId }) => ({ channelId, id: incidentId }))),
  };
}
