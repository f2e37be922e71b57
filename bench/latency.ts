import { createPoster } from "../cli/simulators/post.ts";
import { sendWhenDue } from "../cli/simulators/send.ts";
import { type BenchHub, startBenchHub } from "./support/bench-hub.ts";
import { aliyunBody } from "./support/bodies.ts";
import { type Buckets, observedSince, quantile, readHistogram, workOff } from "./support/metrics.ts";
import { percentiles } from "./support/percentiles.ts";

const PER_SECOND = Number(process.env.BENCH_RATE ?? 500);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
/** A hub and a load generator that began a moment ago compile while they work: these seconds are told apart. */
const FIRST_SECONDS = 5;
const INTEGRATIONS = 20;
const JSON_BODY = { "content-type": "application/json" };
const OUTCOME = "tocsin_push_to_processed_seconds";
/** What 99 of 100 outcomes are to be on disk within. */
const GOAL_MS = 250;

/** Push to processed at a steady rate, open loop: how long from a push's arrival until its outcome is on disk. */
async function main(): Promise<void> {
  const bench = await startBenchHub(INTEGRATIONS);
  try {
    for (const [name, seconds] of [
      [`the first ${FIRST_SECONDS} s of the hub`, FIRST_SECONDS] as const,
      ["then", SECONDS] as const,
    ]) {
      const before = await readHistogram(bench.hub.url, OUTCOME);
      const { answers, refused } = await send(bench, seconds);
      await workOff(bench.hub.url);
      console.log(
        `\n${name}: ${answers.length} pushes at ${PER_SECOND}/s over ${INTEGRATIONS} integrations, ${refused} refused`,
      );
      console.log(`push → answer, durable     ${percentiles(answers)}`);
      report(observedSince(before, await readHistogram(bench.hub.url, OUTCOME)));
    }
  } finally {
    await bench.stop();
  }
}

async function send({ pushUrls }: BenchHub, seconds: number): Promise<{ answers: number[]; refused: number }> {
  const posters = pushUrls.map((url) =>
    createPoster({ url: new URL(url), headers: JSON_BODY, connections: 8, timeoutMs: 5_000 }),
  );
  const answers: number[] = [];
  let refused = 0;
  const sending = posters.map((poster, index) => {
    const pushes = Array.from({ length: (PER_SECOND * seconds) / INTEGRATIONS }, (_, i) => ({
      afterMs: (i * 1_000 * INTEGRATIONS) / PER_SECOND + index,
      body: JSON.stringify(bodyOf(index, i)),
    }));
    const options = {
      poster,
      connections: 8,
      triesMax: 3,
      retryAfterMs: 1_000,
      signal: new AbortController().signal,
    };
    return sendWhenDue(pushes, options, (_push, outcome) => {
      answers.push(outcome.latencyMs);
      if (!outcome.isAccepted) refused += 1;
    });
  });
  await Promise.all(sending);
  for (const poster of posters) poster.stop();
  return { answers, refused };
}

function report(observed: Buckets): void {
  const total = observed.at(-1)?.count ?? 0;
  for (const { seconds, count } of observed.filter((bucket) => bucket.seconds >= 0.01 && bucket.seconds <= 1)) {
    const percent = ((100 * count) / total).toFixed(2).padStart(6);
    console.log(`push → outcome on disk     ${percent} % within ${seconds * 1_000} ms`);
  }
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => (1_000 * quantile(observed, share)).toFixed(0));
  const isMet = Number(p99) < GOAL_MS ? "met" : "not met";
  console.log(
    `push → outcome on disk     p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms; goal p99 < ${GOAL_MS} ms: ${isMet}`,
  );
}

/** Fires, persists twice with a new value, recovers; then the next one. */
function bodyOf(integration: number, i: number): object {
  const entity = `pod-${integration}-${Math.floor(i / 4)}`;
  const status = i % 4 === 3 ? "RECOVERED" : "OCCURRED";
  return aliyunBody({ entity, status, value: 90 + (i % 4), timeMs: Date.now() + i });
}

await main();
