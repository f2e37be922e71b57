import { z } from "zod";
import { type Answer, createPoster } from "../../../cli/simulators/post.ts";
import { ERROR_CODES } from "../../../contract/errors.ts";
import type { MadeBody } from "./body-maker.ts";

/** What became of the bodies that were pushed to one integration. */
export type Tally = {
  sent: number;
  kinds: Record<string, number>;
  /** Of the bodies made from a sender's: how many were changed, and how many of those are still JSON. */
  changed: { all: number; stillJson: number };
  /** `200`, or the status and the error code. */
  answers: Record<string, number>;
  /** Events that the answers called accepted. */
  events: number;
  /** Answers that no push may get, the first few in full with their bodies. */
  wrong: string[];
};

const WRONG_MAX = 5;
const CONNECTIONS = 16;
const TIMEOUT_MS = 30_000;
/** What a body may be answered with, beside 200. */
const REFUSALS = ["BadRequest", "InvalidParameter", "InvalidContentType", "EntityTooLarge"] as const;

/** The answer to one event names its key, that to several counts them, and to what holds nothing to handle is empty. */
const eventCount = z.union([
  z.object({ accepted: z.number() }).transform(({ accepted: count }) => count),
  z.object({ alert_key: z.string() }).transform(() => 1),
  z.strictObject({}).transform(() => 0),
]);

const accepted = z.object({ request_id: z.string().min(1), data: eventCount });
const refused = z.object({
  request_id: z.string().min(1),
  error: z.object({ code: z.enum(REFUSALS), message: z.string().min(1) }),
});
/** Pushes `count` bodies to one URL, as fast as the hub answers. */
export async function hose(url: URL, count: number, next: () => MadeBody): Promise<Tally> {
  const tally: Tally = { sent: 0, kinds: {}, changed: { all: 0, stillJson: 0 }, answers: {}, events: 0, wrong: [] };
  const headers = { "content-type": "application/json" };
  const options = { url, connections: CONNECTIONS, timeoutMs: TIMEOUT_MS };
  const plain = createPoster({ ...options, headers });
  const gzip = createPoster({ ...options, headers: { ...headers, "content-encoding": "gzip" } });
  let left = count;
  const send = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const made = next();
      const answer = await (made.isGzip ? gzip : plain).post(made.bytes);
      note(tally, made, answer);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, send));
  plain.stop();
  gzip.stop();
  return tally;
}

/** The sums of several. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0);
  const sumBy = (pick: (tally: Tally) => Record<string, number>) => {
    const words = new Set(tallies.flatMap((tally) => Object.keys(pick(tally))));
    return Object.fromEntries([...words].toSorted().map((word) => [word, sum((tally) => pick(tally)[word] ?? 0)]));
  };
  return {
    sent: sum(({ sent }) => sent),
    kinds: sumBy(({ kinds }) => kinds),
    changed: { all: sum(({ changed }) => changed.all), stillJson: sum(({ changed }) => changed.stillJson) },
    answers: sumBy(({ answers }) => answers),
    events: sum((tally) => tally.events),
    wrong: tallies.flatMap(({ wrong }) => wrong),
  };
}

function note(tally: Tally, made: MadeBody, answer: Answer): void {
  tally.sent += 1;
  add(tally.kinds, made.kind);
  if (made.kind === "mutated" || made.kind === "damaged") {
    tally.changed.all += 1;
    if (made.isJson) tally.changed.stillJson += 1;
  }
  const word = wordOf(answer, tally);
  add(tally.answers, word ?? "wrong");
  if (word !== null || tally.wrong.length === WRONG_MAX) return;
  const { kind, bytes } = made;
  tally.wrong.push(JSON.stringify({ answer, kind, body: bytes.toString("base64") }));
}

/** `200`, or status and code, when an answer is one that a push may get; otherwise null. */
function wordOf(answer: Answer, tally: Tally): string | null {
  if (answer.kind === "failed") return null;
  const body: unknown = JSON.parse(answer.body);
  if (answer.status === 200) {
    const { success, data } = accepted.safeParse(body);
    if (!success) return null;
    tally.events += data.data;
    return "200";
  }
  const { success, data } = refused.safeParse(body);
  if (!success || ERROR_CODES[data.error.code].status !== answer.status) return null;
  return `${answer.status} ${data.error.code}`;
}

function add(counts: Record<string, number>, word: string): void {
  counts[word] = (counts[word] ?? 0) + 1;
}
