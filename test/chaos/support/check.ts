import type { EventVerdict } from "../../../server/ledger/ledger.ts";
import type { Evidence, FoundAlert, FoundDelivery, FoundIncident } from "./evidence.ts";
import type { Attempt } from "./sender.ts";
import { type Mark, type SentEvent, writeMark } from "./story.ts";

/** What is wrong with the evidence, in words; all empty when promises were kept. */
export type Findings = {
  /** Answered 200, and not in the ledger or without its event. */
  lost: string[];
  /** In the ledger or among the events more than once, or there without a cause. */
  doubled: string[];
  /** Processed, or shown, in another order than sent. */
  disordered: string[];
  /** Verdicts, counters and states that do not follow from the pushes. */
  wrong: string[];
};

/**
 * Holds what the database has of one sender against what the sender knows. An attempt that was never answered may be in the
 * database or not, but not twice; whatever is there must follow from the pushes in the order of the ledger.
 */
export function checkSender(attempts: readonly Attempt[], evidence: Evidence): Findings {
  const found: Findings = { lost: [], doubled: [], disordered: [], wrong: [] };
  const deliveries = checkDeliveries(attempts, evidence.deliveries, found);
  const expected = replay(deliveries, found);
  checkEvents(expected, evidence, found);
  checkAlerts(expected, evidence, found);
  return found;
}

/** The deliveries, each mark once. */
function checkDeliveries(
  attempts: readonly Attempt[],
  rows: readonly FoundDelivery[],
  found: Findings,
): FoundDelivery[] {
  const answered = new Map(attempts.map((attempt) => [writeMark(attempt), attempt.status === 200]));
  const seen = new Map<string, FoundDelivery>();
  let nextPush = 1;
  let lastId = "";
  for (const row of rows) {
    const text = writeMark(row.mark);
    if (!answered.has(text)) found.doubled.push(`${text} was never sent`);
    if (seen.has(text)) {
      found.doubled.push(`${text} is in the ledger twice`);
      continue;
    }
    seen.set(text, row);
    // Once a push is answered the next one is sent: what is stored of a push cannot come before an answered one ahead of it.
    if (row.mark.push > nextPush || (answered.get(text) && row.mark.push < nextPush)) {
      found.disordered.push(`${text} was processed when push ${nextPush} was due`);
    }
    if (answered.get(text)) {
      if (row.deliveryId <= lastId) found.disordered.push(`${text} has an id below that of the push before it`);
      lastId = row.deliveryId;
      nextPush = row.mark.push + 1;
    }
    if (row.outcome !== "processed") found.wrong.push(`${text} is ${row.outcome}: ${row.because}`);
  }
  for (const [text, isAnswered] of answered) {
    if (isAnswered && !seen.has(text)) found.lost.push(`${text} was answered 200 and is not in the ledger`);
  }
  return [...seen.values()];
}

/** What should be there: each alert with the marks of its events, in order, and whether it is open. */
type Expected = Map<string, { entity: string; marks: string[]; isOpen: boolean }>;

/** Plays the pushes in the order of the ledger and compares every verdict with what it had to be. */
function replay(deliveries: readonly FoundDelivery[], found: Findings): Expected {
  const expected: Expected = new Map();
  const open = new Map<string, string>();
  const recoveredMs = new Map<string, number>();
  for (const { mark, events, verdicts, outcome } of deliveries) {
    if (outcome !== "processed") continue;
    if (verdicts.length !== events.length) found.wrong.push(`${writeMark(mark)} has ${verdicts.length} verdicts`);
    for (const [index, event] of events.entries()) {
      const { entity } = event;
      const openAlert = open.get(entity) ?? null;
      const due = dueVerdict(event, openAlert !== null, recoveredMs.get(entity));
      const verdict = verdicts.find((one) => one.event === index);
      if (event.isRecovery) recoveredMs.set(entity, Math.max(event.timeMs, recoveredMs.get(entity) ?? 0));
      if (verdict?.verdict !== due) {
        found.wrong.push(`${writeMark(mark)} ${entity}: ${verdict?.verdict} where ${due} was due`);
      }
      const alertId = note(expected, verdict, entity, mark);
      if (alertId === null) continue;
      if (verdict?.verdict !== "opened" && alertId !== openAlert) {
        found.wrong.push(`${writeMark(mark)} ${entity}: it went to ${alertId}, open was ${openAlert}`);
      }
      if (verdict?.verdict === "recovered") open.delete(entity);
      else open.set(entity, alertId);
    }
  }
  return expected;
}

