import type { Activity, Integration, IntegrationTarget } from "./integration-queries.ts";

/** What keeps the events of an integration from reaching anybody. */
export type Lost = "disabled" | "noRoute" | "noChannel" | "channelDisabled" | "unrouted";

/** Decides what to warn of, the worst first; null when events arrive somewhere. */
export function decideLost(
  integration: Pick<Integration, "status" | "scope">,
  target: Pick<IntegrationTarget, "state"> | undefined,
  activity: Pick<Activity, "unrouted_cnt"> | undefined,
): Lost | null {
  if (integration.status === "disabled") return "disabled";
  if (target?.state === "no_route") return "noRoute";
  if (target?.state === "no_enabled_channel") return integration.scope === "private" ? "channelDisabled" : "noChannel";
  return activity && activity.unrouted_cnt > 0 ? "unrouted" : null;
}
