import { execFile, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { packageRoot } from "../../server/base/package-root.ts";

const result = z.object({
  requests: z.number(),
  seconds: z.number(),
  notOk: z.number(),
  socketErrors: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
});

/** What one load run saw. */
export type LoadResult = z.output<typeof result> & { perSecond: number };

/** One request of a load: a path with query, and a body. */
export type LoadRequest = { path: string; body: object };

/** Writes the requests of a load to a file that `runLoad` reads. */
export async function writeLoad(file: string, requests: readonly LoadRequest[]): Promise<void> {
  await writeFile(file, `${requests.map(({ path, body }) => `${path}\t${JSON.stringify(body)}`).join("\n")}\n`);
}

/** Drives `url` with wrk, closed loop, and returns what it measured. */
export async function runLoad(
  url: string,
  file: string,
  options: { connections: number; seconds: number },
): Promise<LoadResult> {
  if (spawnSync("wrk", ["-v"]).error) throw new Error("the benchmarks drive the hub with wrk: apt-get install -y wrk");
  const script = join(packageRoot, "bench", "support", "wrk.lua");
  const args = [
    "-t1",
    `-c${options.connections}`,
    `-d${options.seconds}s`,
    "--timeout",
    "10s",
    "--latency",
    "-s",
    script,
    url,
    "--",
    file,
  ];
  const { stdout } = await promisify(execFile)("wrk", args);
  const line = stdout.split("\n").find((each) => each.startsWith("RESULT "));
  const measured = result.parse(JSON.parse(line?.slice("RESULT ".length) ?? "null"));
  return { ...measured, perSecond: measured.requests / measured.seconds };
}

/** The middle of an odd number of values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
