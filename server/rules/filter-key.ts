import { type Saying, say } from "../../contract/saying.ts";
import type { EventStatus } from "../../contract/severity.ts";

/** What a filter looks at: an event, alert or incident in the words of rules. */
export type FilterSubject = {
  title: string;
  description: string;
  severity: EventStatus;
  status: EventStatus;
  integrationId: number;
  alertKey: string;
  titleRule: string;
  labels: Readonly<Record<string, string>>;
};

/** A key of a condition, read: an attribute every subject has, or a label that may be missing. */
export type FilterKey = { label: string } | { attribute: Attribute };

/** What every subject has. */
export type Attribute = Exclude<keyof FilterSubject, "labels">;

/** Older names mean the same for good: clients in the field send them (R3). */
const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map([
  ["title", "title"],
  ["description", "description"],
  ["severity", "severity"],
  ["alert_severity", "severity"],
  ["event_severity", "severity"],
  ["incident_severity", "severity"],
  ["status", "status"],
  ["alert_status", "status"],
  ["event_status", "status"],
  ["incident_status", "status"],
  ["integration_id", "integrationId"],
  ["data_source_id", "integrationId"],
  ["alert_key", "alertKey"],
  ["title_rule", "titleRule"],
]);

/** Labels with a use built in, which may stand without `labels.` (S3, D21). */
const WELL_KNOWN_LABELS: ReadonlySet<string> = new Set([
  "check",
  "resource",
  "service",
  "cluster",
  "metric",
  "trigger_value",
  "region",
  "env",
  "body_text",
  "body_text_with_table",
  "team",
  "owner",
]);

/** Reads the key of a condition, or says what it should have been. */
export function readKey(key: string): FilterKey | { expected: Saying } {
  const attribute = ATTRIBUTES.get(key);
  if (attribute) return { attribute };
  // The vendor's console shows `Labels.` in its examples.
  if (/^[lL]abels\../s.test(key)) return { label: key.slice("labels.".length) };
  if (WELL_KNOWN_LABELS.has(key)) return { label: key };
  return { expected: say("filter_key") };
}

/** Reads the name of a label as `name_mapping_label` has it: with or without `labels.`. */
export function readLabelName(text: string): string {
  return /^[lL]abels\../s.test(text) ? text.slice("labels.".length) : text;
}

/** The value of a subject under a key; undefined where the label is missing. */
export function fieldOf(subject: FilterSubject, key: FilterKey): string | undefined {
  if ("attribute" in key) return String(subject[key.attribute]);
  return Object.hasOwn(subject.labels, key.label) ? subject.labels[key.label] : undefined;
}
