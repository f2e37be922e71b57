import { inEnglish, type Saying, say } from "../../contract/saying.ts";
import type { AlertKey } from "../alerts/alert-store.ts";
import { messageOf } from "../base/errors.ts";
import { idTimeMs } from "../base/ids.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import { decodeJournalEntry, type JournalEntry } from "../journal/journal-entry.ts";
import type { PendingBatch, PendingPush } from "../journal/lane-store.ts";
import { type EventVerdict, type LedgerEntry, summariseVerdicts } from "../ledger/ledger.ts";
import type { MatchedCase, RouteDecision } from "../routing/route.ts";
import type { Reject, SourceEvent } from "../sources/source.ts";

/** Where a push lies in the journal. */
type Place = { batchId: number; day: string; push: PendingPush };

/** An event after the integration's stages, and the cases of its route that match; a recovery goes wherever its keys are open. */
export type MatchedEvent = { event: SourceEvent; titleRule: string; matched: readonly MatchedCase[] };

/** An event with where its route sends it. */
export type RoutedEvent = { event: SourceEvent; titleRule: string; route: RouteDecision };

/** A push that ended before it reached a channel, and why. */
export type EndedPush = {
  place: Place;
  entry: JournalEntry | null;
  integration: FlowIntegration | null;
  ended: { outcome: "ignored" | "failed"; because: Saying };
};

/** A push on its way to its channels. */
export type PushInFlight<Event = RoutedEvent> = {
  place: Place;
  entry: JournalEntry;
  integration: FlowIntegration;
  ended: null;
  events: readonly Event[];
  rejects: readonly Reject[];
};

/** A push after its integration's stages, before it is known which channels take events. */
export type MatchedPush = PushInFlight<MatchedEvent> | EndedPush;

/** A push whose events all know where they go. */
export type RoutedPush = PushInFlight | EndedPush;

/** A push taken off the queue: its journal entry, or why there is none. */
export type TakenPush = { place: Place } & ({ entry: JournalEntry } | { entry: null; because: Saying });

/** Cuts batches into their pushes. */
export function takePushes(batches: readonly PendingBatch[]): TakenPush[] {
  return batches.flatMap((batch) =>
    batch.pushes.map((push) => {
      const place = { batchId: batch.batchId, day: batch.day, push };
      const start = push[2] - batch.offsetBytes;
      try {
        return { place, entry: decodeJournalEntry(batch.bytes.subarray(start, start + push[3])) };
      } catch (error) {
        return { place, entry: null, because: say("journal_unreadable", { error: messageOf(error) }) };
      }
    }),
  );
}

/** Every key the pushes speak of, each once. */
export function keysOf(pushes: readonly PushInFlight<{ event: SourceEvent }>[]): AlertKey[] {
  const keys = new Map<string, AlertKey>();
  for (const { events, integration } of pushes) {
    const { integrationId } = integration;
    for (const { event } of events) {
      keys.set(`${integrationId} ${event.key}`, { integrationId, alertKey: event.key });
      for (const alertKey of event.otherKeys) keys.set(`${integrationId} ${alertKey}`, { integrationId, alertKey });
    }
  }
  return [...keys.values()];
}

/** The ledger row of a push whose events all have a verdict. */
export function processedEntry(push: PushInFlight, verdicts: EventVerdict[], nowMs: number): LedgerEntry {
  const summary = summariseVerdicts(verdicts, push.rejects);
  return {
    ...bareEntry(push, nowMs),
    outcome: "processed",
    because: "",
    said: null,
    events: push.events.length,
    verdicts: summary,
  };
}

/** The ledger row of a push without verdicts: ignored, or failed. */
export function endedEntry(push: EndedPush, nowMs: number): LedgerEntry {
  const { outcome, because } = push.ended;
  return { ...bareEntry(push, nowMs), outcome, because: inEnglish([because]), said: [because] };
}

function bareEntry({ place, entry, integration }: RoutedPush, processedAt: number) {
  const [deliveryId, integrationId, offsetBytes, lengthBytes] = place.push;
  const { day, batchId } = place;
  return {
    ...{ day, deliveryId, integrationId, batchId, offsetBytes, lengthBytes, processedAt },
    source: integration?.pluginType ?? "",
    receivedAt: entry?.receivedAtMs ?? idTimeMs(deliveryId),
    events: 0,
    verdicts: summariseVerdicts([], []),
    replayOf: entry?.replayOf ?? null,
    isTest: entry?.isTest ?? false,
    keyFingerprint: entry?.keyFingerprint ?? null,
  };
}
