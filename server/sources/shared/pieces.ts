import type { Issue } from "../../../contract/issue.ts";
import { LIMITS } from "../../../contract/limits.ts";
import { type Saying, say } from "../../../contract/saying.ts";
import type { Reject, SourceEvent, SourceReading } from "../source.ts";
import { describe, type Fields, isFields } from "./fields.ts";

/**
 * What became of one event of a body: read, not readable, or nothing in it. `missing` is no event: the body says that its sender
 * left some out.
 */
export type Piece =
  | { event: SourceEvent }
  | { issues: readonly Issue[] }
  | { ignored: Saying }
  | { missing: readonly Issue[] };

/**
 * Reads a body that is one event or a list of them; `readOne` gets each object with its path in the body. A bad event does not
 * spoil the good ones beside it, and blank ones count only when all are.
 */
export function readPieces(value: unknown, readOne: (fields: Fields, at: string) => Iterable<Piece>): SourceReading {
  const seen: Seen = { events: [], rejects: [], blanks: [], count: 0 };
  // Nearly every body is one object: it should not pay for a generator that goes through lists as well.
  if (isFields(value)) return addAll(seen, readOne(value, ""), "") ? sumUp(seen) : tooManyEvents();
  if (!Array.isArray(value)) {
    const issue = { at: "", expected: say("object_or_objects"), got: describe(value) };
    return { outcome: "rejected", kind: "shape", issues: [issue] };
  }
  for (const [i, element] of value.entries()) {
    const at = `[${i}]`;
    const pieces = isFields(element)
      ? readOne(element, at)
      : [{ issues: [{ at, expected: say("object"), got: describe(element) }] }];
    if (!addAll(seen, pieces, at)) return tooManyEvents();
  }
  return sumUp(seen);
}

/** What the pieces of a body come to so far; `count` is of events, good, bad and blank. */
type Seen = {
  events: SourceEvent[];
  rejects: Reject[];
  blanks: { index: number; at: string; because: Saying }[];
  count: number;
};

/** Adds the pieces of one object. False when it is an event too many: what comes behind it is not looked at. */
function addAll(seen: Seen, pieces: Iterable<Piece>, at: string): boolean {
  for (const piece of pieces) {
    const index = seen.count;
    if ("missing" in piece) {
      seen.rejects.push({ index, issues: piece.missing });
      continue;
    }
    if (index >= LIMITS.eventsMax) return false;
    if ("event" in piece) seen.events.push(piece.event);
    else if ("issues" in piece) seen.rejects.push({ index, issues: piece.issues });
    else seen.blanks.push({ index, at, because: piece.ignored });
    seen.count += 1;
  }
  return true;
}

function sumUp({ events, rejects, blanks, count }: Seen): SourceReading {
  if (count === 0) return { outcome: "ignored", because: say("empty_list") };
  const [first] = blanks;
  if (first !== undefined && blanks.length === count) return { outcome: "ignored", because: first.because };
  for (const blank of blanks) {
    rejects.push({ index: blank.index, issues: [{ at: blank.at, expected: say("an_event"), got: blank.because }] });
  }
  if (blanks.length > 0) rejects.sort((a, b) => a.index - b.index);
  return { outcome: "mapped", events, rejects };
}

function tooManyEvents(): SourceReading {
  const expected = say("at_most_events", { max: LIMITS.eventsMax });
  const got = say("more_than", { bound: say("events", { count: LIMITS.eventsMax }) });
  return { outcome: "rejected", kind: "too_many_events", issues: [{ at: "", expected, got }] };
}

/** The path of a field inside an object that stands at `at` in the body. */
export function pathIn(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}
