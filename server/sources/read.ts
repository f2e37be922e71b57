import type { EventImage } from "../../contract/event-image.ts";
import { LIMITS } from "../../contract/limits.ts";
import { type Saying, say } from "../../contract/saying.ts";
import { SEVERITIES, type Severity } from "../../contract/severity.ts";
import { isTitleRule } from "../../contract/title-rule.ts";
import type { Adjustment } from "../../contract/verdicts.ts";
import { messageOf } from "../base/errors.ts";
import { storable, truncate } from "../base/text.ts";
import { settleHandshake } from "./handshake.ts";
import { isDispatchLabel, labelAdjustment, labelRank } from "./shared/labels.ts";
import type {
  Handshake,
  OwnAnswer,
  PushRequest,
  Source,
  SourceEvent,
  SourceReading,
  SourceSettings,
} from "./source.ts";

/** A source's reading as the hub goes on with it: a handshake is a push without events that somebody has yet to confirm. */
export type PushReading =
  | Exclude<SourceReading, { outcome: "ignored" | "handshake" }>
  | { outcome: "ignored"; because: Saying; answer?: OwnAnswer; handshake?: Handshake };

/**
 * Reads a push with its source and holds every event to its limits (S1): what `process` works with. Never throws.
 */
export function readPush(
  source: Source,
  request: PushRequest,
  settings: SourceSettings,
  receivedAtMs: number,
): PushReading {
  const reading = judgePush(source, request, settings, receivedAtMs);
  if (reading.outcome !== "mapped") return reading;
  const overrides = readOverrides(request.query);
  const events = reading.events.map((event) => boundEvent(overrides ? override(event, overrides) : event));
  const { rejects, answer } = reading;
  return { outcome: "mapped", events, rejects, ...(answer && { answer }) };
}

/**
 * Reads a push as far as its answer needs: accepted or not, which keys, any recovery. Events are not bounded yet. A source that
 * throws has a defect; its push is answered as a body nobody can read, never with a 5xx.
 */
export function judgePush(
  source: Source,
  request: PushRequest,
  settings: SourceSettings,
  receivedAtMs: number,
): PushReading {
  let reading: SourceReading;
  try {
    reading = source.read(request, settings, receivedAtMs);
  } catch (error) {
    const issue = {
      at: "",
      expected: say("body_of_source", { source: source.id }),
      got: say("fails_on", { error: messageOf(error) }),
    };
    return { outcome: "rejected", kind: "unparsable", issues: [issue] };
  }
  if (reading.outcome === "handshake") return settleHandshake(source, reading);
  if (reading.outcome !== "mapped") return reading;
  const count = reading.events.length + reading.rejects.length;
  if (count > LIMITS.eventsMax) {
    const expected = say("at_most_events", { max: LIMITS.eventsMax });
    const got = say("events", { count });
    return { outcome: "rejected", kind: "too_many_events", issues: [{ at: "", expected, got }] };
  }
  if (reading.events.length > 0 || reading.rejects.length === 0) return reading;
  const issues = reading.rejects.flatMap((reject) => reject.issues).slice(0, 20);
  return { outcome: "rejected", kind: "shape", issues };
}

type Overrides = { severity: Severity | undefined; title: string | undefined; labels: [string, string][] };

/** What the push URL's own query says about every event it carries (U12); null when nothing. */
function readOverrides(query: Readonly<Record<string, string>>): Overrides | null {
  const severity = SEVERITIES.find((word) => word === query.severity);
  const title = query.title_rule || undefined;
  const labels = Object.entries(query).filter(([name]) => isDispatchLabel(name));
  return severity || title || labels.length > 0 ? { severity, title, labels } : null;
}

function override(event: SourceEvent, overrides: Overrides): SourceEvent {
  if (event.status === "Ok") return event;
  const { key, otherKeys, description, images, sourceTimeMs, changes } = event;
  return {
    status: overrides.severity ?? event.status,
    title: overrides.title ?? event.title,
    labels: { ...event.labels, ...Object.fromEntries(overrides.labels) },
    ...{ key, otherKeys, description, images, sourceTimeMs, changes },
  };
}

