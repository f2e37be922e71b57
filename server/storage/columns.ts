import { type CopyKind, copyKind } from "./copy-text.ts";

/** The columns of one table as the hub's own names and their SQL types: what set-based statements are written from. */
export type Columns = {
  /** `alert_id, title, …` for the table's side. */
  readonly names: string;
  /** `alert_id as "alertId", …` prefixed by a table alias. */
  select(alias: string): string;
  /** `"alertId" text, …`: the row type of a JSON array of objects. */
  readonly record: string;
  /** `x."alertId", …`: the record's side, in the order of `names`. */
  values(alias: string): string;
  /** `title = x."title", …` without the given keys. */
  assignments(alias: string, ...without: string[]): string;
  /** COPY of whole rows into a table: half the cost of an insert, for rows that are only ever added. */
  copyInto(table: string): CopyInto;
};

/** Rows that go into a table by COPY. */
export type CopyInto = { readonly text: string; readonly keys: readonly string[]; readonly kinds: readonly CopyKind[] };

/** Declares columns by camelCase key; the SQL name is the key in snake_case. */
export function columns(types: Readonly<Record<string, string>>): Columns {
  const keys = Object.keys(types);
  return {
    names: keys.map(snakeCase).join(", "),
    select: (alias) =>
      keys.map((key) => `${readable(`${alias}.${snakeCase(key)}`, types[key])} as "${key}"`).join(", "),
    record: keys.map((key) => `"${key}" ${types[key]}`).join(", "),
    values: (alias) => keys.map((key) => `${alias}."${key}"`).join(", "),
    assignments: (alias, ...without) =>
      keys
        .filter((key) => !without.includes(key))
        .map((key) => `${snakeCase(key)} = ${alias}."${key}"`)
        .join(", "),
    copyInto: (table) => ({
      text: `copy ${table} (${keys.map(snakeCase).join(", ")}) from stdin`,
      keys,
      kinds: Object.values(types).map(copyKind),
    }),
  };
}

/** The driver reads `bigint[]` as texts. */
function readable(column: string, type: string | undefined): string {
  return type === "bigint[]" ? `array_to_json(${column})` : column;
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
