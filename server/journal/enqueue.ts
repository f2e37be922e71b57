import { type Saying, say } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import type { IdSource } from "../base/ids.ts";
import { Full } from "./batcher.ts";
import type { Journal } from "./journal.ts";
import type { JournalEntry } from "./journal-entry.ts";

/**
 * Puts a push that no sender sent into the journal, durably, to be processed like any other. Returns its delivery id, or refuses as
 * a push is refused: `ServiceUnavailable`, to be tried again.
 */
export type Enqueue = (push: Omit<JournalEntry, "deliveryId">) => Promise<string>;

/**
 * `laneOf` finds the lane of an integration; `overload` says why the hub takes no pushes right now, if so; `onAccepted` is told once the
 * push is on disk.
 */
export type EnqueueDeps = {
  journal: Journal;
  newId: IdSource;
  laneOf(integrationId: number): Promise<number>;
  overload(): Saying | null;
  onAccepted(): void;
};

/** Creates what puts test events and replays into the journal. */
export function createEnqueue({ journal, newId, laneOf, overload, onAccepted }: EnqueueDeps): Enqueue {
  return async (push) => {
    const overloaded = overload();
    if (overloaded) throw new Refusal("ServiceUnavailable", overloaded, 5);
    const lane = await laneOf(push.integrationId);
    const deliveryId = newId(push.receivedAtMs);
    try {
      await journal.append({ deliveryId, ...push }, lane);
    } catch (error) {
      if (error instanceof Full) throw new Refusal("ServiceUnavailable", say("disk_queue_full"), 2);
      throw error;
    }
    onAccepted();
    return deliveryId;
  };
}
