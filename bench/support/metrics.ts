import { setTimeout as delay } from "node:timers/promises";

/** One value of `/metrics` without labels; 0 when it is not there. */
export async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return Number(line?.split(" ")[1] ?? 0);
}

/** Waits until nothing is pending and returns how long that took. The hub looks every two seconds. */
export async function waitUntilDrained(url: string): Promise<number> {
  const startedMs = performance.now();
  for (let quiet = 0; quiet < 3; ) {
    await delay(1_000);
    quiet = (await readMetric(url, "tocsin_pending_pushes")) === 0 ? quiet + 1 : 0;
  }
  return performance.now() - startedMs;
}

/** A histogram without labels: how many observations there were up to each bucket's bound, which is infinite for the last. */
export type Buckets = { seconds: number; count: number }[];

/** Reads a histogram of `/metrics`. */
export async function readHistogram(url: string, name: string): Promise<Buckets> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const buckets = [...text.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)`, "gm"))];
  return buckets.map(([, le, count]) => ({ seconds: le === "+Inf" ? Infinity : Number(le), count: Number(count) }));
}

/** What was observed between two readings. */
export function observedSince(before: Buckets, after: Buckets): Buckets {
  return after.map(({ seconds, count }, i) => ({ seconds, count: count - (before[i]?.count ?? 0) }));
}

/** A quantile, taken to lie evenly between the bounds of its bucket; the last finite bound when it is beyond that. */
export function quantile(buckets: Buckets, share: number): number {
  const wanted = share * (buckets.at(-1)?.count ?? 0);
  const at = buckets.findIndex(({ count }) => count >= wanted);
  const [below, bucket] = [buckets[at - 1] ?? { seconds: 0, count: 0 }, buckets[at]];
  if (!bucket || bucket.seconds === Infinity) return below.seconds;
  const part = (wanted - below.count) / Math.max(1, bucket.count - below.count);
  return below.seconds + part * (bucket.seconds - below.seconds);
}

/** A counter of `/metrics`, summed by one of its labels. */
async function readCounter(url: string, name: string, label: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const sums = new Map<string, number>();
  for (const [, labels, value] of text.matchAll(new RegExp(`^${name}\\{([^}]*)\\} (\\S+)`, "gm"))) {
    const word = new RegExp(`(?:^|,)${label}="([^"]*)"`).exec(labels ?? "")?.[1] ?? "";
    sums.set(word, (sums.get(word) ?? 0) + Number(value));
  }
  return sums;
}

/** How many verdicts of each kind the hub gave. */
export function readVerdicts(url: string): Promise<Map<string, number>> {
  return readCounter(url, "tocsin_verdicts_total", "verdict");
}

/** How many pushes the hub answered 200. */
export async function countAccepted(url: string): Promise<number> {
  return (await readCounter(url, "tocsin_pushes_total", "code")).get("OK") ?? 0;
}

/** How many pushes ended how; outcomes that none had are not there. */
export function readOutcomes(url: string): Promise<Map<string, number>> {
  return readCounter(url, "tocsin_deliveries_total", "outcome");
}

/** How many pushes have an outcome. */
export async function countProcessed(url: string): Promise<number> {
  return [...(await readOutcomes(url)).values()].reduce((sum, count) => sum + count, 0);
}

/** The slowest commits of a machine that others use. */
const LATECOMERS_MS = 500;
const LOOK_MS_MIN = 20;
const LOOK_MS_MAX = 1_000;

/** Waits until so many pushes have an outcome. The hub renders `/metrics` itself, so it is asked seldom until the end is near. */
export async function waitUntilProcessed(url: string, wanted: number): Promise<void> {
  const first = await countProcessed(url);
  const startedMs = performance.now();
  for (let done = first; done < wanted; done = await countProcessed(url)) {
    const leftMs = ((performance.now() - startedMs) / Math.max(1, done - first)) * (wanted - done);
    await delay(Math.min(LOOK_MS_MAX, Math.max(LOOK_MS_MIN, leftMs / 2)));
  }
}

/**
 * Waits until all that was accepted has an outcome, and returns how many seconds that took. A load that ends leaves pushes on their
 * way, which are accepted a moment later, so both counts must be the same twice.
 */
export async function workOff(url: string): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const accepted = await countAccepted(url);
    await waitUntilProcessed(url, accepted);
    const seconds = (performance.now() - startedMs) / 1_000;
    await delay(LATECOMERS_MS);
    if ((await countAccepted(url)) === accepted) return seconds;
  }
}
