import type { Integration } from "../integrations/integration-queries.ts";

/** Rows carry an id, so that taking one away does not move what somebody types from one to another. */
export type LabelRow = { id: number; name: string; value: string };
/** One value of one path, and what it becomes. */
export type ValueRow = { id: number; path: string; from: string; to: string };

/** The targets that are one line of text each, under their names in the API. */
export type TextTarget = "title" | "event_status" | "alert_key" | "description";

/** A mapping while it is edited. */
export type MappingDraft = Record<TextTarget, string> & {
  isOn: boolean;
  /** The name under which the title was saved: both names mean the same. */
  titleName: "title" | "title_rule";
  /** Whether labels come one by one, or as a whole object. */
  labelsBy: "each" | "all";
  labels: readonly LabelRow[];
  allLabels: string;
  values: readonly ValueRow[];
  /** A part that the form does not show, kept as it is; undefined when there is none. */
  images: unknown;
};

/** The settings of an integration. */
export type Settings = Integration["settings"];
type Fields = Readonly<Record<string, unknown>>;

/** Pure. The mapping of an integration as a draft; parts of a shape that cannot be are empty. */
export function readDraft({ field_mapping, value_mapping }: Settings): MappingDraft {
  const fields = fieldsOf(field_mapping);
  const titleName = fields.title_rule === undefined ? "title" : "title_rule";
  const labels = Object.entries(fieldsOf(fields.labels));
  const values = Object.entries(fieldsOf(value_mapping)).flatMap(([path, pairs]) =>
    Object.entries(fieldsOf(pairs)).map(([from, to]) => ({ path, from, to: textOf(to) })),
  );
  return {
    isOn: typeof field_mapping === "object" && field_mapping !== null,
    titleName,
    title: textOf(fields[titleName]),
    event_status: textOf(fields.event_status),
    alert_key: textOf(fields.alert_key),
    description: textOf(fields.description),
    labelsBy: typeof fields.labels === "string" ? "all" : "each",
    labels: labels.map(([name, value], id) => ({ id, name, value: textOf(value) })),
    allLabels: textOf(fields.labels),
    values: values.map((row, id) => ({ id, ...row })),
    images: fields.images,
  };
}

/** Pure. What is saved of a draft, beside the other settings; what was left blank is left out, and the hub says if it is needed. */
export function writeDraft(
  draft: MappingDraft,
  { field_mapping: _f, value_mapping: _v, ...others }: Settings,
): Settings {
  if (!draft.isOn) return others;
  const { titleName, title, event_status, alert_key, description, images } = draft;
  const texts = { [titleName]: title, event_status, alert_key, description };
  const labels = writeLabels(draft);
  const field_mapping = {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== "")),
    ...(labels !== null && { labels }),
    ...(images !== undefined && { images }),
  };
  const value_mapping = writeValues(draft.values);
  return { ...others, field_mapping, ...(Object.keys(value_mapping).length > 0 && { value_mapping }) };
}

/** Pure. Whether two settings map alike, whatever else stands in them. */
export function isSameMapping(one: Settings, other: Settings): boolean {
  return mappingOf(one) === mappingOf(other);
}

function mappingOf(settings: Settings): string {
  return JSON.stringify(writeDraft(readDraft(settings), {}));
}

function writeLabels({ labelsBy, labels, allLabels }: MappingDraft): string | Fields | null {
  if (labelsBy === "all") return allLabels === "" ? null : allLabels;
  const begun = labels.filter(({ name, value }) => name !== "" || value !== "");
  return begun.length === 0 ? null : Object.fromEntries(begun.map(({ name, value }) => [name, value]));
}

function writeValues(rows: readonly ValueRow[]): Record<string, Record<string, string>> {
  const values: Record<string, Record<string, string>> = {};
  for (const { path, from, to } of rows) {
    if (path === "" && from === "" && to === "") continue;
    values[path] = { ...values[path], [from]: to };
  }
  return values;
}

/** Pure. An id that no row has. */
export function newRowId(rows: readonly { id: number }[]): number {
  return rows.reduce((most, { id }) => Math.max(most, id), -1) + 1;
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
