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
export function runLoad(url: string, file: string, options: WrkOptions): Promise<LoadResult> {
  return runWrk("wrk.lua", url, options, [file]);
}

/**
 * The same with requests that are made on the way: each body of the file is a template, in which `#ENTITY#` becomes one of `range`
 * numbers from `first` on, in turn, and `#SEEN#` a number that comes once.
 */
export function runNumberedLoad(
  url: string,
  file: string,
  options: WrkOptions & { first: number; range: number },
): Promise<LoadResult> {
  return runWrk("wrk-numbered.lua", url, options, [file, String(options.first), String(options.range)]);
}

type WrkOptions = { connections: number; seconds: number };

async function runWrk(
  script: string,
  url: string,
  { connections, seconds }: WrkOptions,
  words: readonly string[],
): Promise<LoadResult> {
  if (spawnSync("wrk", ["-v"]).error) throw new Error("the benchmarks drive the hub with wrk: apt-get install -y wrk");
  const how = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "--latency"];
  const args = [...how, "-s", join(packageRoot, "bench", "support", script), url, "--", ...words];
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
