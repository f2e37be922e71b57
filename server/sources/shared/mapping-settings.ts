import type { Issue } from "../../../contract/issue.ts";
import { INPUT_LIMITS, LIMITS } from "../../../contract/limits.ts";
import { type Saying, say } from "../../../contract/saying.ts";
import { describe, type Fields, isFields } from "./fields.ts";
import type { Mapping, Template, Variable } from "./mapping.ts";

/** The names of the settings that hold a mapping. */
export const MAPPING_SETTINGS: readonly string[] = ["field_mapping", "value_mapping"];

const TEXTS = ["title", "title_rule", "description", "event_status", "alert_key"];
const TARGETS = [...TEXTS, "labels", "images"];
const IMAGE_PARTS = ["src", "alt", "href"];
const VARIABLE = /\{\{([^{}]*)\}\}/g;
const PATHS_MAX = 50;
const VALUES_MAX = 200;
/** What a variable looks like, for who writes one. */
const EXAMPLE = "{{path.to.field}}";
const BRACES = { open: "{{", close: "}}" };

type Values = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads a mapping out of an integration's settings (S5, S6); null when there is none. Everything that could only go wrong
 * later is an issue now, so that a push fails for its own body alone.
 */
export function readMapping({
  field_mapping: raw,
  value_mapping: rawValues,
}: Fields): { ok: true; mapping: Mapping | null } | { ok: false; issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const values = readValues(rawValues, issues);
  if (raw === undefined || raw === null) {
    if (values.size > 0) issues.push(wrong("field_mapping", say("mapping_of_values"), raw));
    return issues.length > 0 ? { ok: false, issues } : { ok: true, mapping: null };
  }
  if (!isFields(raw)) return { ok: false, issues: [wrong("field_mapping", say("targets"), raw)] };
  const reader: Reader = { values, issues };
  const fields = Object.entries(raw).map(([target, value]) => [target, readTarget(target, value, reader)] as const);
  if (raw.event_status === undefined) {
    const expected = say("status_or_variable");
    issues.push(wrong("field_mapping.event_status", expected, undefined));
  }
  if (raw.title === undefined && raw.title_rule === undefined) {
    issues.push(wrong("field_mapping.title", say("text_here_or", { field: "title_rule" }), undefined));
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, mapping: { kind: "fields", fields } };
}

type Reader = { values: Values; issues: Issue[] };

function readTarget(target: string, value: unknown, reader: Reader): Template {
  const at = `field_mapping.${target}`;
  if (TEXTS.includes(target)) return readText(value, at, reader);
  if (target === "labels") return isFields(value) ? readLabels(value, at, reader) : readOne(value, at, reader);
  if (target === "images") return Array.isArray(value) ? readImages(value, at, reader) : readOne(value, at, reader);
  reader.issues.push(wrong(at, say("one_of", { words: TARGETS }), target));
  return NOTHING;
}

const NOTHING: Template = { kind: "text", parts: [] };

function readLabels(value: Fields, at: string, reader: Reader): Template {
  const names = Object.keys(value);
  if (names.length > LIMITS.labelsMax) {
    reader.issues.push(tooMany(at, "label_count", LIMITS.labelsMax, names.length));
  }
  for (const name of names) {
    if (name !== "" && name.length <= LIMITS.labelKeyLengthMax) continue;
    const expected = say("label_names", { max: LIMITS.labelKeyLengthMax });
    reader.issues.push({ at, expected, got: say("a_length", { count: name.length }) });
  }
  return { kind: "fields", fields: names.map((name) => [name, readText(value[name], `${at}.${name}`, reader)]) };
}

function readImages(value: readonly unknown[], at: string, reader: Reader): Template {
  if (value.length > LIMITS.imagesMax) {
    reader.issues.push(tooMany(at, "image_count", LIMITS.imagesMax, value.length));
  }
  const items = value.map((image, index): Template => {
    const place = `${at}[${index}]`;
    if (!isFields(image) || image.src === undefined) {
      reader.issues.push(wrong(place, say("image_object"), image));
      return NOTHING;
    }
    const fields = Object.entries(image).map(([part, text]): [string, Template] => {
      const expected = say("one_of", { words: IMAGE_PARTS });
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
    reader.issues.push(wrong(at, say("one_variable", { variable: EXAMPLE }), value));
  }
  return template;
}

function readText(value: unknown, at: string, { values, issues }: Reader): Template {
  if (typeof value !== "string" || value.length > INPUT_LIMITS.mappingTextLengthMax) {
    const expected = say("template", { max: INPUT_LIMITS.mappingTextLengthMax, variable: EXAMPLE });
    const got = typeof value === "string" ? say("characters", { count: value.length }) : describe(value);
    issues.push({ at, expected, got });
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
    issues.push(wrong(at, say("closed", BRACES), value));
  }
  return { kind: "text", parts };
}

const NO_VALUES: ReadonlyMap<string, string> = new Map();

/** `a.b[0].c` and `a.b.0.c` are one path. */
function readPath(text: string, at: string, issues: Issue[]): string {
  const path = text.trim().replace(/\[(\d+)\]/g, ".$1");
  if (path === "" || path.length > INPUT_LIMITS.mappingPathLengthMax) {
    issues.push(wrong(at, say("path_between", { max: INPUT_LIMITS.mappingPathLengthMax, ...BRACES }), text));
  }
  return path;
}

function readValues(value: unknown, issues: Issue[]): Values {
  if (value === undefined || value === null) return new Map();
  if (!isFields(value)) {
    issues.push(wrong("value_mapping", say("value_paths"), value));
    return new Map();
  }
  const paths = Object.entries(value);
  if (paths.length > PATHS_MAX) {
    issues.push(tooMany("value_mapping", "path_count", PATHS_MAX, paths.length));
  }
  return new Map(
    paths.map(([path, pairs]) => [readPath(path, "value_mapping", issues), readPairs(path, pairs, issues)]),
  );
}

function readPairs(path: string, value: unknown, issues: Issue[]): ReadonlyMap<string, string> {
  const at = `value_mapping.${path}`;
  if (!isFields(value)) {
    issues.push(wrong(at, say("value_pairs"), value));
    return NO_VALUES;
  }
  const pairs = Object.entries(value);
  if (pairs.length > VALUES_MAX) {
    issues.push(tooMany(at, "value_count", VALUES_MAX, pairs.length));
  }
  const read = new Map<string, string>();
  for (const [from, to] of pairs) {
    if (typeof to === "string" && to.length <= INPUT_LIMITS.mappingTextLengthMax) read.set(from, to);
    else issues.push(wrong(`${at}.${from}`, say("text_at_most", { max: INPUT_LIMITS.mappingTextLengthMax }), to));
  }
  return read;
}

const SHOWN_MAX = 60;

function wrong(at: string, expected: Saying, got: unknown): Issue {
  return { at, expected, got: typeof got === "string" ? JSON.stringify(got.slice(0, SHOWN_MAX)) : describe(got) };
}

function tooMany(
  at: string,
  counted: "label_count" | "image_count" | "path_count" | "value_count",
  max: number,
  count: number,
): Issue {
  return { at, expected: say("at_most", { bound: say(counted, { count: max }) }), got: say(counted, { count }) };
}
