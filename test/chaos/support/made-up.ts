import type { EventVerdict } from "../../../server/ledger/ledger.ts";
import type { Evidence, FoundAlert, FoundDelivery, FoundEvent, FoundIncident } from "./evidence.ts";
import type { Attempt } from "./sender.ts";
import { type SentEvent, writeMark } from "./story.ts";

/** What a made-up ledger is made from: pushes of one entity in the order of processing. */
export type MadeUpPush = { push: number; attempt?: number; isRecovery?: boolean; timeMs?: number };

/** A ledger that keeps every promise, for the checker to find nothing in; tests then spoil it. */
export function makeUpEvidence(pushes: readonly MadeUpPush[]): Evidence {
  const deliveries: FoundDelivery[] = [];
  const events: FoundEvent[] = [];
  const alerts: FoundAlert[] = [];
  let open: FoundAlert | null = null;
  for (const { push, attempt = 1, isRecovery = false, timeMs = push } of pushes) {
    const mark = { sender: 0, push, attempt };
    const sent: SentEvent = { entity: "pod", isRecovery, timeMs };
    const verdict: EventVerdict = { event: 0, verdict: verdictOf(isRecovery, open !== null), channel_id: 1 };
    if (!open && !isRecovery) {
      open = {
        alertId: `alert-${push}`,
        incidentId: `incident-${push}`,
        alertKey: "key",
        progress: "Triggered",
        eventCnt: 0,
      };
      alerts.push(open);
    }
    if (open) {
      verdict.alert_id = open.alertId;
      open.eventCnt += 1;
      events.push({ eventId: idOf(events.length), alertId: open.alertId, mark: writeMark(mark) });
      if (isRecovery) open.progress = "Closed";
    }
    if (isRecovery) open = null;
    deliveries.push({
      deliveryId: idOf(deliveries.length),
      mark,
      events: [sent],
      outcome: "processed",
      because: "",
      verdicts: [verdict],
    });
  }
  return { deliveries, events, alerts, incidents: alerts.map(incidentOf) };
}

/** The attempts of a sender behind such a ledger: answered unless their push was tried again. */
export function makeUpAttempts(pushes: readonly MadeUpPush[]): Attempt[] {
  return pushes.map(({ push, attempt = 1 }) => {
    const isAnswered = !pushes.some((other) => other.push === push && (other.attempt ?? 1) > attempt);
    return { sender: 0, push, attempt, node: 0, status: isAnswered ? 200 : null, trouble: "", isSettled: true };
  });
}

function verdictOf(isRecovery: boolean, isOpen: boolean): EventVerdict["verdict"] {
  if (isRecovery) return isOpen ? "recovered" : "no_open_alert";
  return isOpen ? "updated" : "opened";
}

function incidentOf({ incidentId, progress, eventCnt }: FoundAlert): FoundIncident {
  const isOpen = progress === "Triggered";
  const counts = { alertCnt: 1, activeAlertCnt: isOpen ? 1 : 0, alertEventCnt: eventCnt };
  return { incidentId: incidentId ?? "", progress, closeTime: isOpen ? 0 : 1, ...counts };
}

/** Ids that one process made, a second apart. */
function idOf(index: number): string {
  return `${(index + 1).toString(16).padStart(8, "0")}${"a".repeat(10)}000000`;
}
