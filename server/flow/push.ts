import { inEnglish, type Saying, say } from "../../contract/saying.ts";
import type { AlertKey } from "../alerts/recovery.ts";
import { messageOf } from "../base/errors.ts";
import { idTimeMs } from "../base/ids.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import { decodeJournalEntry, type JournalEntry } from "../journal/journal-entry.ts";
import type { PendingPush, PendingRow } from "../journal/pending.ts";
import { type EventVerdict, type LedgerEntry, summariseVerdicts, type Verdicts } from "../ledger/ledger.ts";
import type { RouteDecision } from "../routing/route.ts";
import type { PushRequest, Reject } from "../sources/source.ts";
import type { FlowEvent } from "./stage.ts";

/** Where a push lies in the journal. */
export type Place = PendingPush & { batchId: number; day: string };

/** What is asked of a push until its outcome is written: not its request, which need not outlive the reading of its events. */
export type PushEntry = Omit<JournalEntry, "request">;

/** A push taken off the queue: its journal entry and its request, or why there is none. */
export type TakenPush = { place: Place } & (
  | { entry: PushEntry; request: PushRequest }
  | { entry: null; because: Saying }
);

/** An event with where its route sends it, and what its stages said; `dropped` where one of them ended it. */
export type RoutedEvent = {
  event: FlowEvent;
  route: RouteDecision;
  because: readonly Saying[];
  dropped: Saying | null;
};

/** A push that ended before it reached a channel, and why. */
export type EndedPush = {
  place: Place;
  entry: PushEntry | null;
  integration: FlowIntegration | null;
  ended: { outcome: "ignored" | "failed"; because: Saying };
};

/** A push on its way to its channels. */
export type RoutedPush = {
  place: Place;
  entry: PushEntry;
  integration: FlowIntegration;
  ended: null;
  events: readonly RoutedEvent[];
  rejects: readonly Reject[];
};

/** Cuts rows of the queue into their pushes, one after the other: what each needed to be read is gone before the next one is. */
export function* takePushes(rows: readonly PendingRow[]): Generator<TakenPush> {
  for (const { batchId, day, offsetBytes: rowStart, pushes, bytes } of rows) {
    for (const { deliveryId, integrationId, offsetBytes, lengthBytes } of pushes) {
      const place = { deliveryId, integrationId, offsetBytes, lengthBytes, batchId, day };
      const start = offsetBytes - rowStart;
      yield takePush(place, bytes.subarray(start, start + lengthBytes));
    }
  }
}

function takePush(place: Place, bytes: Buffer): TakenPush {
  try {
    const { deliveryId, integrationId, receivedAtMs, isTest, replayOf, keyFingerprint, request } =
      decodeJournalEntry(bytes);
    return { place, entry: { deliveryId, integrationId, receivedAtMs, isTest, replayOf, keyFingerprint }, request };
  } catch (error) {
    return { place, entry: null, because: say("journal_unreadable", { error: messageOf(error) }) };
  }
}

/** Every key the pushes speak of, each once. */
export function keysOf(pushes: readonly (RoutedPush | EndedPush)[]): AlertKey[] {
  const keys = new Map<string, AlertKey>();
  for (const push of pushes) {
    if (push.ended) continue;
    const { integrationId } = push.integration;
    for (const { event } of push.events) {
      keys.set(`${integrationId} ${event.key}`, { integrationId, alertKey: event.key });
      for (const alertKey of event.otherKeys) keys.set(`${integrationId} ${alertKey}`, { integrationId, alertKey });
    }
  }
  return [...keys.values()];
}

/** Every accepted push moves its integration's latest event time, a test too; a replay does not. In milliseconds, by integration. */
export function latestReceipts(pushes: readonly (RoutedPush | EndedPush)[]): Map<number, number> {
  const latest = new Map<number, number>();
  for (const { entry, integration } of pushes) {
    if (!entry || !integration || entry.replayOf !== null) continue;
    const before = latest.get(integration.integrationId) ?? 0;
    latest.set(integration.integrationId, Math.max(before, entry.receivedAtMs));
  }
  return latest;
}

/** The ledger row of a push whose events all have a verdict. */
export function processedEntry(push: RoutedPush, verdicts: EventVerdict[], nowMs: number): LedgerEntry {
  const outcome = { outcome: "processed", because: "", said: null, events: push.events.length } as const;
  return ledgerEntry(push, summariseVerdicts(verdicts, push.rejects), outcome, nowMs);
}

/** The ledger row of a push without verdicts: ignored, or failed. */
export function endedEntry(push: EndedPush, nowMs: number): LedgerEntry {
  const { outcome, because } = push.ended;
  const said = { outcome, because: inEnglish([because]), said: [because], events: 0 };
  return ledgerEntry(push, summariseVerdicts([], []), said, nowMs);
}

type Outcome = Pick<LedgerEntry, "outcome" | "because" | "said" | "events">;

function ledgerEntry(
  { place, entry, integration }: RoutedPush | EndedPush,
  verdicts: Verdicts,
  { outcome, because, said, events }: Outcome,
  processedAt: number,
): LedgerEntry {
  return {
    day: place.day,
    deliveryId: place.deliveryId,
    integrationId: place.integrationId,
    source: integration?.pluginType ?? "",
    batchId: place.batchId,
    offsetBytes: place.offsetBytes,
    lengthBytes: place.lengthBytes,
    receivedAt: entry?.receivedAtMs ?? idTimeMs(place.deliveryId),
    processedAt,
    outcome,
    because,
    said,
    events,
    verdicts,
    replayOf: entry?.replayOf ?? null,
    isTest: entry?.isTest ?? false,
    keyFingerprint: entry?.keyFingerprint ?? null,
  };
}
