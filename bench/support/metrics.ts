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

/** The share of observations up to each bucket of a histogram without labels. */
export async function readHistogram(url: string, name: string): Promise<{ seconds: number; share: number }[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const total = await readMetric(url, `${name}_count`);
  const buckets = [...text.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)`, "gm"))];
  return buckets.map(([, le, count]) => ({ seconds: Number(le), share: Number(count) / total }));
}

/** A counter of `/metrics`, summed by one of its labels. */
export async function readCounter(url: string, name: string, label: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const sums = new Map<string, number>();
  for (const [, labels, value] of text.matchAll(new RegExp(`^${name}\\{([^}]*)\\} (\\S+)`, "gm"))) {
    const word = new RegExp(`(?:^|,)${label}="([^"]*)"`).exec(labels ?? "")?.[1] ?? "";
    sums.set(word, (sums.get(word) ?? 0) + Number(value));
  }
  return sums;
}
