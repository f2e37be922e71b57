import { LIMITS } from "../../../contract/limits.ts";
import type { Issue } from "../source.ts";
import { describe, type Fields, isFields } from "./fields.ts";
import type { Mapping, Template, Variable } from "./mapping.ts";

/** The names of the settings that hold a mapping. */
export const MAPPING_SETTINGS: readonly string[] = ["field_mapping", "value_mapping"];

const TEXTS = ["title", "title_rule", "description", "event_status", "alert_key"];
const TARGETS = [...TEXTS, "labels", "images"];
const IMAGE_PARTS = ["src", "alt", "href"];
const VARIABLE = /\{\{([^{}]*)\}\}/g;
const TEMPLATE_LENGTH_MAX = 2048;
const PATH_LENGTH_MAX = 200;
const PATHS_MAX = 50;
const VALUES_MAX = 200;

type Values = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads a mapping out of an integration's settings (`spec.md` §2.7); null when there is none. Everything that could only go wrong
 * later is an issue now, so that a push fails for its own body alone.
 */
export function readMapping({
  field_mapping: raw,
  value_mapping: rawValues,
}: Fields): { ok: true; mapping: Mapping | null } | { ok: false; issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const values = readValues(rawValues, issues);
  if (raw === undefined || raw === null) {
    if (values.size > 0) issues.push(wrong("field_mapping", "a mapping, since value_mapping belongs to one", raw));
    return issues.length > 0 ? { ok: false, issues } : { ok: true, mapping: null };
  }
  if (!isFields(raw)) return { ok: false, issues: [wrong("field_mapping", "an object of targets", raw)] };
  const reader: Reader = { values, issues };
  const fields = Object.entries(raw).map(([target, value]) => [target, readTarget(target, value, reader)] as const);
  if (raw.event_status === undefined) {
    const expected = "one of Critical, Warning, Info and Ok, or a variable that becomes one";
    issues.push(wrong("field_mapping.event_status", expected, undefined));
  }
  if (raw.title === undefined && raw.title_rule === undefined) {
    issues.push(wrong("field_mapping.title", "text, here or in title_rule", undefined));
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, mapping: { kind: "fields", fields } };
}

type Reader = { values: Values; issues: Issue[] };

function readTarget(target: string, value: unknown, reader: Reader): Template {
  const at = `field_mapping.${target}`;
  if (TEXTS.includes(target)) return readText(value, at, reader);
  if (target === "labels") return isFields(value) ? readLabels(value, at, reader) : readOne(value, at, reader);
  if (target === "images") return Array.isArray(value) ? readImages(value, at, reader) : readOne(value, at, reader);
  reader.issues.push(wrong(at, `one of ${TARGETS.join(", ")}`, target));
  return NOTHING;
}

const NOTHING: Template = { kind: "text", parts: [] };

function readLabels(value: Fields, at: string, reader: Reader): Template {
  const names = Object.keys(value);
  if (names.length > LIMITS.labelsMax) {
    reader.issues.push({ at, expected: `at most ${LIMITS.labelsMax} labels`, got: `${names.length} labels` });
  }
  for (const name of names) {
    if (name !== "" && name.length <= LIMITS.labelKeyLengthMax) continue;
    const expected = `names of 1 to ${LIMITS.labelKeyLengthMax} characters`;
    reader.issues.push({ at, expected, got: `one of ${name.length}` });
  }
  return { kind: "fields", fields: names.map((name) => [name, readText(value[name], `${at}.${name}`, reader)]) };
}

function readImages(value: readonly unknown[], at: string, reader: Reader): Template {
  if (value.length > LIMITS.imagesMax) {
    reader.issues.push({ at, expected: `at most ${LIMITS.imagesMax} images`, got: `${value.length} images` });
  }
  const items = value.map((image, index): Template => {
    const place = `${at}[${index}]`;
    if (!isFields(image) || image.src === undefined) {
      reader.issues.push(wrong(place, "an object with src, and alt and href if wanted", image));
      return NOTHING;
    }
    const fields = Object.entries(image).map(([part, text]): [string, Template] => {
      const expected = `one of ${IMAGE_PARTS.join(", ")}`;
      if (!IMAGE_PARTS.includes(part)) reader.issues.push(wrong(`${place}.${part}`, expected, part));
      return [part, readText(text, `${place}.${part}`, reader)];
    });
    return { kind: "fields", fields };
  });
  return { kind: "list", items };
}

