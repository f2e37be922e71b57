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
  const events: SourceEvent[] = [];
  const rejects: Reject[] = [];
  const blanks: { index: number; at: string; because: Saying }[] = [];
  if (!isFields(value) && !Array.isArray(value)) {
    const issue = { at: "", expected: say("object_or_objects"), got: describe(value) };
    return { outcome: "rejected", kind: "shape", issues: [issue] };
  }
  let index = 0;
  for (const [at, piece] of eachPiece(value, readOne)) {
    if ("missing" in piece) {
      rejects.push({ index, issues: piece.missing });
      continue;
    }
    if (index >= LIMITS.eventsMax) return tooManyEvents();
    if ("event" in piece) events.push(piece.event);
    else if ("issues" in piece) rejects.push({ index, issues: piece.issues });
    else blanks.push({ index, at, because: piece.ignored });
    index += 1;
  }
  if (index === 0) return { outcome: "ignored", because: say("empty_list") };
  const [first] = blanks;
  if (first !== undefined && blanks.length === index) return { outcome: "ignored", because: first.because };
  for (const blank of blanks) {
    rejects.push({ index: blank.index, issues: [{ at: blank.at, expected: say("an_event"), got: blank.because }] });
  }
  if (blanks.length > 0) rejects.sort((a, b) => a.index - b.index);
  return { outcome: "mapped", events, rejects };
}

function* eachPiece(
  value: Fields | readonly unknown[],
  readOne: (fields: Fields, at: string) => Iterable<Piece>,
): Generator<readonly [string, Piece]> {
  if (isFields(value)) {
    for (const piece of readOne(value, "")) yield ["", piece];
    return;
  }
  for (const [i, element] of value.entries()) {
    const at = `[${i}]`;
    if (isFields(element)) for (const piece of readOne(element, at)) yield [at, piece];
    else yield [at, { issues: [{ at, expected: say("object"), got: describe(element) }] }];
  }
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
