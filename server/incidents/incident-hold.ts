import { toSeconds } from "../base/clock.ts";
import { type Incident, isOpen } from "./incident.ts";
import { isAcknowledged, type Responder } from "./responder.ts";

/** What a person's hold of an incident does to it and to them. `unchanged` is no mistake: somebody else was quicker. */
export type HoldDecision = { outcome: "changed"; incident: Incident; responder: Responder } | { outcome: "unchanged" };

/** A person takes an incident on (I4, I5): it is Processing from now on, and they are among its responders. */
export function acknowledgeIncident(
  incident: Incident,
  responders: readonly Responder[],
  personId: number,
  nowMs: number,
): HoldDecision {
  const { incidentId } = incident;
  const before = responders.find((one) => one.personId === personId);
  if (!isOpen(incident) || (before && isAcknowledged(before))) return { outcome: "unchanged" };
  const now = toSeconds(nowMs);
  const mine = { incidentId, personId, assignedTime: before?.assignedTime ?? now, acknowledgedTime: now };
  const ackTime = earliestAck([...responders, mine]);
  const changed = { ...incident, progress: "Processing", ackTime, updatedAt: now } as const;
  return { outcome: "changed", incident: changed, responder: mine };
}

/** A person takes their acknowledgement back (I6); with the last one gone the incident waits for somebody again (I7). */
export function unacknowledgeIncident(
  incident: Incident,
  responders: readonly Responder[],
  personId: number,
  nowMs: number,
): HoldDecision {
  const before = responders.find((one) => one.personId === personId);
  if (!isOpen(incident) || !before || !isAcknowledged(before)) return { outcome: "unchanged" };
  const mine = { ...before, acknowledgedTime: 0 };
  const ackTime = earliestAck(responders.filter((one) => one !== before));
  const alone = ackTime === 0 ? ({ progress: "Triggered", snoozedBefore: 0 } as const) : {};
  const changed = { ...incident, ...alone, ackTime, updatedAt: toSeconds(nowMs) };
  return { outcome: "changed", incident: changed, responder: mine };
}

function earliestAck(responders: readonly Responder[]): number {
  const times = responders.filter(isAcknowledged).map(({ acknowledgedTime }) => acknowledgedTime);
  return times.length === 0 ? 0 : Math.min(...times);
}
