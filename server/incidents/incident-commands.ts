import { toSeconds } from "../base/clock.ts";
import { type Incident, isOpen } from "./incident.ts";

/** What a person's command does to an incident. `unchanged` is no mistake: somebody else was quicker. */
export type CommandDecision = { outcome: "changed"; incident: Incident } | { outcome: "unchanged" };

/** What is written down when an incident is resolved; what is left out stays. */
export type Findings = { rootCause?: string | undefined; resolution?: string | undefined };

/** A person closes an incident (I14); its open alerts close with it (A6). Its status stays what its alerts said. */
export function resolveIncident(
  incident: Incident,
  findings: Findings,
  personId: number,
  nowMs: number,
): CommandDecision {
  if (!isOpen(incident)) return { outcome: "unchanged" };
  const now = toSeconds(nowMs);
  const { rootCause = incident.rootCause, resolution = incident.resolution } = findings;
  const closed = { progress: "Closed", closerId: personId, closeTime: now, activeAlertCnt: 0 } as const;
  return { outcome: "changed", incident: { ...incident, ...closed, rootCause, resolution, updatedAt: now } };
}

/** A person opens a closed incident again (I18). `reopenedAlerts` is how many of its alerts absorb events again (A9). */
export function reopenIncident(incident: Incident, reopenedAlerts: number, nowMs: number): CommandDecision {
  if (isOpen(incident)) return { outcome: "unchanged" };
  const cleared = { closerId: 0, closeTime: 0, endTime: 0, ackTime: 0, snoozedBefore: 0 };
  const open = { progress: "Triggered", activeAlertCnt: reopenedAlerts, updatedAt: toSeconds(nowMs) } as const;
  return { outcome: "changed", incident: { ...incident, ...cleared, ...open } };
}
