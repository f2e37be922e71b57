import { type Clock, utcDay } from "../base/clock.ts";
import type { Connection, Database } from "../storage/database.ts";
import type { Partitions } from "../storage/partitions.ts";
import { type Batcher, createBatcher } from "./batcher.ts";
import { encodeJournalEntry, type JournalEntry } from "./journal-entry.ts";
import { appendToJournal, type LaneSlice } from "./journal-store.ts";
import { type StoredPlace, storePlace } from "./pending.ts";

/** An accepted push and the lane it will be processed in. */
type Journalled = { deliveryId: string; integrationId: number; lane: number; head: Buffer; body: Buffer };

/** The durable seam: what `append` resolved for is on disk. */
export type Journal = {
  /** Resolves after COMMIT. Rejects with `Full` when too much waits, or with the database's error. */
  append(entry: JournalEntry, lane: number): Promise<void>;
  waitingBytes(): number;
  /** Waits for what is under way and closes the connection. */
  stop(): Promise<void>;
};

export type JournalOptions = {
  database: Database;
  partitions: Partitions;
  clock: Clock;
  waitingBytesMax: number;
  onCommit(pushes: number, bytes: number, durationMs: number): void;
};

/** One commit takes up to this; the larger it is, the longer its first push waits. */
const COMMIT_BYTES_MAX = 4 * 1024 * 1024;
const COMMIT_COUNT_MAX = 1_000;
/**
 * A database that falls silent (power, network, failover) ends no connection for a quarter of an hour. After this time the
 * connection is given up: what waited for it is answered 503, and the next commit gets a connection of its own.
 */
const COMMIT_MS_MAX = 10_000;

/** Creates the journal. It holds one connection of its own: several would reorder the pushes of an integration. */
export function createJournal(options: JournalOptions): Journal {
  const { database, partitions, clock } = options;
  let connection: Connection | null = null;

  const connected = async (): Promise<Connection> => {
    if (connection) return connection;
    const made = await database.connect();
    made.onEnd(() => {
      if (connection === made) connection = null;
    });
    connection = made;
    return made;
  };

  const commit = async (pushes: readonly Journalled[]): Promise<void> => {
    const nowMs = clock.now();
    await partitions.ensure(nowMs);
    const { body, slices } = layOut(pushes);
    const used = await connected();
    const late = setTimeout(() => void used.end(), COMMIT_MS_MAX);
    try {
      await appendToJournal(used, utcDay(nowMs), body, slices);
    } finally {
      clearTimeout(late);
    }
  };

  const batcher: Batcher<Journalled> = createBatcher({
    commit,
    bytesOf: lengthOf,
    commitBytesMax: COMMIT_BYTES_MAX,
    commitCountMax: COMMIT_COUNT_MAX,
    waitingBytesMax: options.waitingBytesMax,
    onCommit: options.onCommit,
  });

  return {
    append: (entry, lane) => {
      const { deliveryId, integrationId } = entry;
      const [head, body] = encodeJournalEntry(entry);
      return batcher.add({ deliveryId, integrationId, lane, head, body });
    },
    waitingBytes: batcher.waitingBytes,
    stop: async () => {
      await batcher.settle();
      await connection?.end();
    },
  };
}

/** The bytes of all pushes behind each other, lane by lane, each lane in the order of arrival. */
function layOut(pushes: readonly Journalled[]): { body: Buffer; slices: LaneSlice[] } {
  const byLane = new Map<number, Journalled[]>();
  for (const push of pushes) {
    const lane = byLane.get(push.lane);
    if (lane) lane.push(push);
    else byLane.set(push.lane, [push]);
  }
  const chunks: Buffer[] = [];
  const slices: LaneSlice[] = [];
  let offset = 0;
  for (const [lane, members] of byLane) {
    const offsetBytes = offset;
    const places: StoredPlace[] = [];
    for (const push of members) {
      const lengthBytes = lengthOf(push);
      const { deliveryId, integrationId } = push;
      places.push(storePlace({ deliveryId, integrationId, offsetBytes: offset, lengthBytes }));
      chunks.push(push.head, push.body);
      offset += lengthBytes;
    }
    const isText = members.every(({ body }) => !body.includes(0));
    slices.push({ lane, offsetBytes, lengthBytes: offset - offsetBytes, isText, pushes: places });
  }
  return { body: Buffer.concat(chunks, offset), slices };
}

function lengthOf({ head, body }: Journalled): number {
  return head.length + body.length;
}