/** The event cut to the limits of the wire, with text that can be stored, and with what that changed. Never refuses. */
export function boundEvent(event: SourceEvent): SourceEvent {
  const changes: Adjustment[] = event.changes ? [...event.changes] : [];
  const { title, description, images } = event;
  const titleLengthMax = isTitleRule(title) ? LIMITS.titleRuleLengthMax : LIMITS.titleLengthMax;
  const bounded: SourceEvent = {
    status: event.status,
    key: boundText(event.key, LIMITS.alertKeyLengthMax, "alert_key", changes),
    otherKeys: event.otherKeys.map(boundKey),
    title: boundText(title, titleLengthMax, "title", changes),
    description: boundText(description, LIMITS.descriptionLengthMax, "description", changes),
    labels: boundLabels(event.labels, changes),
    images: images.length === 0 ? images : boundImages(images, changes),
    sourceTimeMs: event.sourceTimeMs,
  };
  if (changes.length > 0) bounded.changes = changes;
  return bounded;
}

function boundText(text: string, lengthMax: number, field: string, changes: Adjustment[]): string {
  if (text.length > lengthMax) changes.push({ change: "cut", field, count: text.length });
  return truncate(storable(text), lengthMax);
}

/** An alert key as it is stored and answered. */
export function boundKey(key: string): string {
  return truncate(storable(key), LIMITS.alertKeyLengthMax);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what makes a label key unusable
const CONTROL = /[\u0000-\u001f\u007f]/;

function boundLabels(labels: Readonly<Record<string, string>>, changes: Adjustment[]): Record<string, string> {
  const all = Object.keys(labels);
  let keys = all.filter(
    (key) => key !== "" && key !== "__proto__" && key.length <= LIMITS.labelKeyLengthMax && !CONTROL.test(key),
  );
  if (keys.length > LIMITS.labelsMax) {
    keys = keys.sort((a, b) => labelRank(a) - labelRank(b) || (a < b ? -1 : 1)).slice(0, LIMITS.labelsMax);
  }
  if (keys.length < all.length) {
    const kept = new Set(keys);
    const dropped = labelAdjustment(
      "dropped",
      all.filter((key) => !kept.has(key)),
    );
    const unreadAt = changes.findIndex(({ change, field }) => change === "dropped" && field.startsWith("labels."));
    const [unread] = unreadAt === -1 ? [] : changes.splice(unreadAt, 1);
    changes.push({ ...dropped, count: dropped.count + (unread?.count ?? 0) });
  }
  const bounded: Record<string, string> = {};
  const cut: string[] = [];
  for (const key of keys) {
    const value = labels[key] ?? "";
    if (value.length > LIMITS.labelValueLengthMax) cut.push(key);
    bounded[storable(key)] = truncate(storable(value), LIMITS.labelValueLengthMax);
  }
  if (cut.length > 0) changes.push(labelAdjustment("cut", cut));
  return bounded;
}

/** Of images with one alternative text the last is kept, which is no loss worth a word; an address that cannot be shown is. */
function boundImages(images: readonly EventImage[], changes: Adjustment[]): EventImage[] {
  const byAlt = new Map<string, EventImage>();
  let unusable = 0;
  for (const image of images) {
    const src = storable(image.src);
    if (src.length > LIMITS.imageUrlLengthMax || !(/^https?:\/\//i.test(src) || src.startsWith("img_"))) {
      unusable += 1;
      continue;
    }
    const alt = truncate(storable(image.alt), LIMITS.imageAltLengthMax);
    byAlt.set(alt, { src, alt, href: truncate(storable(image.href), LIMITS.imageUrlLengthMax) });
  }
  const dropped = unusable + Math.max(0, byAlt.size - LIMITS.imagesMax);
  if (dropped > 0) changes.push({ change: "dropped", field: "images", count: dropped });
  return [...byAlt.values()].slice(0, LIMITS.imagesMax);
}
