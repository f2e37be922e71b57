import type { IdSource } from "../base/ids.ts";
import type { Journal } from "./journal.ts";
import type { JournalEntry } from "./journal-entry.ts";
import { laneOf } from "./lane.ts";

/** Puts a push that no sender sent into the journal, durably, to be processed like any other. Returns its delivery id. */
export type Enqueue = (push: Omit<JournalEntry, "deliveryId">) => Promise<string>;

/** `onAccepted` is told once it is on disk. */
export function createEnqueue(journal: Journal, newId: IdSource, onAccepted: () => void): Enqueue {
  return async (push) => {
    const deliveryId = newId(push.receivedAtMs);
    await journal.append({ deliveryId, ...push }, laneOf(push.integrationId));
    onAccepted();
    return deliveryId;
  };
}
