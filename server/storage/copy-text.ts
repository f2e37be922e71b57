/** How a value of a column is written in PostgreSQL's text format for COPY. */
export type CopyKind = "text" | "json" | "array" | "plain";

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** The kind of a column by its SQL type. */
export function copyKind(type: string): CopyKind {
  if (type.endsWith("[]")) return "array";
  return type === "text" ? "text" : type.startsWith("json") ? "json" : "plain";
}

/** Rows as lines of COPY's text format, in the order of `keys`. */
export function copyLines(
  keys: readonly string[],
  kinds: readonly CopyKind[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string {
  let lines = "";
  for (const row of rows) {
    let line = "";
    for (let i = 0; i < keys.length; i += 1) {
      if (i > 0) line += "\t";
      line += copyValue(row[keys[i] ?? ""], kinds[i] ?? "text");
    }
    lines += `${line}\n`;
  }
  return lines;
}

function copyValue(value: unknown, kind: CopyKind): string {
  if (value === null || value === undefined) return "\\N";
  if (kind === "plain") return String(value);
  if (kind === "text") return escapeText(String(value));
  return escapeText(kind === "json" ? JSON.stringify(value) : arrayLiteral(value));
}

function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;
}

function arrayLiteral(value: unknown): string {
  if (!Array.isArray(value)) throw new TypeError("an array column takes an array");
  return `{${value.map((each) => (typeof each === "number" ? each : quoted(String(each)))).join(",")}}`;
}

/** An element of an array literal: only the quote and the backslash mean something else inside quotes. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
