import { setMaxListeners } from "node:events";
import { createPoster } from "../../../cli/simulators/post.ts";
import { sendWhenDue } from "../../../cli/simulators/send.ts";
import { cmsEvent } from "../../support/cms-event.ts";

/** How many pushes were answered 200, what the others were answered, and how long answers took. */
export type LoadReport = { accepted: number; others: Record<string, number>; p99Ms: number };

const CONNECTIONS = 4;
const TIMEOUT_MS = 30_000;
const JSON_BODY = { "content-type": "application/json" };
/** Latencies are counted by the millisecond, so that a load of hours needs no more room than one of seconds. */
const LATENCY_MS_MAX = TIMEOUT_MS + 1;

/** Pushes to each URL in turn, `perSecond` in all for so many seconds, whether or not earlier ones were answered. */
export async function loadSteadily(urls: readonly URL[], perSecond: number, seconds: number): Promise<LoadReport> {
  const tally = createTally();
  const { signal } = new AbortController();
  // Each of the connections listens to it.
  setMaxListeners(0, signal);
  await Promise.all(
    urls.map(async (url, integration) => {
      const poster = createPoster({ url, headers: JSON_BODY, connections: CONNECTIONS, timeoutMs: TIMEOUT_MS });
      const pushes = takeTimes(integration, (urls.length * 1_000) / perSecond, seconds * 1_000);
      const options = { poster, connections: CONNECTIONS, triesMax: 1, retryAfterMs: 0, signal };
      await sendWhenDue(pushes, options, (_push, { isAccepted, tries, latencyMs }) =>
        tally.note(isAccepted, tries.at(-1) ?? "", latencyMs),
      );
      poster.stop();
    }),
  );
  return tally.report();
}

/** Pushes to each URL as fast as it answers, for so many seconds. */
export async function loadFully(urls: readonly URL[], seconds: number): Promise<LoadReport> {
  const tally = createTally();
  const endMs = performance.now() + seconds * 1_000;
  const send = async (url: URL, integration: number): Promise<void> => {
    const poster = createPoster({ url, headers: JSON_BODY, connections: CONNECTIONS, timeoutMs: TIMEOUT_MS });
    const connection = async (from: number): Promise<void> => {
      for (let i = from; performance.now() < endMs; i += CONNECTIONS) {
        const startedMs = performance.now();
        const answer = await poster.post(bodyOf(integration, i));
        const word = answer.kind === "answered" ? String(answer.status) : answer.because;
        tally.note(word === "200", word, performance.now() - startedMs);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, from) => connection(from)));
    poster.stop();
  };
  await Promise.all(urls.map(send));
  return tally.report();
}

function* takeTimes(
  integration: number,
  everyMs: number,
  untilMs: number,
): Generator<{ afterMs: number; body: string }> {
  for (let i = 0; ; i += 1) {
    const afterMs = i * everyMs + integration;
    if (afterMs >= untilMs) return;
    yield { afterMs, body: bodyOf(integration, i) };
  }
}

/** Fires, goes on twice, changes and recovers; then the next one: what is open stays about as much. */
function bodyOf(integration: number, i: number): string {
  const place = i % 5;
  const status = place === 4 ? "RECOVERED" : "OCCURRED";
  const message = `${place === 3 ? 97 : 93} %`;
  const entity = `pod-${integration}-${Math.floor(i / 5)}`;
  return JSON.stringify(cmsEvent({ entity, status, message, atMs: Date.now() }));
}

function createTally() {
  let accepted = 0;
  const others: Record<string, number> = {};
  const byMs = new Uint32Array(LATENCY_MS_MAX);
  let all = 0;
  return {
    note: (isAccepted: boolean, word: string, latencyMs: number): void => {
      if (isAccepted) accepted += 1;
      else others[word] = (others[word] ?? 0) + 1;
      const ms = Math.min(LATENCY_MS_MAX - 1, Math.floor(latencyMs));
      byMs[ms] = (byMs[ms] ?? 0) + 1;
      all += 1;
    },
    report: (): LoadReport => {
      let seen = 0;
      const p99Ms = byMs.findIndex((count) => {
        seen += count;
        return seen >= all * 0.99;
      });
      return { accepted, others, p99Ms };
    },
  };
}
