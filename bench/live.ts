import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import { createPoster } from "../cli/simulators/post.ts";
import { sendWhenDue } from "../cli/simulators/send.ts";
import type { LiveEvent } from "../contract/live.ts";
import { launchChromium } from "../test/e2e/support/chromium.ts";
import { createApi, createChannel, createIntegration } from "../test/support/api.ts";
import { OWNER } from "../test/support/hub-process.ts";
import { openLive } from "../test/support/live.ts";
import { type BenchHub, startBenchHub } from "./support/bench-hub.ts";
import { aliyunBody } from "./support/bodies.ts";
import { readHistogram, waitUntilDrained } from "./support/metrics.ts";
import { percentiles } from "./support/percentiles.ts";

const PER_SECOND = Number(process.env.BENCH_RATE ?? 500);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
/** A process that has just begun compiles while it works: its first seconds are told by themselves. */
const WARM_AFTER_MS = 5_000;
const INTEGRATIONS = 20;
const JSON_BODY = { "content-type": "application/json" };
/** Times are shown to the second: each of these must have a second of its own. */
const SHOWN_EVERY_MS = 1_700;
const SHOWN = 15;

/** Push to live event at a steady rate, and push to screen in a real browser meanwhile, on an integration of its own. */
async function main(): Promise<void> {
  const bench = await startBenchHub(INTEGRATIONS);
  const browser = await launchChromium();
  try {
    const told = createTold();
    const stream = await openLive(bench.hub.url, {
      headers: { authorization: `Bearer ${bench.appKey}` },
      onEvent: told.hear,
    });
    await stream.ready();
    const screen = await openScreen(bench, await browser.newContext());
    const [answered, shown] = await Promise.all([load(bench, told), measureScreen(screen)]);
    await waitUntilDrained(bench.hub.url);
    await delay(1_000);
    await stream.close();
    const [cold, warm] = byWarmth(told.heard);
    const [shownCold, shownWarm] = byWarmth(shown);
    console.log(
      `${answered} pushes at ${PER_SECOND}/s over ${INTEGRATIONS} integrations; ${cold.length + warm.length} told of`,
    );
    console.log(`push → live event          ${percentiles(warm)}`);
    console.log(`  in the first ${WARM_AFTER_MS / 1_000} seconds     ${percentiles(cold)}`);
    console.log(`push → on screen           ${percentiles(shownWarm)}`);
    console.log(`  in the first ${WARM_AFTER_MS / 1_000} seconds     ${percentiles(shownCold)}`);
    // An event can follow only what was processed: on a machine that is busy otherwise most of the time goes there.
    const outcomes = await readHistogram(bench.hub.url, "tocsin_push_to_processed_seconds");
    for (const { seconds, count } of outcomes) {
      const share = count / (outcomes.at(-1)?.count ?? 1);
      if (seconds >= 0.1 && Number.isFinite(seconds))
        console.log(`push → outcome on disk     ${(share * 100).toFixed(1)} % within ${seconds * 1_000} ms`);
    }
    console.log(`batches                    ${told.batches()}, ${(told.batches() / SECONDS).toFixed(1)} a second`);
  } finally {
    await browser.close();
    await bench.stop();
  }
}

type Told = {
  sent(integrationId: number, atMs: number): void;
  hear(event: LiveEvent): void;
  batches(): number;
  heard: Heard[];
};

type Heard = { sentAtMs: number; latencyMs: number };

/** Latencies of what was sent in the first seconds, and of the rest. */
function byWarmth(heard: readonly Heard[]): [cold: number[], warm: number[]] {
  const startedAtMs = Math.min(...heard.slice(0, 1_000).map(({ sentAtMs }) => sentAtMs));
  const isCold = ({ sentAtMs }: Heard) => sentAtMs - startedAtMs < WARM_AFTER_MS;
  const latency = ({ latencyMs }: Heard) => latencyMs;
  return [heard.filter(isCold).map(latency), heard.filter((one) => !isCold(one)).map(latency)];
}

