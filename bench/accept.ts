import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../server/base/package-root.ts";
import { type BenchHub, pathOf, startBenchHub } from "./support/bench-hub.ts";
import { aliyunBody } from "./support/bodies.ts";
import { perRequest, readCpu, readMachineCpu, waitUntilIdle } from "./support/cpu.ts";
import { type LoadRequest, type LoadResult, median, runLoad, writeLoad } from "./support/load.ts";
import { readMetric, waitUntilDrained } from "./support/metrics.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const CONNECTIONS = 128;
const BODIES = 4_000;

/**
 * Accept, durable before the answer, against a bare server that keeps nothing: same machine, same run, rounds interleaved.
 * Processing is on; what it has left to do at the end is drained and timed.
 */
async function main(): Promise<void> {
  const bench = await startBenchHub(200);
  const { hub } = bench;
  const bare = await startBareServer();
  try {
    const cases = await prepareCases(bench, bare.url);
    const results = new Map<string, LoadResult[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name, url, file } of cases) {
        if (process.env.BENCH_ONLY && !name.includes(process.env.BENCH_ONLY)) continue;
        await waitUntilIdle();
        const isBare = url === bare.url;
        const cpu = () => readCpu(isBare ? bare.pid : hub.pid, isBare ? null : bench.cluster);
        const before = cpu();
        const machineBefore = readMachineCpu();
        const measured = await runLoad(url, file, { connections: CONNECTIONS, seconds: SECONDS });
        const { mainMs, otherThreadsMs, postgresMs } = perRequest(before, cpu(), measured.requests);
        const ours = ((mainMs + otherThreadsMs + postgresMs) * measured.requests) / 1_000;
        const others = (readMachineCpu().busyMs - machineBefore.busyMs - ours) / (measured.seconds * 20);
        results.set(name, [...(results.get(name) ?? []), measured]);
        if (measured.notOk + measured.socketErrors > 0)
          console.log(`  ${name}: ${measured.notOk} not 200, ${measured.socketErrors} socket errors`);
        process.stdout.write(`  round ${round + 1}/${ROUNDS} ${name}: ${Math.round(measured.perSecond)}/s, `);
        console.log(
          `CPU µs a push: main ${mainMs.toFixed(0)}, other threads ${otherThreadsMs.toFixed(0)}, PostgreSQL ${postgresMs.toFixed(0)}; load generator and others ${others.toFixed(0)} % of the machine`,
        );
      }
    }
    const pending = await readMetric(hub.url, "tocsin_pending_pushes");
    const drainedMs = await waitUntilDrained(hub.url);
    report(results);
    console.log(`\nleft to process at the end: about ${pending} pushes, drained in ${(drainedMs / 1000).toFixed(1)} s`);
  } finally {
    bare.stop();
    await bench.stop();
  }
}

type Case = { name: string; url: string; file: string; eventsPerPush: number };

const EVENTS_PER_PUSH: Record<string, number> = { "bare, 100 alerts a body": 100, "hub, 100 alerts a body": 100 };

async function prepareCases({ hub, folder, pushUrls }: BenchHub, bareUrl: string): Promise<Case[]> {
  const paths = pushUrls.map(pathOf);
  const timeMs = Date.now();
  const single = (i: number) =>
    aliyunBody({ entity: `pod-${i}`, status: "OCCURRED", value: 90 + (i % 10), timeMs: timeMs + i });
  const one: LoadRequest[] = Array.from({ length: BODIES }, (_, i) => ({ path: paths[0] ?? "", body: single(i) }));
  const many: LoadRequest[] = Array.from({ length: BODIES }, (_, i) => ({
    path: paths[i % 200] ?? "",
    body: single(i),
  }));
  const hundred: LoadRequest[] = Array.from({ length: 60 }, (_, i) => ({
    path: paths[i % 200] ?? "",
    body: Array.from({ length: 100 }, (_, k) => single(i * 100 + k)),
  }));
  const files = { one: join(folder, "one"), many: join(folder, "many"), hundred: join(folder, "hundred") };
  await writeLoad(files.one, one);
  await writeLoad(files.many, many);
  await writeLoad(files.hundred, hundred);
  return [
    { name: "bare", url: bareUrl, file: files.one, eventsPerPush: 1 },
    { name: "hub, 1 integration", url: hub.url, file: files.one, eventsPerPush: 1 },
    { name: "hub, 200 integrations", url: hub.url, file: files.many, eventsPerPush: 1 },
    { name: "bare, 100 alerts a body", url: bareUrl, file: files.hundred, eventsPerPush: 100 },
    { name: "hub, 100 alerts a body", url: hub.url, file: files.hundred, eventsPerPush: 100 },
  ];
}

function report(results: ReadonlyMap<string, readonly LoadResult[]>): void {
  console.log("\ncase                        pushes/s (min–max)        alerts/s   of bare   p50 ms   p99 ms");
  for (const [name, runs] of results) {
    const rates = runs.map((run) => run.perSecond);
    const events = EVENTS_PER_PUSH[name] ?? 1;
    const bareRates = (results.get(events === 1 ? "bare" : "bare, 100 alerts a body") ?? []).map(
      (run) => run.perSecond,
    );
    const rate = median(rates);
    const range = `${Math.round(rate)} (${Math.round(Math.min(...rates))}–${Math.round(Math.max(...rates))})`;
    const columns = [
      name.padEnd(27),
      range.padEnd(25),
      String(Math.round(rate * events)).padStart(8),
      (rate / median(bareRates)).toFixed(2).padStart(9),
      median(runs.map((run) => run.p50Ms))
        .toFixed(1)
        .padStart(8),
      median(runs.map((run) => run.p99Ms))
        .toFixed(1)
        .padStart(8),
    ];
    console.log(columns.join(" "));
  }
}

async function startBareServer(): Promise<{ url: string; pid: number; stop(): void }> {
  const child = spawn(process.execPath, ["--import", "tsx", join(packageRoot, "bench", "support", "bare-server.ts")]);
  const [port] = await once(child.stdout, "data");
  return { url: `http://127.0.0.1:${String(port).trim()}`, pid: child.pid ?? 0, stop: () => void child.kill() };
}

await main();
