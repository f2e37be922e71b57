import { setTimeout as delay } from "node:timers/promises";
import type { LiveEvent } from "../../contract/live.ts";
import { LIVE_EVERY_MS } from "../../contract/live-stream.ts";
import { messageOf } from "../base/errors.ts";
import type { Queryable } from "../storage/database.ts";
import { type Change, mergeChanges, movesScopes, renderEvents, type Scope } from "./change.ts";
import { getPosition, type Position, readChanges } from "./change-store.ts";

/** Somebody at the other end of a stream. */
export type Listener = {
  /** Up to where they know everything; null when they know nothing yet. */
  since: Position | null;
  /** What they may hear of now; null when they are not signed in any more. */
  findScope(): Promise<Scope | null>;
  /** Events, none perhaps, that together with what was told before are everything up to a position. */
  hear(events: readonly LiveEvent[], until: Position): void;
  /** They are not signed in any more. */
  end(): void;
};

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

/** `scope` is null until the listener has caught up and hears every batch. */
type Ear = { scope: Scope | null };

/**
 * Looks four times a second what committed since the last look, while anybody listens, and tells each listener what they may hear.
 * Who may hear what is found out anew when a batch holds an edit that could have changed it, before the batch is told: what was
 * noted after a channel became private never reaches whom it is hidden from.
 */
export function startLiveFeed({ database, onBatch, onTrouble }: LiveFeedOptions): LiveFeed {
  const ears = new Map<Listener, Ear>();
  let position: Position | null = null;
  let lookedAtMs = 0;
  let askedAtMs = 0;
  let isStopped = false;
  let joined = createSignal();

  const forget = (listener: Listener): void => {
    if (ears.delete(listener)) listener.end();
  };

  /** Everyone's scope as of now. Returns those whose scope became another one: what they saw may be hidden now, and the reverse. */
  const findScopes = async (): Promise<Set<Listener>> => {
    const moved = new Set<Listener>();
    const ask = async ([listener, ear]: [Listener, Ear]) => {
      if (!ear.scope) return;
      const scope = await listener.findScope();
      if (!scope) return forget(listener);
      if (!isSameScope(ear.scope, scope)) moved.add(listener);
      ear.scope = scope;
    };
    await Promise.all([...ears].map(ask));
    askedAtMs = performance.now();
    return moved;
  };

  const look = async (): Promise<void> => {
    lookedAtMs = performance.now();
    if (!position) {
      position = await getPosition(database);
      return;
    }
    const { until, changes } = await readChanges(database, position);
    const batch = changes && mergeChanges(changes);
    const isTimeToAsk = performance.now() - askedAtMs >= LOOK_AT_CALLERS_EVERY_MS;
    const moved = !batch || isTimeToAsk || movesScopes(batch) ? await findScopes() : new Set<Listener>();
    // Only now: had asking failed, the next look must read this batch again.
    position = until;
    if (changes?.length !== 0) onBatch(changes?.length ?? "missed");
    const events = renderOnce(batch);
    for (const [listener, { scope }] of ears) {
      if (!scope) continue;
      listener.hear(moved.has(listener) ? [resync("what you may see has changed")] : events(scope), until);
    }
  };

  /** New listeners catch up to the present or later; the next batch overlaps with that and leaves no gap. */
  const letJoin = async (): Promise<void> => {
    const reads = new Map<string, ReturnType<typeof readChanges>>();
    const read = (since: Position) => {
      const key = `${since.epoch} ${since.snapshot}`;
      const known = reads.get(key) ?? readChanges(database, since);
      reads.set(key, known);
      return known;
    };
    const letIn = async ([listener, ear]: [Listener, Ear]) => {
      const { until, changes } = listener.since
        ? await read(listener.since)
        : { until: await getPosition(database), changes: null };
      // After reading, so that no edit in what was read is newer than the scope.
      const scope = await listener.findScope();
      if (!scope) return forget(listener);
      ear.scope = scope;
      const batch = changes && mergeChanges(changes);
      // Edits may have given or taken sight of channels since: what was missed is then not in the changes alone.
      const isTold = batch && !movesScopes(batch);
      listener.hear(isTold ? renderEvents(batch, scope) : [resync("changes may have been missed")], until);
    };
    await Promise.all([...ears].filter(([, { scope }]) => !scope).map(letIn));
  };

  const turn = async (): Promise<void> => {
    if (!position || performance.now() - lookedAtMs >= LIVE_EVERY_MS) await look();
    await letJoin();
  };

  const run = async (): Promise<void> => {
    while (!isStopped) {
      if (ears.size === 0) {
        position = null;
        await joined.promise;
      }
      joined = createSignal();
      // The database is away: the position stays, and the next look reads what came meanwhile.
      await turn().catch(async (error: unknown) => {
        onTrouble(messageOf(error));
        await delay(TROUBLE_MS);
      });
      await Promise.race([delay(LIVE_EVERY_MS - (performance.now() - lookedAtMs)), joined.promise]);
    }
  };
  const running = run();

  return {
    listen: (listener) => {
      ears.set(listener, { scope: null });
      joined.resolve();
      return () => {
        ears.delete(listener);
      };
    },
    stop: async () => {
      isStopped = true;
      joined.resolve();
      await running;
    },
  };
}

/** What a listener is told who has to read everything anew. */
function resync(because: string): LiveEvent {
  return { name: "resync", data: { because } };
}

/** Most listeners see the same: their events are made once. */
function renderOnce(batch: Change | null): (scope: Scope) => readonly LiveEvent[] {
  if (!batch) {
    const missed = [resync("changes may have been missed")];
    return () => missed;
  }
  const rendered = new Map<string, LiveEvent[]>();
  return (scope) => {
    const key = nameOf(scope);
    const events = rendered.get(key) ?? renderEvents(batch, scope);
    rendered.set(key, events);
    return events;
  };
}

function isSameScope(one: Scope, other: Scope): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf({ hiddenChannelIds, ...may }: Scope): string {
  return `${Object.values(may).join()} ${[...hiddenChannelIds].join()}`;
}

function createSignal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
