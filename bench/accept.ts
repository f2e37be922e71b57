import { cpus } from "node:os";
import { join } from "node:path";
import { startBareServer } from "./support/bare.ts";
import { type BenchHub, pathOf, startBenchHub } from "./support/bench-hub.ts";
import { aliyunBody } from "./support/bodies.ts";
import { perRequest, readCpu, readMachineCpu, waitUntilIdle } from "./support/cpu.ts";
import { type LoadRequest, type LoadResult, median, runLoad, writeLoad } from "./support/load.ts";
import { readMetric, waitUntilDrained } from "./support/metrics.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const CONNECTIONS = 128;
const BODIES = 4_000;
/** Until then both servers run code that the compiler has not seen often enough. */
const WARM_UP_SECONDS = 3;

/**
 * Accept, durable before the answer, against a bare server that keeps nothing: same machine, same run. Every round of the hub is
 * compared with the rounds of the bare server before and after it, since machines that are shared get faster and slower by the
 * minute. Processing is on; what it has left to do at the end is drained and timed.
 */
async function main(): Promise<void> {
  const bench = await startBenchHub(200);
  const bare = await startBareServer();
  try {
    const cases = await prepareCases(bench, bare.url);
    for (const each of cases)
      await runLoad(each.url, each.file, { connections: CONNECTIONS, seconds: WARM_UP_SECONDS });
    const runs: Run[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const each of cases) {
        if (process.env.BENCH_ONLY && !each.name.includes(process.env.BENCH_ONLY)) continue;
        await waitUntilDrained(bench.hub.url);
        await waitUntilIdle();
        const run = await measure(each, bench, bare);
        runs.push(run);
        console.log(`  round ${round}/${ROUNDS} ${each.name}: ${describe(run)}`);
      }
    }
    const pending = await readMetric(bench.hub.url, "tocsin_pending_pushes");
    const drainedMs = await waitUntilDrained(bench.hub.url);
    report(runs);
    console.log(`\nleft to process at the end: about ${pending} pushes, drained in ${(drainedMs / 1000).toFixed(1)} s`);
  } finally {
    bare.stop();
    await bench.stop();
  }
}

/** One case, once: what wrk saw, and the CPU of a push by who used it. */
type Run = LoadResult & { of: Case; cpu: ReturnType<typeof perRequest>; othersPercent: number };

async function measure(of: Case, { hub, cluster }: BenchHub, bare: { pid: number }): Promise<Run> {
  const readTimes = () => (of.isBare ? readCpu(bare.pid, null) : readCpu(hub.pid, cluster));
  const before = readTimes();
  const machineBefore = readMachineCpu();
  const measured = await runLoad(of.url, of.file, { connections: CONNECTIONS, seconds: SECONDS });
  const cpu = perRequest(before, readTimes(), measured.requests);
  const oursMs = ((cpu.mainMs + cpu.otherThreadsMs + cpu.postgresMs) * measured.requests) / 1_000;
  const othersMs = readMachineCpu().busyMs - machineBefore.busyMs - oursMs;
  return { ...measured, of, cpu, othersPercent: (100 * othersMs) / (measured.seconds * 1_000 * cpus().length) };
}

function describe({ perSecond, cpu, othersPercent, notOk, socketErrors }: Run): string {
  const { mainMs, otherThreadsMs, postgresMs } = cpu;
  const costs = `main ${mainMs.toFixed(0)}, other threads ${otherThreadsMs.toFixed(0)}, PostgreSQL ${postgresMs.toFixed(0)}`;
  const failed = notOk + socketErrors > 0 ? `, ${notOk} not 200, ${socketErrors} socket errors` : "";
  return `${Math.round(perSecond)}/s, CPU µs a push: ${costs}; load generator and others ${othersPercent.toFixed(0)} %${failed}`;
}

type Case = { name: string; url: string; file: string; eventsPerPush: number; isBare: boolean };

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
  const bare = { name: "bare", url: bareUrl, file: files.one, eventsPerPush: 1, isBare: true };
  const bareHundred = { ...bare, name: "bare, 100 alerts a body", file: files.hundred, eventsPerPush: 100 };
  const ours = { url: hub.url, isBare: false };
  return [
    bare,
    { ...ours, name: "hub, 1 integration", file: files.one, eventsPerPush: 1 },
    bare,
    { ...ours, name: "hub, 200 integrations", file: files.many, eventsPerPush: 1 },
    bare,
    bareHundred,
    { ...ours, name: "hub, 100 alerts a body", file: files.hundred, eventsPerPush: 100 },
    bareHundred,
  ];
}

function report(runs: readonly Run[]): void {
  console.log("\ncase                      pushes/s (min–max)     alerts/s   of bare (min–max)    p50 ms   p99 ms");
  for (const name of new Set(runs.map(({ of }) => of.name))) {
    const own = runs.filter(({ of }) => of.name === name);
    const rates = own.map((run) => run.perSecond);
    const columns = [
      name.padEnd(25),
      range(rates, 0).padEnd(22),
      String(Math.round(median(rates) * (own[0]?.of.eventsPerPush ?? 1))).padStart(8),
      range(ofBare(runs, name), 2).padStart(19),
      median(own.map((run) => run.p50Ms))
        .toFixed(1)
        .padStart(9),
      median(own.map((run) => run.p99Ms))
        .toFixed(1)
        .padStart(8),
    ];
    console.log(columns.join(" "));
  }
}

/** Each run of a case by the mean of the bare runs just before and after it. */
function ofBare(runs: readonly Run[], name: string): number[] {
  return runs.flatMap((run, index) => {
    if (run.of.name !== name) return [];
    const isPeer = ({ of }: Run) => of.isBare && of.eventsPerPush === run.of.eventsPerPush;
    const peers = [runs.slice(0, index).findLast(isPeer), runs.slice(index + 1).find(isPeer)];
    const rates = peers.flatMap((peer) => peer?.perSecond ?? []);
    return run.perSecond / (rates.reduce((sum, rate) => sum + rate, 0) / rates.length);
  });
}

function range(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

await main();
