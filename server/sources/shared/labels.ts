import { LIMITS } from "../../../contract/limits.ts";
import type { Adjustment } from "../../../contract/verdicts.ts";
import { storable, truncate } from "../../base/text.ts";
import { type Fields, isFields, readText } from "./fields.ts";
import { jsonText } from "./json-text.ts";

/** Labels while they are gathered, written by the functions below only: they keep names from reaching a prototype. */
export type Labels = Record<string, string>;

/**
 * No monitored thing has this many labels, and `readPush` keeps 50; it bounds what a hostile body of a million labels costs.
 */
const NAMES_READ_MAX = 1000;

/** How deep a body is searched for scalars. */
const DEPTH_MAX = 4;

/** A label's value as text: scalars as they are, nested values as JSON text; null when the sender gave none. */
export function labelText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? jsonText(value, LIMITS.labelValueLengthMax) : String(value);
}

/** Adds one label unless it has no value or the name is taken: whoever is asked first wins, so the sender's own go first. */
export function addLabel(labels: Labels, name: string, value: unknown): void {
  if (!isFree(labels, name)) return;
  const text = labelText(value);
  if (text !== null) labels[name] = text;
}

/** `__proto__` is never free: assigning to it calls a setter of every object's prototype, and no label can have that name. */
function isFree(labels: Labels, name: string): boolean {
  return name !== "__proto__" && !Object.hasOwn(labels, name);
}

/** Adds every field as a label, by the rule of `addLabel`. */
export function addLabels(labels: Labels, fields: Fields): void {
  for (const name of namesOf(fields)) addLabel(labels, name, fields[name]);
}

/** Adds a label of the hub's own making, which has nothing to say when it is blank. */
export function addOwnLabel(labels: Labels, name: string, text: string): void {
  if (text !== "" && isFree(labels, name)) labels[name] = text;
}

/** Adds the scalar fields that are not blank, but those in `leftOut`: what a body says of itself beside the sender's labels. */
export function addScalars(labels: Labels, fields: Fields, leftOut: ReadonlySet<string>): void {
  for (const name of namesOf(fields)) {
    if (!leftOut.has(name)) addOwnLabel(labels, name, readText(fields[name]));
  }
}

/** A scalar of a body, under its dotted path. */
export type Scalar = { path: string; value: string | number | boolean };

/** The scalars of an object, those of nested objects under dotted names; a list counts as one scalar, its JSON text. */
export function listScalars(fields: Fields): Scalar[] {
  const scalars: Scalar[] = [];
  const walk = (part: Fields, prefix: string, depth: number): void => {
    for (const name of namesOf(part)) {
      if (scalars.length >= NAMES_READ_MAX) return;
      const value = part[name];
      const path = prefix + name;
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        scalars.push({ path, value });
      else if (Array.isArray(value)) {
        if (value.length > 0) scalars.push({ path, value: jsonText(value, LIMITS.labelValueLengthMax) });
      } else if (isFields(value) && depth < DEPTH_MAX) walk(value, `${path}.`, depth + 1);
    }
  };
  walk(fields, "", 1);
  return scalars;
}

/** Whether a scalar tells anything: a sender's Test button fills its template with blanks, zeros and false. */
export function isTelling({ value }: Scalar): boolean {
  return typeof value === "string" ? value.trim() !== "" : value !== 0 && value !== false;
}

/**
 * The labels that stay the same while a problem lasts, as sorted name and value pairs for a hash. `leftOut` holds lower-case
 * names.
 */
export function stableLabels(fields: Fields, leftOut: ReadonlySet<string>): string[] {
  const parts: string[] = [];
  for (const name of namesOf(fields).toSorted()) {
    const text = leftOut.has(name.toLowerCase()) ? null : labelText(fields[name]);
    if (text !== null && text !== "") parts.push(name, text);
  }
  return parts;
}

/** Names of labels that change while a problem lasts: levels, measured values, times. Lower case. */
export const VOLATILE_LABELS: ReadonlySet<string> = new Set([
  "severity",
  "level",
  "alert_level",
  "alertlevel",
  "_aliyun_arms_alert_level",
  "value",
  "values",
  "current_value",
  "currentvalue",
  "curvalue",
  "trigger_value",
  "triggervalue",
  "time",
  "timestamp",
  "start_time",
  "starttime",
  "startsat",
  "end_time",
  "endtime",
  "endsat",
  "duration",
]);

/** The names of a body's part; past the bound those that are kept first. */
function namesOf(fields: Fields): string[] {
  const names = Object.keys(fields);
  return names.length > NAMES_READ_MAX ? firstByRank(names).slice(0, NAMES_READ_MAX) : names;
}

function firstByRank(names: readonly string[]): string[] {
  const wanted = names.filter((name) => labelRank(name) < 2).sort((a, b) => labelRank(a) - labelRank(b));
  return [...wanted, ...names.filter((name) => labelRank(name) === 2)];
}

/** Labels with built-in use across the product: kept first when there are more than fit (S3, D11). */
const WELL_KNOWN = new Set(
  "check resource service cluster metric trigger_value region env body_text body_text_with_table team owner alertname severity".split(
    " ",
  ),
);

/** Whether a label steers dispatch (S4): those survive every cut. */
export function isDispatchLabel(name: string): boolean {
  return /^layer_(person|webhook)_reset_\d_\w+$/.test(name);
}

/** Which labels are kept first where not all fit: the lower, the sooner. */
export function labelRank(name: string): 0 | 1 | 2 {
  if (isDispatchLabel(name)) return 0;
  return WELL_KNOWN.has(name) ? 1 : 2;
}

/** How much of a label's name an adjustment shows. */
const NAME_SHOWN_MAX = 60;

/** The adjustment that says of labels, at least one, that they were cut or dropped. */
export function labelAdjustment(change: "cut" | "dropped", [first = "", ...others]: readonly string[]): Adjustment {
  return { change, field: `labels.${truncate(storable(first), NAME_SHOWN_MAX)}`, count: 1 + others.length };
}

/** The adjustment that tells of the labels of these parts that are never read, if there are any. */
export function unreadLabels(parts: readonly Fields[]): Adjustment[] {
  const large = parts.filter((part) => Object.keys(part).length > NAMES_READ_MAX);
  if (large.length === 0) return [];
  const read = new Set(parts.flatMap(namesOf));
  const unread = large.flatMap((part) => Object.keys(part).filter((name) => !read.has(name)));
  return unread.length === 0 ? [] : [labelAdjustment("dropped", [...new Set(unread)])];
}
