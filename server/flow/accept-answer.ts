import type { Issue } from "../../contract/issue.ts";
import { inEnglish, type Saying, say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { statusOf } from "../http/envelope.ts";
import { boundKey } from "../sources/read.ts";
import type { OwnAnswer, Source } from "../sources/source.ts";
import type { Judgement } from "./judgement.ts";

/** Items listed in the answer to a push of several events. */
const ITEMS_MAX = 100;
/** Issues named in one message. */
const ISSUES_MAX = 3;

/** The sender's own answer to an accepted push; null where the hub's is good enough, or where it would say anything but yes. */
export function ownAnswerOf(reading: Judgement): OwnAnswer | null {
  if (reading.outcome === "rejected" || !reading.answer) return null;
  const { status } = reading.answer;
  return status >= 200 && status < 300 ? reading.answer : null;
}

/** The sender's own form of a refusal; null for the hub's. One that would pass for a success is not used: the push would be lost. */
export function ownRefusalOf(source: Source | null, { code, message }: Refusal): OwnAnswer | null {
  if (!source?.answerRefusal) return null;
  try {
    const answer = source.answerRefusal({ status: statusOf(code), code, message });
    return answer && answer.status >= 400 && answer.status < 600 ? answer : null;
  } catch {
    return null;
  }
}

type AcceptedItem = { index: number; alert_key: string; error?: string };

/** `data` of the 200: the alert key of a single event, or how many events of several were accepted and which keys they got. */
export function acceptedData(reading: Judgement): object {
  if (reading.outcome !== "mapped") return {};
  const { events, rejects } = reading;
  const [only] = events;
  if (only && events.length === 1 && rejects.length === 0) return { alert_key: boundKey(only.key) };
  const errors = new Map(rejects.map((reject) => [reject.index, inEnglish(sayIssues(reject.issues))]));
  const items: AcceptedItem[] = [];
  let next = 0;
  for (let index = 0; items.length < ITEMS_MAX && index < events.length + rejects.length; index += 1) {
    const error = errors.get(index);
    if (error !== undefined) items.push({ index, alert_key: "", error });
    else items.push({ index, alert_key: boundKey(events[next++]?.key ?? "") });
  }
  return { accepted: events.length, rejected: rejects.length, items };
}

/** The refusal of a body that held nothing to accept. */
export function refusalOf(reading: Extract<Judgement, { outcome: "rejected" }>): Refusal {
  const said = sayIssues(reading.issues);
  if (reading.kind === "too_many_events") return new Refusal("EntityTooLarge", said);
  return new Refusal(reading.kind === "unparsable" ? "BadRequest" : "InvalidParameter", said);
}

function sayIssues(issues: readonly Issue[]): Saying[] {
  const shown = issues
    .slice(0, ISSUES_MAX)
    .map(({ at, expected, got }) => sayOf(at || "body", "expected", { expected, got }));
  const more = issues.length - shown.length;
  return more > 0 ? [...shown, say("and_more", { count: more })] : shown;
}
