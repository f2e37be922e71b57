import type { EventImage } from "../../../contract/event-image.ts";
import type { Issue } from "../../../contract/issue.ts";
import { LIMITS } from "../../../contract/limits.ts";
import { type Saying, type SayingValue, say } from "../../../contract/saying.ts";
import { EVENT_STATUSES, type EventStatus, type Severity } from "../../../contract/severity.ts";
import type { Adjustment } from "../../../contract/verdicts.ts";
import { hashKey } from "../../base/ids.ts";
import type { PushRequest, SourceEvent, SourceReading } from "../source.ts";
import { readBody } from "./body.ts";
import { describe, type Fields, firstText, isFields, NO_FIELDS, readFields, readList, readText } from "./fields.ts";
import { addLabels, type Labels, labelText, stableLabels, unreadLabels } from "./labels.ts";
import { type Piece, pathIn, readPieces } from "./pieces.ts";
import { createWords, findWord } from "./words.ts";

/** Events in one body (S7). */
const BATCH_MAX = 100;

/** What senders of standard events differ in. */
export type StandardDialect = {
  /** The level of an event whose `event_status` is none of the four; null refuses the event, and takes the words exactly. */
  defaultSeverity: Severity | null;
  /** Whether a body is what the sender's Test button posts. */
  isTest?(fields: Fields): boolean;
  /** What an object of the body stands for, where it is not an event itself. */
  translate?(
    fields: Fields,
  ): { ok: true; fields: Fields; changes: readonly Adjustment[] } | { ok: false; issues: readonly Issue[] };
};

/** Reads a standard event (S1), or a list of them; a bad one does not spoil the good ones beside it. */
export function readStandardBody({ body: bytes }: PushRequest, dialect: StandardDialect): SourceReading {
  const body = readBody(bytes);
  // A sender that tries the address may send no bytes; `{}` on the other hand is an event that lacks all that it needs.
  if (body.kind === "empty" || (body.kind !== "unparsable" && body.value === null)) {
    return { outcome: "ignored", because: say("test_body_empty") };
  }
  if (body.kind === "unparsable") return { outcome: "rejected", kind: "unparsable", issues: body.issues };
  if (Array.isArray(body.value) && body.value.length > BATCH_MAX) {
    const expected = say("at_most_events", { max: BATCH_MAX });
    const issue = { at: "", expected, got: say("events", { count: body.value.length }) };
    return { outcome: "rejected", kind: "too_many_events", issues: [issue] };
  }
  return readPieces(body.value, (fields, at) => [readOne(fields, at, dialect)]);
}

function readOne(fields: Fields, at: string, { isTest, translate, defaultSeverity }: StandardDialect): Piece {
  if (isTest?.(fields)) return { ignored: say("test_tries") };
  if (!translate) return readEvent(fields, at, defaultSeverity, undefined);
  const translated = translate(fields);
  if (!translated.ok) return { issues: translated.issues.map((issue) => ({ ...issue, at: pathIn(at, issue.at) })) };
  return readEvent(translated.fields, at, defaultSeverity, translated.changes);
}

function readEvent(
  fields: Fields,
  at: string,
  defaultSeverity: Severity | null,
  changes: readonly Adjustment[] | undefined,
): Piece {
  const issues: Issue[] = [];
  const wrong = (field: string, expected: Saying, got: SayingValue) => {
    issues.push({ at: pathIn(at, field), expected, got });
  };
  const status = readStatus(fields.event_status, defaultSeverity);
  if (status === null) wrong("event_status", STATUS_EXPECTED, shown(fields.event_status));
  const title = firstText(fields.title_rule, fields.title);
  // A recovery leaves the title of its alert as it is (D94).
  if (title === "" && status !== "Ok")
    wrong("title_rule", say("text_here_or", { field: "title" }), shown(fields.title_rule));
  const labels = readFields(fields.labels ?? NO_FIELDS);
  if (labels === null) wrong("labels", say("names_and_values"), shown(fields.labels));
  const images = readList(fields.images ?? []);
  if (images === null) wrong("images", say("images_array"), shown(fields.images));
  const key = readKey(fields.alert_key);
  if (key === null) wrong("alert_key", KEY_EXPECTED, tooLong(fields.alert_key));
  if (key === "" && status === "Ok") {
    wrong("alert_key", say("key_of_over"), shown(fields.alert_key));
  }
  if (issues.length > 0 || status === null || labels === null || images === null || key === null) return { issues };
  return { event: new StandardEvent(status, key, { fields, title, labels, images, changes }) };
}

const STATUS_EXPECTED = say("exactly", {
  words: `${EVENT_STATUSES.slice(0, -1).join(", ")} or ${EVENT_STATUSES.at(-1)}`,
});
const KEY_EXPECTED = say("text_at_most", { max: LIMITS.alertKeyLengthMax });
const WORDS = createWords(EVENT_STATUSES.map((status) => [status, status] as const));

function readStatus(value: unknown, defaultSeverity: Severity | null): EventStatus | null {
  if (defaultSeverity !== null) return findWord(WORDS, value) ?? defaultSeverity;
  return EVENT_STATUSES.find((status) => status === value) ?? null;
}

/** The sender's own key, to the letter, since the answer echoes it; empty when there is none, null when it cannot be one. */
function readKey(value: unknown): string | null {
  if (typeof value === "object" && value !== null) return null;
  const text = typeof value === "string" ? value : readText(value);
  return text.length > LIMITS.alertKeyLengthMax ? null : text.trim() && text;
}

function tooLong(value: unknown): Saying {
  return typeof value === "string" ? say("characters", { count: value.length }) : describe(value);
}

const SHOWN_MAX = 60;

function shown(value: unknown): SayingValue {
  if (typeof value !== "string") return describe(value);
  return JSON.stringify(value.length > SHOWN_MAX ? `${value.slice(0, SHOWN_MAX)}…` : value);
}

type Parts = {
  fields: Fields;
  title: string;
  labels: Fields;
  images: readonly unknown[];
  changes: readonly Adjustment[] | undefined;
};

const NO_KEYS: readonly string[] = [];
/** What a sender measured is another number each time it sends, and the condition is the same (D18). */
const MEASURED: ReadonlySet<string> = new Set(["trigger_value", "value"]);

/** An event whose labels and images are gathered when somebody asks: whoever only answers the sender does not. */
class StandardEvent implements SourceEvent {
  readonly status: EventStatus;
  readonly key: string;
  readonly otherKeys = NO_KEYS;
  readonly title: string;
  readonly sourceTimeMs = null;
  readonly #parts: Parts;

  constructor(status: EventStatus, key: string, parts: Parts) {
    this.status = status;
    // The answer has to return the key, so it is made of what the sender said, before any rule (D18).
    this.key = key || hashKey(["standard", parts.title, ...stableLabels(parts.labels, MEASURED)]);
    this.title = parts.title;
    this.#parts = parts;
  }

  get description(): string {
    return labelText(this.#parts.fields.description) ?? "";
  }

  get labels(): Record<string, string> {
    const labels: Labels = {};
    addLabels(labels, this.#parts.labels);
    return labels;
  }

  get changes(): readonly Adjustment[] {
    return [...(this.#parts.changes ?? []), ...unreadLabels([this.#parts.labels])];
  }

  get images(): readonly EventImage[] {
    return this.#parts.images.map((image) => {
      if (!isFields(image)) return { src: readText(image), alt: "", href: "" };
      return { src: readText(image.src), alt: readText(image.alt), href: readText(image.href) };
    });
  }
}
