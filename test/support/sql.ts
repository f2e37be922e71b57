import type { Queryable } from "../../server/storage/database.ts";

let statements = 0;

/** Runs SQL that only tests need: what no operation does yet, or nobody may. */
export function execute<Row>(db: Queryable, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  statements += 1;
  return db.rows<Row>({ name: `test.sql-${statements}`, text, prepared: false }, values);
}