function dueVerdict(event: SentEvent, isOpen: boolean, recoveredMs: number | undefined): EventVerdict["verdict"] {
  if (event.isRecovery) return isOpen ? "recovered" : "no_open_alert";
  if (recoveredMs !== undefined && event.timeMs < recoveredMs) return "late";
  return isOpen ? "updated" : "opened";
}

/** Adds an event to its alert, and returns the alert; null when the verdict names none. */
function note(expected: Expected, verdict: EventVerdict | undefined, entity: string, mark: Mark): string | null {
  if (verdict?.alert_id === undefined) return null;
  const alert = expected.get(verdict.alert_id) ?? { entity, marks: [], isOpen: true };
  alert.marks.push(writeMark(mark));
  alert.isOpen = verdict.verdict !== "recovered";
  expected.set(verdict.alert_id, alert);
  return verdict.alert_id;
}

function checkEvents(expected: Expected, { events }: Evidence, found: Findings): void {
  const positions = new Map<string, number>();
  for (const [alertId, { marks }] of expected) {
    for (const [position, mark] of marks.entries()) positions.set(`${alertId} ${mark}`, position);
  }
  const last = new Map<string, { position: number; eventId: string }>();
  const seen = new Set<string>();
  for (const { alertId, mark, eventId } of events) {
    const place = `${alertId} ${mark}`;
    const position = positions.get(place);
    if (position === undefined) found.doubled.push(`the event ${eventId} of ${mark} has no verdict`);
    else if (seen.has(place)) found.doubled.push(`${mark} has two events in alert ${alertId}`);
    else {
      const before = last.get(alertId);
      if (before && before.position > position) {
        found.disordered.push(`the event ${eventId} of ${mark} stands behind ${before.eventId}`);
      }
      last.set(alertId, { position, eventId });
    }
    seen.add(place);
  }
  for (const place of positions.keys()) {
    if (!seen.has(place)) found.lost.push(`a verdict names an event that is not there: ${place}`);
  }
}

function checkAlerts(expected: Expected, { alerts, incidents }: Evidence, found: Findings): void {
  const incidentById = new Map(incidents.map((incident) => [incident.incidentId, incident]));
  const openKeys = new Set<string>();
  for (const alert of alerts) {
    const due = expected.get(alert.alertId);
    const name = `alert ${alert.alertId}`;
    if (!due) {
      found.doubled.push(`${name} was opened by no push`);
      continue;
    }
    const isOpen = alert.progress === "Triggered";
    if (isOpen !== due.isOpen) found.wrong.push(`${name} is ${alert.progress}`);
    if (isOpen && openKeys.has(alert.alertKey)) found.wrong.push(`${name} is a second open one of its key`);
    if (isOpen) openKeys.add(alert.alertKey);
    if (alert.eventCnt !== due.marks.length) {
      found.wrong.push(`${name} counts ${alert.eventCnt} events of ${due.marks.length}`);
    }
    checkIncident(alert, incidentById.get(alert.incidentId ?? ""), isOpen, found);
  }
  const known = new Set(alerts.map((alert) => alert.alertId));
  for (const alertId of expected.keys()) if (!known.has(alertId)) found.lost.push(`alert ${alertId} is not there`);
  if (incidents.length !== alerts.length) {
    found.wrong.push(`${incidents.length} incidents for ${alerts.length} alerts`);
  }
}

function checkIncident(alert: FoundAlert, incident: FoundIncident | undefined, isOpen: boolean, found: Findings): void {
  if (!incident) {
    found.wrong.push(`alert ${alert.alertId} has no incident`);
    return;
  }
  const name = `incident ${incident.incidentId}`;
  if ((incident.progress === "Closed") === isOpen || incident.closeTime > 0 === isOpen) {
    found.wrong.push(`${name} is ${incident.progress} since ${incident.closeTime} with an alert ${alert.progress}`);
  }
  if (incident.alertCnt !== 1 || incident.activeAlertCnt !== (isOpen ? 1 : 0)) {
    found.wrong.push(`${name} counts ${incident.activeAlertCnt} of ${incident.alertCnt} alerts open`);
  }
  if (incident.alertEventCnt !== alert.eventCnt) {
    found.wrong.push(`${name} counts ${incident.alertEventCnt} events of ${alert.eventCnt}`);
  }
}
