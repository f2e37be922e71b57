import { type Incident, isOpen } from "./incident.ts";

/** After how long a channel's incidents end by themselves, 0 = never, counted from when they opened or from the latest event. */
export type AutoResolveRule = { autoResolveMs: number; autoResolveFrom: "trigger" | "update" };

/** What the timer of an incident does when it is due (I16). */
export type AutoResolveDecision =
  | { outcome: "resolve" }
  /** Not yet: the setting was changed, or an event came meanwhile. */
  | { outcome: "wait"; dueAt: number }
  /** Nothing to do, now or later. */
  | { outcome: "nothing" };

/**
 * Whether an incident ends by itself now. It has been open since `sinceMs`, when it was opened or reopened; `latestEventMs` is when the
 * latest event of its alerts arrived. Whoever acknowledged or snoozed it does not hold it up. Pure; all times are milliseconds.
 */
export function decideAutoResolve(
  incident: Incident | undefined,
  { autoResolveMs, autoResolveFrom }: AutoResolveRule,
  { sinceMs, latestEventMs }: { sinceMs: number; latestEventMs: number },
  nowMs: number,
): AutoResolveDecision {
  if (!incident || !isOpen(incident) || autoResolveMs === 0) return { outcome: "nothing" };
  const countedFrom = autoResolveFrom === "trigger" ? sinceMs : Math.max(sinceMs, latestEventMs);
  const dueAt = countedFrom + autoResolveMs;
  return dueAt <= nowMs ? { outcome: "resolve" } : { outcome: "wait", dueAt };
}
