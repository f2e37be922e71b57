import { setTimeout as delay } from "node:timers/promises";
import { LIVE_EVERY_MS } from "../../contract/live-stream.ts";
import { messageOf } from "../base/errors.ts";
import { createSignal } from "../base/signal.ts";
import type { Queryable } from "../storage/database.ts";
import { type Audience, createAudience, type Listener } from "./audience.ts";
import { mergeChanges, movesScopes } from "./change.ts";
import { getPosition, type Position, readChanges } from "./change-store.ts";

/** Tells listeners of this node what any node changed. */
export type LiveFeed = {
  /** Returns how to stop listening. */
  listen(listener: Listener): () => void;
  stop(): Promise<void>;
};

export type LiveFeedOptions = {
  database: Queryable;
  /** For metrics: how many transactions a batch is of, or that it cannot be told any more. */
  onBatch(changes: number | "missed"): void;
  onTrouble(because: string): void;
};

/** Sessions end, keys are disabled: a stream ends within this time. */
const LOOK_AT_CALLERS_EVERY_MS = 5_000;

const TROUBLE_MS = 1_000;

/**
 * Looks four times a second what committed since the last look, while anybody listens, and tells each listener what they may hear.
 * Who may hear what is found out anew when a batch holds an edit that could have changed it, before the batch is told: what was
 * noted after a channel became private never reaches whom it is hidden from.
 */
export function startLiveFeed(options: LiveFeedOptions): LiveFeed {
  const audience = createAudience(options.database);
  const watch = createWatch(options, audience);
  let isStopped = false;
  let joined = createSignal();

  const run = async (): Promise<void> => {
    while (!isStopped) {
      if (audience.isEmpty()) {
        watch.forgetPosition();
        await joined.promise;
      }
      joined = createSignal();
      // The database is away: the position stays, and the next look reads what came meanwhile.
      await turn().catch(async (error: unknown) => {
        options.onTrouble(messageOf(error));
        await delay(TROUBLE_MS);
      });
      await Promise.race([delay(watch.msLeft()), joined.promise]);
    }
  };
  const turn = async (): Promise<void> => {
    if (watch.msLeft() <= 0) await watch.look();
    await audience.letJoin();
  };
  const running = run();

  return {
    listen: (listener) => {
      const leave = audience.add(listener);
      joined.resolve();
      return leave;
    },
    stop: async () => {
      isStopped = true;
      joined.resolve();
      await running;
    },
  };
}

/** Reads what committed since the last look, and has it told. */
type Watch = {
  look(): Promise<void>;
  /** Until the next look is due; none before the first. */
  msLeft(): number;
  /** Nobody listens: the next look begins at the present. */
  forgetPosition(): void;
};

function createWatch({ database, onBatch }: LiveFeedOptions, audience: Audience): Watch {
  let position: Position | null = null;
  let lookedAtMs = 0;
  let askedAtMs = 0;

  const findMoved = async (): Promise<ReadonlySet<Listener>> => {
    const moved = await audience.findScopes();
    askedAtMs = performance.now();
    return moved;
  };

  return {
    look: async () => {
      lookedAtMs = performance.now();
      if (!position) {
        position = await getPosition(database);
        return;
      }
      const { until, changes } = await readChanges(database, position);
      const batch = changes && mergeChanges(changes);
      const isTimeToAsk = performance.now() - askedAtMs >= LOOK_AT_CALLERS_EVERY_MS;
      const moved = !batch || isTimeToAsk || movesScopes(batch) ? await findMoved() : new Set<Listener>();
      // Only now: had asking failed, the next look must read this batch again.
      position = until;
      if (changes?.length !== 0) onBatch(changes?.length ?? "missed");
      audience.tell(batch, until, moved);
    },
    msLeft: () => (position ? LIVE_EVERY_MS - (performance.now() - lookedAtMs) : 0),
    forgetPosition: () => {
      position = null;
    },
  };
}
