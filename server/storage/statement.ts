/**
 * One SQL statement as data: `name` is unique and becomes the name of the prepared statement. `Row` is what one row of its
 * result looks like. A test prepares every statement against the migrated schema.
 */
export type Statement<Row> = {
  readonly name: string;
  readonly text: string;
  /** Searches with optional filters are planned anew for their values; everything else is prepared once a connection. */
  readonly prepared: boolean;
  /** Carries the row type; never set. */
  readonly row?: Row;
};

const declared = new Map<string, Statement<unknown>>();

/** Declares a statement. Only `*-store.ts` files and `storage/` do. */
export function statement<Row = Record<string, never>>(
  name: string,
  text: string,
  options: { prepared: boolean } = { prepared: true },
): Statement<Row> {
  if (declared.has(name)) throw new Error(`two SQL statements are called ${name}`);
  const made: Statement<Row> = { name, text, prepared: options.prepared };
  declared.set(name, made);
  return made;
}

/** Every statement declared by the modules loaded so far. */
export function declaredStatements(): readonly Statement<unknown>[] {
  return [...declared.values()];
}
