import type { LiveEvent } from "../../contract/live.ts";
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

/** Who listens on this node, and what each may hear. */
export type Audience = {
  isEmpty(): boolean;
  /** Returns how to leave. */
  add(listener: Listener): () => void;
  /** Lets those in who came since the last time: they catch up to the present or later, so that the next batch leaves no gap. */
  letJoin(): Promise<void>;
  /** Everyone's scope as of now. Returns those whose scope became another one: what they saw may be hidden now, and the reverse. */
  findScopes(): Promise<ReadonlySet<Listener>>;
  /** Tells a batch to all who have joined; null when what it held cannot be told any more. */
  tell(batch: Change | null, until: Position, moved: ReadonlySet<Listener>): void;
};

/** `scope` is null until the listener has caught up and hears every batch. */
type Ear = { scope: Scope | null };

/** Creates one that is empty. */
export function createAudience(database: Queryable): Audience {
  const ears = new Map<Listener, Ear>();
  const forget = (listener: Listener): void => {
    if (ears.delete(listener)) listener.end();
  };
  return {
    isEmpty: () => ears.size === 0,
    add: (listener) => {
      ears.set(listener, { scope: null });
      return () => {
        ears.delete(listener);
      };
    },
    letJoin: async () => {
      const read = createReader(database);
      const letIn = async ([listener, ear]: [Listener, Ear]) => {
        const { events, until, scope } = await catchUp(listener, read);
        if (!scope) return forget(listener);
        ear.scope = scope;
        listener.hear(events, until);
      };
      await Promise.all([...ears].filter(([, { scope }]) => !scope).map(letIn));
    },
    findScopes: async () => {
      const moved = new Set<Listener>();
      const ask = async ([listener, ear]: [Listener, Ear]) => {
        if (!ear.scope) return;
        const scope = await listener.findScope();
        if (!scope) return forget(listener);
        if (nameOf(ear.scope) !== nameOf(scope)) moved.add(listener);
        ear.scope = scope;
      };
      await Promise.all([...ears].map(ask));
      return moved;
    },
    tell: (batch, until, moved) => {
      const events = renderOnce(batch);
      for (const [listener, { scope }] of ears) {
        if (!scope) continue;
        listener.hear(moved.has(listener) ? [resync("what you may see has changed")] : events(scope), until);
      }
    },
  };
}

type Read = (since: Position | null) => Promise<{ until: Position; changes: Change[] | null }>;

/** Several who left at the same time, as all do when a node stops, come back with one position. */
function createReader(database: Queryable): Read {
  const reads = new Map<string, ReturnType<typeof readChanges>>();
  return async (since) => {
    if (!since) return { until: await getPosition(database), changes: null };
    const key = `${since.epoch} ${since.snapshot}`;
    const known = reads.get(key) ?? readChanges(database, since);
    reads.set(key, known);
    return known;
  };
}

async function catchUp(
  listener: Listener,
  read: Read,
): Promise<{ events: readonly LiveEvent[]; until: Position; scope: Scope | null }> {
  const { until, changes } = await read(listener.since);
  // After reading, so that no edit in what was read is newer than the scope.
  const scope = await listener.findScope();
  const batch = changes && mergeChanges(changes);
  // Edits may have given or taken sight of channels since: what was missed is then not in the changes alone.
  const isTold = batch && scope && !movesScopes(batch);
  return { events: isTold ? renderEvents(batch, scope) : [resync("changes may have been missed")], until, scope };
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

function nameOf({ hiddenChannelIds, ...may }: Scope): string {
  return `${Object.values(may).join()} ${[...hiddenChannelIds].join()}`;
}
