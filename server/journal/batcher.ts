/** Commits what many callers add together, one commit under way at a time. */
export type Batcher<T> = {
  /** Resolves when the item is committed; rejects with what its commit threw, or at once with `Full`. */
  add(item: T): Promise<void>;
  /** Bytes added and not yet committed. */
  waitingBytes(): number;
  /** Resolves when everything added so far is committed or failed. */
  settle(): Promise<void>;
};

export type BatcherOptions<T> = {
  commit(items: readonly T[]): Promise<void>;
  bytesOf(item: T): number;
  /** One commit takes at least one item, then up to these. */
  commitBytesMax: number;
  commitCountMax: number;
  /** Past this many waiting bytes an item is refused: memory has an end. */
  waitingBytesMax: number;
  onCommit(count: number, bytes: number, durationMs: number): void;
};

/** The batcher holds as much as it may. */
export class Full extends Error {
  override readonly name = "Full";
}

type Waiting<T> = { item: T; bytes: number; resolve: () => void; reject: (error: unknown) => void };

/**
 * Group commit: while one commit is under way the next one fills. No timer: a lone item is committed at once, and under load the
 * commits grow by themselves.
 */
export function createBatcher<T>(options: BatcherOptions<T>): Batcher<T> {
  let queue: Waiting<T>[] = [];
  let waitingBytes = 0;
  let committing: Promise<void> | null = null;

  const takeNext = (): Waiting<T>[] => {
    let bytes = 0;
    const over = queue.findIndex((waiting, index) => {
      bytes += waiting.bytes;
      return index > 0 && (bytes > options.commitBytesMax || index >= options.commitCountMax);
    });
    const taken = over === -1 ? queue : queue.slice(0, over);
    queue = over === -1 ? [] : queue.slice(over);
    return taken;
  };

  const commitAll = async (): Promise<void> => {
    while (queue.length > 0) {
      const items = takeNext();
      const bytes = items.reduce((sum, waiting) => sum + waiting.bytes, 0);
      const startedMs = performance.now();
      try {
        await options.commit(items.map((waiting) => waiting.item));
        for (const waiting of items) waiting.resolve();
        options.onCommit(items.length, bytes, performance.now() - startedMs);
      } catch (error) {
        for (const waiting of items) waiting.reject(error);
      }
      waitingBytes -= bytes;
    }
    committing = null;
  };

  return {
    add: (item) => {
      const bytes = options.bytesOf(item);
      if (waitingBytes > 0 && waitingBytes + bytes > options.waitingBytesMax) return Promise.reject(new Full());
      waitingBytes += bytes;
      const done = new Promise<void>((resolve, reject) => queue.push({ item, bytes, resolve, reject }));
      // The first commit starts after everything that arrived in the same turn of the event loop has joined it.
      committing ??= new Promise<void>((resume) => setImmediate(resume)).then(commitAll);
      return done;
    },
    waitingBytes: () => waitingBytes,
    settle: () => committing ?? Promise.resolve(),
  };
}
