import type { Issue } from "../../../contract/issue.ts";
import { LIMITS } from "../../../contract/limits.ts";
import { say } from "../../../contract/saying.ts";
import { type Fields, isFields, readText } from "./fields.ts";
import { jsonText } from "./json-text.ts";

/** A place in a body, and what the values found there become; values that are not named stay as they are. */
export type Variable = { path: string; values: ReadonlyMap<string, string> };

/** What a target is made of. */
export type Template =
  | { kind: "text"; parts: readonly (string | Variable)[] }
  | { kind: "fields"; fields: readonly (readonly [name: string, template: Template])[] }
  | { kind: "list"; items: readonly Template[] };

/**
 * How a body of any shape becomes the fields of an event (S5): a template for each target. What it does not name stays empty,
 * whatever the body calls by the same name.
 */
export type Mapping = Extract<Template, { kind: "fields" }>;

/** The fields a body gives; every variable that the body lacks is an issue that names its path. */
export function applyMapping(
  mapping: Mapping,
  body: Fields,
): { ok: true; fields: Fields } | { ok: false; issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const fields = render(mapping, "field_mapping", body, issues);
  return issues.length === 0 && isFields(fields) ? { ok: true, fields } : { ok: false, issues };
}

/** Text that is put together is no longer than anything could keep, however often it repeats a large part of a body. */
const TEXT_LENGTH_MAX = 2 * LIMITS.descriptionLengthMax;

function render(template: Template, at: string, body: Fields, issues: Issue[]): unknown {
  if (template.kind === "list")
    return template.items.map((item, index) => render(item, `${at}[${index}]`, body, issues));
  if (template.kind === "fields") {
    return Object.fromEntries(
      template.fields.map(([name, inner]) => [name, render(inner, `${at}.${name}`, body, issues)]),
    );
  }
  const [only = "", ...others] = template.parts;
  // A variable alone keeps the type it has in the body: an object of labels stays one.
  if (others.length === 0) return typeof only === "string" ? only : resolve(only, at, body, issues);
  let text = "";
  for (const part of template.parts) {
    const piece = typeof part === "string" ? part : writeOut(resolve(part, at, body, issues));
    if (text.length < TEXT_LENGTH_MAX) text += piece.slice(0, TEXT_LENGTH_MAX);
  }
  return text;
}

function resolve({ path, values }: Variable, at: string, body: Fields, issues: Issue[]): unknown {
  const found = findPath(body, path);
  if (found === undefined) {
    issues.push({ at: path, expected: say("value_for", { target: at }), got: say("nothing") });
    return null;
  }
  return typeof found === "object" ? found : (values.get(String(found)) ?? found);
}

function writeOut(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? jsonText(value, TEXT_LENGTH_MAX) : readText(value);
}

/** A field whose own name holds dots is found by its whole name, before the dots are taken for steps into objects and lists. */
function findPath(body: Fields, path: string): unknown {
  if (Object.hasOwn(body, path)) return body[path];
  let found: unknown = body;
  for (const step of path.split(".")) {
    if (isFields(found) && Object.hasOwn(found, step)) found = found[step];
    else if (Array.isArray(found) && /^\d{1,9}$/.test(step)) found = found[Number(step)];
    else return undefined;
  }
  return found;
}
