import type { z } from "zod";
import { Refusal } from "../base/errors.ts";

const ISSUES_SHOWN = 3;
const SHOWN_LENGTH = 60;
/** Deeper than anything a client sends; bounds every walk over what came in, ours and PostgreSQL's. */
const DEPTH_MAX = 64;
/** More values than any operation takes, a route of 10,000 cases being the largest; each wrong one would become an issue in memory. */
const VALUES_MAX = 200_000;

/**
 * The input of an operation out of a request's body, or a refusal that names the field, what was expected and what came. A
 * top-level null counts as left out, since clients send absent lists that way; fields we do not know are ignored.
 */
export function readInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  if (!isRecord(raw)) throw new Refusal("InvalidParameter", `the body: expected an object, got ${describe(raw)}`);
  refuseUnstorable(raw);
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
  const reading = schema.safeParse(given);
  if (reading.success) return reading.data;
  const messages = reading.error.issues.slice(0, ISSUES_SHOWN).map((issue) => messageOfIssue(issue, raw));
  throw new Refusal("InvalidParameter", messages.join("; "));
}

/** Text with NUL or a lone surrogate fits neither PostgreSQL nor UTF-8: refused here, once for all operations. */
function refuseUnstorable(raw: Record<string, unknown>): void {
  const path: (string | number)[] = [];
  let values = 0;
  const walk = (value: unknown): void => {
    values += 1;
    if (values > VALUES_MAX)
      throw new Refusal("InvalidParameter", `the body: expected at most ${VALUES_MAX} values in all`);
    if (typeof value === "string") refuseUnstorableText(value, path);
    if (typeof value !== "object" || value === null) return;
    if (path.length >= DEPTH_MAX)
      throw new Refusal("InvalidParameter", `${pathText(path)}: nested deeper than ${DEPTH_MAX} levels`);
    for (const [key, item] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      if (typeof key === "string") refuseUnstorableText(key, path);
      path.push(key);
      walk(item);
      path.pop();
    }
  };
  walk(raw);
}

function refuseUnstorableText(text: string, path: readonly (string | number)[]): void {
  const found = text.includes("\0") ? "a NUL character" : text.isWellFormed() ? null : "half of a surrogate pair";
  if (found) throw new Refusal("InvalidParameter", `${pathText(path)}: expected text that can be stored, got ${found}`);
}

type Issue = z.core.$ZodIssue;

function messageOfIssue(issue: Issue, raw: unknown): string {
  const inner = issue.code === "invalid_union" ? issue.errors[0]?.[0] : undefined;
  if (inner) return messageOfIssue({ ...inner, path: [...issue.path, ...inner.path] }, raw);
  const { path, value } = find(raw, issue.path);
  return `${pathText(path)}: expected ${expectedBy(issue)}, got ${describe(value, sizeMatters(issue))}`;
}

/** The value at the path, or the last one on the way to it: a comma-joined string has no elements of its own. */
function find(raw: unknown, wanted: readonly PropertyKey[]): { path: (string | number)[]; value: unknown } {
  const path: (string | number)[] = [];
  let value = raw;
  for (const key of wanted) {
    if (typeof value !== "object" || value === null || typeof key === "symbol") break;
    path.push(key);
    value = new Map(Object.entries(value)).get(String(key));
  }
  return { path, value };
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  int: "an integer",
  number: "a number",
  string: "a string",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  record: "an object",
};

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case "too_small":
      return `at least ${sized(issue.origin, issue.minimum)}`;
    case "too_big":
      return `at most ${sized(issue.origin, issue.maximum)}`;
    case "invalid_value":
      return issue.values.length === 1 ? JSON.stringify(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    default:
      return issue.message;
  }
}

function sized(origin: string, bound: number | bigint): string {
  if (origin === "string") return `${bound} characters`;
  if (origin === "array") return `${bound} items`;
  return String(bound);
}

function sizeMatters(issue: Issue): boolean {
  return (
    (issue.code === "too_small" || issue.code === "too_big") && issue.origin !== "number" && issue.origin !== "int"
  );
}

/** A value in a few words, for messages. */
function describe(value: unknown, showSize = false): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return showSize ? `${value.length} items` : "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  if (showSize) return `${value.length} characters`;
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
}

function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return "the body";
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
