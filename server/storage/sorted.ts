import { type Statement, statement } from "./statement.ts";

/** What a list can be sorted by: the word on the wire and the SQL expression behind it. */
export type SortKeys<Key extends string> = Readonly<Record<Key, string>>;

/**
 * One statement per sort key and direction, so that each order is plain SQL an index can serve. `tie` makes the order total.
 * `text` gets the `order by` list.
 */
export function sortedStatements<Row, Key extends string>(
  name: string,
  keys: SortKeys<Key>,
  tie: string,
  text: (orderBy: string) => string,
): (key: Key, asc: boolean) => Statement<Row> {
  const made = new Map<string, Statement<Row>>();
  for (const [key, expression] of Object.entries<string>(keys)) {
    for (const direction of ["asc", "desc"] as const) {
      const order = expression === tie ? `${tie} ${direction}` : `${expression} ${direction}, ${tie} ${direction}`;
      made.set(
        `${key} ${direction}`,
        statement<Row>(`${name}.by-${key}-${direction}`, text(order), { prepared: false }),
      );
    }
  }
  return (key, asc) => {
    const found = made.get(`${key} ${asc ? "asc" : "desc"}`);
    if (!found) throw new Error(`${name} cannot be sorted by ${key}`);
    return found;
  };
}
