import type { RoutedPush } from "./push-in-flight.ts";

/** Every accepted push moves its integration's latest event time, a test too; a replay does not (`decisions.md` §5, §7). */
export function latestReceipts(routed: readonly RoutedPush[]): Map<number, number> {
  const latest = new Map<number, number>();
  for (const { entry, integration } of routed) {
    if (!entry || !integration || entry.replayOf !== null) continue;
    const before = latest.get(integration.integrationId) ?? 0;
    latest.set(integration.integrationId, Math.max(before, entry.receivedAtMs));
  }
  return latest;
}
