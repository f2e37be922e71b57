import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "./random.ts";
import { eventsOf, type Mark, renderBody } from "./story.ts";

/** One attempt of a push. `status` is null while, or because, no whole answer came; `trouble` says why, as an error code. */
export type Attempt = Mark & { node: number; isSettled: boolean } & Answer;

type Answer = { status: number | null; trouble: string };

/** A sender with one integration: its pushes go one after the other, each tried until it is answered 200. */
export type Sender = {
  readonly attempts: readonly Attempt[];
  /** How many of them each node answered with 200. */
  readonly answered: readonly number[];
  /** The node from which an answer is awaited right now, or null. */
  waitsFor(): number | null;
  /** Recovers what it opened, and ends. */
  finish(): Promise<void>;
  /** Ends now, answered or not. */
  abort(): void;
};

export type SenderOptions = {
  index: number;
  /** A push URL of each node. The first choice is random, after a failure it is the next one. */
  pushUrls: readonly [string, ...string[]];
  random: Random;
  pace: Pace;
};

/** How fast senders send; shared by them, and changed while they do. */
export type Pace = {
  /** Time between an answer and the next push, at most. 0: every sender always waits for an answer. */
  thinkMsMax: number;
};

const ANSWER_TIMEOUT_MS = 20_000;
const RETRY_MS = [20, 120] as const;

/** Starts sending. */
export function startSender(options: SenderOptions): Sender {
  const { index, pushUrls, random } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const aborted = new AbortController();
  const attempts: Attempt[] = [];
  const answered = pushUrls.map(() => 0);
  let finishing = false;
  let lastMs = 0;

  const sendUntilAnswered = async (push: number, isLast: boolean): Promise<void> => {
    lastMs = Math.max(Date.now(), lastMs + 1);
    const events = eventsOf(index, push, isLast, lastMs);
    let node = random.between(0, pushUrls.length);
    for (let attempt = 1; !aborted.signal.aborted; attempt += 1) {
      const mark = { sender: index, push, attempt };
      const tried: Attempt = { ...mark, node, status: null, trouble: "", isSettled: false };
      attempts.push(tried);
      const answer = await post(agent, pushUrls[node] ?? pushUrls[0], renderBody(mark, events), aborted.signal);
      Object.assign(tried, answer, { isSettled: true });
      if (tried.status === 200) {
        answered[node] = (answered[node] ?? 0) + 1;
        return;
      }
      await delay(random.between(...RETRY_MS));
      node = (node + 1) % pushUrls.length;
    }
  };

  const send = async (): Promise<void> => {
    let push = 1;
    for (; !finishing && !aborted.signal.aborted; push += 1) {
      await sendUntilAnswered(push, false);
      const { thinkMsMax } = options.pace;
      if (thinkMsMax > 0) await delay(random.between(0, thinkMsMax));
    }
    await sendUntilAnswered(push, true);
  };

  const sending = send().finally(() => agent.destroy());
  return {
    ...{ attempts, answered },
    waitsFor: () => {
      const latest = attempts.at(-1);
      return latest && !latest.isSettled ? latest.node : null;
    },
    finish: () => {
      finishing = true;
      return sending;
    },
    abort: () => aborted.abort(),
  };
}

/** An answer that began and did not end: a hub that stops, rather than being killed, must not leave one. */
export const CUT = "CUT";

function post(agent: Agent, url: string, body: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method: "POST", agent, headers, timeout: ANSWER_TIMEOUT_MS, signal }, (response) => {
      response.resume();
      response.once("close", () => {
        const { complete, statusCode = null } = response;
        resolve(complete ? { status: statusCode, trouble: "" } : { status: null, trouble: CUT });
      });
    });
    sent.once("timeout", () => sent.destroy());
    sent.once("error", (error: NodeJS.ErrnoException) =>
      resolve({ status: null, trouble: error.code ?? error.message }),
    );
    sent.end(body);
  });
}