/** A whole object or list of the body, by one variable. */
function readOne(value: unknown, at: string, reader: Reader): Template {
  const template = readText(value, at, reader);
  const isOne = template.kind === "text" && template.parts.length === 1 && typeof template.parts[0] === "object";
  if (!isOne && typeof value === "string") {
    reader.issues.push(wrong(at, "one {{path.to.field}}, or each by itself", value));
  }
  return template;
}

function readText(value: unknown, at: string, { values, issues }: Reader): Template {
  if (typeof value !== "string" || value.length > TEMPLATE_LENGTH_MAX) {
    const expected = `text of at most ${TEMPLATE_LENGTH_MAX} characters, with {{path.to.field}} where the body is read`;
    issues.push({ at, expected, got: typeof value === "string" ? `${value.length} characters` : describe(value) });
    return NOTHING;
  }
  const parts: (string | Variable)[] = [];
  let end = 0;
  for (const match of value.matchAll(VARIABLE)) {
    if (match.index > end) parts.push(value.slice(end, match.index));
    const path = readPath(match[1] ?? "", at, issues);
    parts.push({ path, values: values.get(path) ?? NO_VALUES });
    end = match.index + match[0].length;
  }
  if (end < value.length) parts.push(value.slice(end));
  if (parts.some((part) => typeof part === "string" && /\{\{|\}\}/.test(part))) {
    issues.push(wrong(at, "each {{ closed by }}", value));
  }
  return { kind: "text", parts };
}

const NO_VALUES: ReadonlyMap<string, string> = new Map();

/** `a.b[0].c` and `a.b.0.c` are one path. */
function readPath(text: string, at: string, issues: Issue[]): string {
  const path = text.trim().replace(/\[(\d+)\]/g, ".$1");
  if (path === "" || path.length > PATH_LENGTH_MAX) {
    issues.push(wrong(at, `a path of 1 to ${PATH_LENGTH_MAX} characters between {{ and }}`, text));
  }
  return path;
}

function readValues(value: unknown, issues: Issue[]): Values {
  if (value === undefined || value === null) return new Map();
  if (!isFields(value)) {
    issues.push(wrong("value_mapping", "an object: for each path of the body its values and what they become", value));
    return new Map();
  }
  const paths = Object.entries(value);
  if (paths.length > PATHS_MAX) {
    issues.push({ at: "value_mapping", expected: `at most ${PATHS_MAX} paths`, got: `${paths.length} paths` });
  }
  return new Map(
    paths.map(([path, pairs]) => [readPath(path, "value_mapping", issues), readPairs(path, pairs, issues)]),
  );
}

function readPairs(path: string, value: unknown, issues: Issue[]): ReadonlyMap<string, string> {
  const at = `value_mapping.${path}`;
  if (!isFields(value)) {
    issues.push(wrong(at, "an object of values and what they become", value));
    return NO_VALUES;
  }
  const pairs = Object.entries(value);
  if (pairs.length > VALUES_MAX) {
    issues.push({ at, expected: `at most ${VALUES_MAX} values`, got: `${pairs.length} values` });
  }
  const read = new Map<string, string>();
  for (const [from, to] of pairs) {
    if (typeof to === "string" && to.length <= TEMPLATE_LENGTH_MAX) read.set(from, to);
    else issues.push(wrong(`${at}.${from}`, `text of at most ${TEMPLATE_LENGTH_MAX} characters`, to));
  }
  return read;
}

const SHOWN_MAX = 60;

function wrong(at: string, expected: string, got: unknown): Issue {
  return { at, expected, got: typeof got === "string" ? JSON.stringify(got.slice(0, SHOWN_MAX)) : describe(got) };
}
