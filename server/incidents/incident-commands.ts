import { toSeconds } from "../base/clock.ts";
import { type Incident, isOpen } from "./incident.ts";
import { isAcknowledged, type Responder } from "./responder.ts";

/**
 * What a person's command does to an incident and to its responders, of whom only those that changed are named. `unchanged` is
 * no mistake: somebody else was quicker.
 */
export type CommandDecision =
  | { outcome: "changed"; incident: Incident; responders: readonly Responder[] }
  | { outcome: "unchanged" };

/** A person takes an incident on (I4, I5): it is Processing from now on, and they are among its responders. */
export function acknowledgeIncident(
  incident: Incident,
  responders: readonly Responder[],
  personId: number,
  nowMs: number,
): CommandDecision {
  const { incidentId } = incident;
  const before = responders.find((one) => one.personId === personId);
  if (!isOpen(incident) || (before && isAcknowledged(before))) return { outcome: "unchanged" };
  const now = toSeconds(nowMs);
  const mine = { incidentId, personId, assignedTime: before?.assignedTime ?? now, acknowledgedTime: now };
  const ackTime = earliestAck([...responders, mine]);
  const changed = { ...incident, progress: "Processing", ackTime, updatedAt: now } as const;
  return { outcome: "changed", incident: changed, responders: [mine] };
}

/** A person takes their acknowledgement back (I6); with the last one gone the incident waits for somebody again (I7). */
export function unacknowledgeIncident(
  incident: Incident,
  responders: readonly Responder[],
  personId: number,
  nowMs: number,
): CommandDecision {
  const before = responders.find((one) => one.personId === personId);
  if (!isOpen(incident) || !before || !isAcknowledged(before)) return { outcome: "unchanged" };
  const mine = { ...before, acknowledgedTime: 0 };
  const ackTime = earliestAck(responders.filter((one) => one !== before));
  const alone = ackTime === 0 ? ({ progress: "Triggered", snoozedBefore: 0 } as const) : {};
  const changed = { ...incident, ...alone, ackTime, updatedAt: toSeconds(nowMs) };
  return { outcome: "changed", incident: changed, responders: [mine] };
}

function earliestAck(responders: readonly Responder[]): number {
  const times = responders.filter(isAcknowledged).map(({ acknowledgedTime }) => acknowledgedTime);
  return times.length === 0 ? 0 : Math.min(...times);
}

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
  return {
    outcome: "changed",
    incident: { ...incident, ...closed, rootCause, resolution, updatedAt: now },
    responders: [],
  };
}

/**
 * A person opens a closed incident again (I18); nobody has acknowledged it from then on. `reopenedAlerts` is how many of its
 * alerts absorb events again (A9).
 */
export function reopenIncident(
  incident: Incident,
  responders: readonly Responder[],
  reopenedAlerts: number,
  nowMs: number,
): CommandDecision {
  if (isOpen(incident)) return { outcome: "unchanged" };
  const cleared = { closerId: 0, closeTime: 0, endTime: 0, ackTime: 0, snoozedBefore: 0 };
  const open = { progress: "Triggered", activeAlertCnt: reopenedAlerts, updatedAt: toSeconds(nowMs) } as const;
  const acks = responders.filter(isAcknowledged).map((one) => ({ ...one, acknowledgedTime: 0 }));
  return { outcome: "changed", incident: { ...incident, ...cleared, ...open }, responders: acks };
}
