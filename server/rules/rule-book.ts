/** One kind of rule that owners (integrations or channels) have: how it is read and compiled. `Tx` is what it is read with. */
export type RuleKind<Tx, Compiled> = {
  /** The rules of these owners as they are now, with their versions; an owner without any is left out. */
  list(
    tx: Tx,
    ownerIds: readonly number[],
  ): Promise<readonly { ownerId: number; version: number; compile(): Compiled }[]>;
};

/**
 * Compiled rules of one kind, by owner and version. An owner's row carries the version, so whoever reads the row knows whether what the
 * book holds is current (P10); only what is not is read.
 */
export type RuleBook<Tx, Compiled> = {
  /** The rules of owners, given with the versions they have now; version 0 means none. */
  of(tx: Tx, owners: readonly { ownerId: number; version: number }[]): Promise<ReadonlyMap<number, Compiled>>;
};

const OWNERS_MAX = 500;

/** Creates a book that keeps the latest version of each owner's rules, and forgets what was used least lately when there are too many. */
export function createRuleBook<Tx, Compiled>(
  kind: RuleKind<Tx, Compiled>,
  ownersMax: number = OWNERS_MAX,
): RuleBook<Tx, Compiled> {
  const kept = new Map<number, { version: number; rules: Compiled }>();

  const keep = (ownerId: number, version: number, rules: Compiled): void => {
    kept.delete(ownerId);
    kept.set(ownerId, { version, rules });
    const [first] = kept.keys();
    if (kept.size > ownersMax && first !== undefined) kept.delete(first);
  };

  return {
    of: async (tx, owners) => {
      const found = new Map<number, Compiled>();
      const unread: number[] = [];
      for (const { ownerId, version } of owners) {
        if (version === 0) continue;
        const known = kept.get(ownerId);
        if (known?.version === version) {
          found.set(ownerId, known.rules);
          keep(ownerId, version, known.rules);
        } else unread.push(ownerId);
      }
      if (unread.length === 0) return found;
      for (const { ownerId, version, compile } of await kind.list(tx, unread)) {
        const rules = compile();
        keep(ownerId, version, rules);
        found.set(ownerId, rules);
      }
      return found;
    },
  };
}
