/**
 * Changes collections so that an attempt that throws half-way can be taken back. Outside of an attempt nothing is remembered; one attempt
 * ends before the next one begins.
 */
export class UndoLog {
  /** How to take back what the attempt under way did, in the order in which it was done; null when none is. */
  #steps: (() => void)[] | null = null;

  /** Does `work` whole or not at all: when it throws, everything it changed here is as it was, and the error goes on. */
  attempt<T>(work: () => T): T {
    const steps: (() => void)[] = [];
    this.#steps = steps;
    try {
      return work();
    } catch (error) {
      for (const takeBack of steps.reverse()) takeBack();
      throw error;
    } finally {
      this.#steps = null;
    }
  }

  /** Sets a key of a map whose values are never undefined. */
  put<K, V>(map: Map<K, V>, key: K, value: V): void {
    const before = map.get(key);
    this.#steps?.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
    map.set(key, value);
  }

  add<T>(set: Set<T>, item: T): void {
    if (set.has(item)) return;
    this.#steps?.push(() => set.delete(item));
    set.add(item);
  }

  append<T>(list: T[], item: T): void {
    this.#steps?.push(() => list.pop());
    list.push(item);
  }
}