/** Pushes of an integration are processed in order: that three more were processed says it of the three that waited longest. */
function createTold(): Told {
  const waiting = new Map<number, number[]>();
  const early = new Map<number, number[]>();
  const heard: Heard[] = [];
  let batches = 0;
  const settle = (integrationId: number) => {
    const [sentAt, heardAt] = [waiting.get(integrationId) ?? [], early.get(integrationId) ?? []];
    while (sentAt.length > 0 && heardAt.length > 0) {
      const sentAtMs = sentAt.shift() ?? 0;
      heard.push({ sentAtMs, latencyMs: (heardAt.shift() ?? 0) - sentAtMs });
    }
  };
  const add = (all: Map<number, number[]>, id: number, atMs: number) => all.set(id, [...(all.get(id) ?? []), atMs]);
  return {
    heard,
    batches: () => batches,
    sent: (id, atMs) => {
      add(waiting, id, atMs);
      settle(id);
    },
    hear: (event) => {
      if (event.name !== "delivery.new") return;
      batches += 1;
      const nowMs = performance.now();
      for (const { integration_id: id, count } of event.data.items) {
        for (let i = 0; i < count; i += 1) add(early, id, nowMs);
        settle(id);
      }
    },
  };
}

async function load(bench: BenchHub, told: Told): Promise<number> {
  let answered = 0;
  const { signal } = new AbortController();
  // Each of the connections listens to it.
  setMaxListeners(0, signal);
  const sending = bench.pushUrls.map(async (url, index) => {
    const poster = createPoster({ url: new URL(url), headers: JSON_BODY, connections: 8, timeoutMs: 5_000 });
    const pushes = Array.from({ length: (PER_SECOND * SECONDS) / INTEGRATIONS }, (_, i) => ({
      afterMs: (i * 1_000 * INTEGRATIONS) / PER_SECOND + index,
      body: JSON.stringify(bodyOf(index, i)),
    }));
    await sendWhenDue(
      pushes,
      { poster, connections: 8, triesMax: 3, retryAfterMs: 1_000, signal },
      (_push, outcome) => {
        answered += 1;
        told.sent(bench.integrationIds[index] ?? 0, performance.now() - outcome.latencyMs);
      },
    );
    poster.stop();
  });
  await Promise.all(sending);
  return answered;
}

/** Fires, persists twice with a new value, recovers; then the next one. */
function bodyOf(integration: number, i: number): object {
  const entity = `pod-${integration}-${Math.floor(i / 4)}`;
  const status = i % 4 === 3 ? "RECOVERED" : "OCCURRED";
  return aliyunBody({ entity, status, value: 90 + (i % 4), timeMs: Date.now() + i });
}

type Screen = { page: Page; pushUrl: string };

/** The page of an integration that gets nothing else. */
async function openScreen({ hub, appKey }: BenchHub, context: Awaited<ReturnType<Page["context"]>>): Promise<Screen> {
  const api = createApi(hub.url, appKey);
  const { integrationId, pushUrl } = await createIntegration(api, hub.url, await createChannel(api, "screen"));
  await context.request.post(`${hub.url}/session/create`, { data: OWNER });
  const page = await context.newPage();
  await page.goto(`${hub.url}/integration/detail/${integrationId}`);
  await page.getByText("Waiting for the first event").first().waitFor();
  return { page, pushUrl };
}

/** From sending a push until the second of its arrival stands on the page. */
async function measureScreen({ page, pushUrl }: Screen): Promise<Heard[]> {
  const shown: Heard[] = [];
  for (let i = 0; i < SHOWN; i += 1) {
    await delay(SHOWN_EVERY_MS);
    const startedAtMs = Date.now();
    await fetch(pushUrl, { method: "POST", headers: JSON_BODY, body: JSON.stringify(bodyOf(99, i)) });
    // It arrived in the second in which it was sent, or in which it was answered.
    const seconds = [startedAtMs, Date.now()].map((ms) => new Date(ms).toISOString().slice(14, 19));
    await page
      .getByTitle(new RegExp(seconds.join("|")))
      .first()
      .waitFor();
    shown.push({ sentAtMs: startedAtMs, latencyMs: Date.now() - startedAtMs });
  }
  return shown;
}

await main();
