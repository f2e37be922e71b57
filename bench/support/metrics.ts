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
