import { LIMITS } from "../../contract/limits.ts";
import { say } from "../../contract/saying.ts";
import { SEVERITIES, type Severity } from "../../contract/severity.ts";
import { messageOf } from "../base/errors.ts";
import { storable, truncate } from "../base/text.ts";
import type { EventImage, PushRequest, Source, SourceEvent, SourceReading, SourceSettings } from "./source.ts";

/**
 * Reads a push with its source and holds every event to the limits of `spec.md` §2.3: what `process` works with. Never throws.
 */
export function readPush(
  source: Source,
  request: PushRequest,
  settings: SourceSettings,
  receivedAtMs: number,
): SourceReading {
  const reading = judgePush(source, request, settings, receivedAtMs);
  if (reading.outcome !== "mapped") return reading;
  const overrides = readOverrides(request.query);
  const events = reading.events.map((event) => boundEvent(overrides ? override(event, overrides) : event));
  return { outcome: "mapped", events, rejects: reading.rejects };
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
): SourceReading {
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

/** What the push URL's own query says about every event it carries (`sources.md` §1.1, `spec.md` §6.8); null when nothing. */
function readOverrides(query: Readonly<Record<string, string>>): Overrides | null {
  const severity = SEVERITIES.find((word) => word === query.severity);
  const title = query.title_rule || undefined;
  const labels = Object.entries(query).filter(([name]) => DISPATCH.test(name));
  return severity || title || labels.length > 0 ? { severity, title, labels } : null;
}

function override(event: SourceEvent, overrides: Overrides): SourceEvent {
  if (event.status === "Ok") return event;
  const { key, otherKeys, description, images, sourceTimeMs } = event;
  return {
    status: overrides.severity ?? event.status,
    title: overrides.title ?? event.title,
    labels: { ...event.labels, ...Object.fromEntries(overrides.labels) },
    ...{ key, otherKeys, description, images, sourceTimeMs },
  };
}

/** The event cut to the limits of the wire, with text that can be stored. Never refuses. */
export function boundEvent(event: SourceEvent): SourceEvent {
  return {
    status: event.status,
    key: boundKey(event.key),
    otherKeys: event.otherKeys.map(boundKey),
    title: truncate(storable(event.title), LIMITS.titleLengthMax),
    description: truncate(storable(event.description), LIMITS.descriptionLengthMax),
    labels: boundLabels(event.labels),
    images: event.images.length === 0 ? event.images : boundImages(event.images),
    sourceTimeMs: event.sourceTimeMs,
  };
}

/** An alert key as it is stored and answered. */
export function boundKey(key: string): string {
  return truncate(storable(key), LIMITS.alertKeyLengthMax);
}

/** Labels with built-in use across the product: kept first when there are more than fit (`spec.md` §14 D11). */
const WELL_KNOWN = new Set(
  "check resource service cluster metric trigger_value region env body_text body_text_with_table team owner alertname severity".split(
    " ",
  ),
);
/** Labels that steer dispatch (`spec.md` §6.8) survive every cut. */
const DISPATCH = /^layer_(person|webhook)_reset_\d_\w+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what makes a label key unusable
const CONTROL = /[\u0000-\u001f\u007f]/;

function boundLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  let keys = Object.keys(labels);
  keys = keys.filter(
    (key) => key !== "" && key !== "__proto__" && key.length <= LIMITS.labelKeyLengthMax && !CONTROL.test(key),
  );
  if (keys.length > LIMITS.labelsMax) {
    const rank = (key: string) => (DISPATCH.test(key) ? 0 : WELL_KNOWN.has(key) ? 1 : 2);
    keys = keys.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, LIMITS.labelsMax);
  }
  const bounded: Record<string, string> = {};
  for (const key of keys) bounded[storable(key)] = truncate(storable(labels[key] ?? ""), LIMITS.labelValueLengthMax);
  return bounded;
}

function boundImages(images: readonly EventImage[]): EventImage[] {
  const byAlt = new Map<string, EventImage>();
  for (const image of images) {
    const src = storable(image.src);
    const usable = src.length <= LIMITS.imageUrlLengthMax && (/^https?:\/\//i.test(src) || src.startsWith("img_"));
    if (!usable) continue;
    const alt = truncate(storable(image.alt), LIMITS.imageAltLengthMax);
    byAlt.set(alt, { src, alt, href: truncate(storable(image.href), LIMITS.imageUrlLengthMax) });
  }
  return [...byAlt.values()].slice(0, LIMITS.imagesMax);
}
