import type { z } from "zod";
import { isWord, type Saying, type SayingValue, say, sayOf } from "../../contract/saying.ts";
import type { Word } from "../../contract/sayings.ts";
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
  if (!isRecord(raw)) throw wrong("the body", say("object"), describe(raw));
  refuseUnstorable(raw);
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
  const reading = schema.safeParse(given);
  if (reading.success) return reading.data;
  const said = reading.error.issues.slice(0, ISSUES_SHOWN).map((issue) => sayIssue(issue, raw));
  throw new Refusal("InvalidParameter", said);
}

function wrong(field: string, expected: Saying, got: SayingValue): Refusal {
  return new Refusal("InvalidParameter", sayOf(field, "expected", { expected, got }));
}

/** Text with NUL or a lone surrogate fits neither PostgreSQL nor UTF-8: refused here, once for all operations. */
function refuseUnstorable(raw: Record<string, unknown>): void {
  const path: (string | number)[] = [];
  let values = 0;
  const walk = (value: unknown): void => {
    values += 1;
    if (values > VALUES_MAX) throw tooMuch("the body", say("expected_only", { expected: VALUES_EXPECTED }));
    if (typeof value === "string") refuseUnstorableText(value, path);
    if (typeof value !== "object" || value === null) return;
    if (path.length >= DEPTH_MAX) throw tooMuch(pathText(path), say("too_deep", { levels: DEPTH_MAX }));
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
  const found = text.includes("\0") ? "nul_character" : text.isWellFormed() ? null : "half_surrogate";
  if (found) throw wrong(pathText(path), say("storable"), say(found));
}

const VALUES_EXPECTED = say("at_most", { bound: say("values_in_all", { count: VALUES_MAX }) });

function tooMuch(field: string, said: Saying): Refusal {
  return new Refusal("InvalidParameter", { ...said, field });
}

type Issue = z.core.$ZodIssue;

function sayIssue(issue: Issue, raw: unknown): Saying {
  const inner = issue.code === "invalid_union" ? issue.errors[0]?.[0] : undefined;
  if (inner) return sayIssue({ ...inner, path: [...issue.path, ...inner.path] }, raw);
  const { path, value } = find(raw, issue.path);
  const got = describe(value, sizeMatters(issue));
  return sayOf(pathText(path), "expected", { expected: expectedBy(issue), got });
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

const TYPE_WORDS: Readonly<Record<string, Word>> = {
  int: "integer",
  number: "number",
  string: "string",
  boolean: "boolean",
  array: "array",
  object: "object",
  record: "object",
};

function expectedBy(issue: Issue): SayingValue {
  switch (issue.code) {
    case "invalid_type":
      return sayWord(TYPE_WORDS[issue.expected] ?? issue.expected);
    case "too_small":
      return say("at_least", { bound: sized(issue.origin, issue.minimum) });
    case "too_big":
      return say("at_most", { bound: sized(issue.origin, issue.maximum) });
    case "invalid_value":
      if (issue.values.length === 1) return JSON.stringify(issue.values[0]);
      return say("one_of", { words: issue.values.map(String) });
    default:
      return sayWord(issue.message);
  }
}

/** What the contract itself has to say is a word too. */
function sayWord(message: string): SayingValue {
  return isWord(message) ? { word: message } : message;
}

function sized(origin: string, bound: number | bigint): SayingValue {
  if (origin === "string") return say("characters", { count: String(bound) });
  if (origin === "array") return say("items", { count: String(bound) });
  return String(bound);
}

function sizeMatters(issue: Issue): boolean {
  return (
    (issue.code === "too_small" || issue.code === "too_big") && issue.origin !== "number" && issue.origin !== "int"
  );
}

/** A value in a few words, for messages. */
function describe(value: unknown, showSize = false): SayingValue {
  if (value === undefined) return say("nothing");
  if (Array.isArray(value)) return showSize ? say("items", { count: value.length }) : say("array");
  if (typeof value === "object" && value !== null) return say("object");
  if (typeof value !== "string") return String(value);
  if (showSize) return say("characters", { count: value.length });
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
}

function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return "the body";
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
