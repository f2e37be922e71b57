import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMetric } from "../../bench/support/metrics.ts";
import { pause } from "../../server/base/pause.ts";
import { createChannel, createIntegration } from "../support/api.ts";
import { type LoneHub, startLoneHub } from "./support/lone-hub.ts";
import { PROFILE } from "./support/profile.ts";
import { loadFully, loadSteadily } from "./support/steady-load.ts";

// A hub as users run it, under a load it can bear, for as long as the profile says: it neither falls behind nor grows.

const INTEGRATIONS = 20;
const PER_CHANNEL = 2;
const SAMPLES = 60;

let lone: LoneHub;
const urls: URL[] = [];

beforeAll(async () => {
  lone = await startLoneHub();
  const { api, hub } = lone;
  let channelId = 0;
  for (let index = 0; index < INTEGRATIONS; index += 1) {
    if (index % PER_CHANNEL === 0) channelId = await createChannel(api, `soak ${index / PER_CHANNEL + 1}`);
    urls.push(new URL((await createIntegration(api, hub.url, channelId)).pushUrl));
  }
}, PROFILE.timeoutMs);
afterAll(() => lone?.stop(), PROFILE.timeoutMs);

/** What is seen of the hub from outside at one moment. */
type Sample = { residentMegabytes: number; lagSeconds: number };

async function look({ hub }: LoneHub): Promise<Sample> {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${hub.pid}/status`, "utf8")) ?? [];
  return { residentMegabytes: Number(kilobytes) / 1_024, lagSeconds: await readMetric(hub.url, "tocsin_lag_seconds") };
}

/** The fastest the hub keeps up with: what it accepted, over the time until all of it was processed. */
async function measurePeak(seconds: number): Promise<number> {
  const startedMs = performance.now();
  const { accepted, others } = await loadFully(urls, seconds);
  expect(others).toEqual({});
  await lone.drained();
  return (accepted * 1_000) / (performance.now() - startedMs);
}

const medianOf = (samples: readonly Sample[]) =>
  samples.map(({ residentMegabytes }) => residentMegabytes).toSorted((a, b) => a - b)[samples.length >> 1] ?? 0;

test(
  "P1: under a steady load every push is answered 200, processing keeps up, and memory stays flat",
  async () => {
    const { measureSeconds, share, seconds, growthMax, lagSecondsMax } = PROFILE.soak;
    const peak = await measurePeak(measureSeconds);
    const perSecond = Math.floor(peak * share);
    // The hub looks every few seconds how far behind it is: what the peak left must be out of sight.
    await expect.poll(async () => (await look(lone)).lagSeconds).toBeLessThan(1);
    const before = await lone.count("select count(*) as n from delivery");
    const samples: Sample[] = [];
    const ended = new AbortController();
    const sampling = (async () => {
      while (!ended.signal.aborted) {
        samples.push(await look(lone));
        await pause((seconds * 1_000) / SAMPLES, ended.signal);
      }
    })();
    const { accepted, others, p99Ms } = await loadSteadily(urls, perSecond, seconds);
    ended.abort();
    await sampling;
    await lone.drained();

    const quarter = samples.length >> 2;
    const [early, late] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)].map(medianOf);
    const lag = Math.max(...samples.map(({ lagSeconds }) => lagSeconds));
    console.log(
      `soak: ${peak.toFixed(0)}/s at most; ${perSecond}/s for ${seconds} s: ${accepted} accepted, answers p99 ${p99Ms} ms, ` +
        `lag at most ${lag.toFixed(1)} s, ` +
        `process ${early?.toFixed(0)} MB, then ${late?.toFixed(0)} MB`,
    );
    expect(others).toEqual({});
    expect(accepted).toBeGreaterThanOrEqual(perSecond * seconds * 0.99);
    expect(lag).toBeLessThan(lagSecondsMax);
    expect(late).toBeLessThan((early ?? 0) * growthMax);
    expect(lone.hub.child.exitCode).toBeNull();
    expect(await lone.count("select count(*) as n from delivery where outcome = 'processed'")).toBe(before + accepted);
  },
  PROFILE.timeoutMs,
);
