import { createPoster } from "../cli/simulators/post.ts";
import { sendWhenDue } from "../cli/simulators/send.ts";
import { startBenchHub } from "./support/bench-hub.ts";
import { aliyunBody } from "./support/bodies.ts";
import { readHistogram, waitUntilDrained } from "./support/metrics.ts";
import { percentiles } from "./support/percentiles.ts";

const PER_SECOND = Number(process.env.BENCH_RATE ?? 500);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const INTEGRATIONS = 20;
const JSON_BODY = { "content-type": "application/json" };

/** Push to processed at a steady rate, open loop: how long from a push's arrival until its outcome is on disk. */
async function main(): Promise<void> {
  const bench = await startBenchHub(INTEGRATIONS);
  try {
    const posters = bench.pushUrls.map((url) =>
      createPoster({ url: new URL(url), headers: JSON_BODY, connections: 8, timeoutMs: 5_000 }),
    );
    const answers: number[] = [];
    let refused = 0;
    const sending = posters.map((poster, index) => {
      const pushes = Array.from({ length: (PER_SECOND * SECONDS) / INTEGRATIONS }, (_, i) => ({
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
    await waitUntilDrained(bench.hub.url);
    const shares = await readHistogram(bench.hub.url, "tocsin_push_to_processed_seconds");
    console.log(`${answers.length} pushes at ${PER_SECOND}/s over ${INTEGRATIONS} integrations, ${refused} refused`);
    console.log(`push → answer, durable     ${percentiles(answers)}`);
    for (const { seconds, share } of shares.filter(({ seconds }) => seconds >= 0.01 && seconds <= 1)) {
      console.log(`push → outcome on disk     ${(share * 100).toFixed(2).padStart(6)} % within ${seconds * 1_000} ms`);
    }
  } finally {
    await bench.stop();
  }
}

/** Fires, persists twice with a new value, recovers; then the next one. */
function bodyOf(integration: number, i: number): object {
  const entity = `pod-${integration}-${Math.floor(i / 4)}`;
  const status = i % 4 === 3 ? "RECOVERED" : "OCCURRED";
  return aliyunBody({ entity, status, value: 90 + (i % 4), timeMs: Date.now() + i });
}

await main();
