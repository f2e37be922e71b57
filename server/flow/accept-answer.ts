import type { Issue } from "../../contract/issue.ts";
import { inEnglish, type Saying, say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { boundKey } from "../sources/read.ts";
import type { Judgement } from "./judgement.ts";

/** Items listed in the answer to a push of several events. */
const ITEMS_MAX = 100;
/** Issues named in one message. */
const ISSUES_MAX = 3;

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
