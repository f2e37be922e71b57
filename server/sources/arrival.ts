import type { Issue } from "../../contract/issue.ts";
import { say } from "../../contract/saying.ts";
import { messageOf } from "../base/errors.ts";
import { judgePush, type PushReading } from "./read.ts";
import type { PushRequest, Source, SourceSettings } from "./source.ts";

// What happens to a push once, when it arrives, and never again: replay and processing trust what the journal holds.

/** The key that a source finds in a body; null also when it fails on it. */
export function findKey(source: Source, request: PushRequest): string | null {
  try {
    return source.findKey?.(request) ?? null;
  } catch {
    return null;
  }
}

/** Judges a push whose proof is good. `request` has the headers of the proof beside those that the journal keeps. */
export function judgeArrival(
  source: Source,
  request: PushRequest,
  settings: SourceSettings,
  receivedAtMs: number,
): PushReading {
  const issue = source.signature && verify(source, source.signature, request, settings, receivedAtMs);
  if (issue) return { outcome: "rejected", kind: "shape", issues: [issue] };
  return judgePush(source, request, settings, receivedAtMs);
}

/** A proof that a source fails on is none. */
function verify(
  source: Source,
  signature: NonNullable<Source["signature"]>,
  request: PushRequest,
  settings: SourceSettings,
  receivedAtMs: number,
): Issue | null {
  try {
    return signature.verify(request, settings, receivedAtMs);
  } catch (error) {
    const got = say("fails_on", { error: messageOf(error) });
    return { at: "", expected: say("body_of_source", { source: source.id }), got };
  }
}
