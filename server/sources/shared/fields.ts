import { type Saying, say } from "../../../contract/saying.ts";
/** The fields of a JSON object or of a form, not yet checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** No fields at all, for a part that a body leaves out. */
export const NO_FIELDS: Fields = Object.freeze({});

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A scalar as trimmed text; empty for null, objects and lists, so that "absent" and "blank" are one case. */
export function readText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** The first of several candidates that holds text; empty when none does. */
export function firstText(...values: readonly unknown[]): string {
  for (const value of values) {
    const text = readText(value);
    if (text !== "") return text;
  }
  return "";
}

/** A JSON object, also one that arrived as JSON text inside a string (stored events and forms do that); null for anything else. */
export function readFields(value: unknown): Fields | null {
  const read = unwrapJson(value);
  return isFields(read) ? read : null;
}

/** A JSON array, also one that arrived as JSON text inside a string; null for anything else. */
export function readList(value: unknown): readonly unknown[] | null {
  const read = unwrapJson(value);
  return Array.isArray(read) ? read : null;
}

/** What a JSON value is, in words for the person who has to mend the sender. */
export function describe(value: unknown): Saying {
  if (value === undefined) return say("nothing");
  if (value === null) return say("null");
  if (Array.isArray(value)) return say("array");
  if (typeof value === "string") return say("string");
  if (typeof value === "number") return say("a_number");
  return say(typeof value === "object" ? "object" : "a_boolean");
}

function unwrapJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (!text.startsWith("{") && !text.startsWith("[")) return value;
  try {
    return JSON.parse(text);
  } catch {
    return value;
  }
}
