import { toSeconds } from "../base/clock.ts";
import type { Change } from "../live/change.ts";
import type { EndedPush, RoutedPush } from "./push.ts";

/** What pushes moved for people who look on: the latest event time of each integration, and how many pushes it had. */
export function receiptsOf(
  pushes: readonly (RoutedPush | EndedPush)[],
  latest: ReadonlyMap<number, number>,
): NonNullable<Change["integrations"]> {
  const counts = new Map<number, { channelId: number; pushes: number }>();
  for (const { integration } of pushes) {
    if (!integration) continue;
    const { integrationId, channelId } = integration;
    const known = counts.get(integrationId);
    if (known) known.pushes += 1;
    else counts.set(integrationId, { channelId: channelId ?? 0, pushes: 1 });
  }
  return [...counts].map(([integrationId, counted]) => [
    integrationId,
    counted.channelId,
    toSeconds(latest.get(integrationId) ?? 0),
    counted.pushes,
  ]);
}
