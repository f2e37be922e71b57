import { cpus } from "node:os";
import { type AcceptCase, prepareAcceptCases } from "./support/accept-cases.ts";
import { startBareServer } from "./support/bare.ts";
import { type BenchHub, startBenchHub } from "./support/bench-hub.ts";
import { perRequest, readCpu, readMachineCpu, waitUntilIdle } from "./support/cpu.ts";
import { type LoadResult, median, runNumberedLoad } from "./support/load.ts";
import { countAccepted, countProcessed, readMetric, readOutcomes, workOff } from "./support/metrics.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const CONNECTIONS = 128;
/** Until then both servers run code that the compiler has not seen often enough. */
const WARM_UP_SECONDS = 3;

/**
 * Accept, durable before the answer, against a bare server that keeps nothing: same machine, same run. Every round of the hub is
 * compared with the rounds of the bare server before and after it, since machines that are shared get faster and slower by the
 * minute. Processing is on and may lag; how far it did, and how long it takes to catch up, is told of each round.
 */
async function main(): Promise<void> {
  const bench = await startBenchHub(200);
  const bare = await startBareServer();
  try {
    const all = await prepareAcceptCases(bench, bare.url);
    const cases = all.filter(({ bodies }) => bodies.includes(process.env.BENCH_ONLY ?? ""));
    for (const each of cases) await measure(each, bench, bare, WARM_UP_SECONDS);
    const runs: Run[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const each of cases) {
        await waitUntilIdle();
        const run = await measure(each, bench, bare, SECONDS);
        runs.push(run);
        console.log(`  round ${round}/${ROUNDS} ${each.name}: ${describe(run)}`);
      }
    }
    report(runs);
  } finally {
    bare.stop();
    await bench.stop();
  }
}

/** What processing had left to do when the load ended: pushes, the age of the oldest, how long it took. */
type Left = { pushes: number; lagSeconds: number; workedOffSeconds: number };

/** One case, once: what wrk saw, and the CPU of a push by who used it. */
type Run = LoadResult & {
  of: AcceptCase;
  cpu: ReturnType<typeof perRequest>;
  othersPercent: number;
  left: Left | null;
};

async function measure(of: AcceptCase, bench: BenchHub, bare: { pid: number }, seconds: number): Promise<Run> {
  const { hub, cluster } = bench;
  const readTimes = () => (of.isBare ? readCpu(bare.pid, null) : readCpu(hub.pid, cluster));
  const before = readTimes();
  const machineBefore = readMachineCpu();
  // Each round says something new of the same alerts.
  const options = { connections: CONNECTIONS, seconds, first: 1, range: of.range };
  const measured = await runNumberedLoad(of.url, of.file, options);
  const cpu = perRequest(before, readTimes(), measured.requests);
  const oursMs = ((cpu.mainMs + cpu.otherThreadsMs + cpu.postgresMs) * measured.requests) / 1_000;
  const othersMs = readMachineCpu().busyMs - machineBefore.busyMs - oursMs;
  const othersPercent = (100 * othersMs) / (measured.seconds * 1_000 * cpus().length);
  return { ...measured, of, cpu, othersPercent, left: of.isBare ? null : await catchUp(hub.url) };
}

async function catchUp(url: string): Promise<Left> {
  const pushes = (await countAccepted(url)) - (await countProcessed(url));
  // The hub looks every two seconds how old its oldest push is.
  const lagSeconds = await readMetric(url, "tocsin_lag_seconds");
  const workedOffSeconds = await workOff(url);
  const outcomes = await readOutcomes(url);
  if (outcomes.size > 1) throw new Error(`not all were processed: ${JSON.stringify(Object.fromEntries(outcomes))}`);
  return { pushes, lagSeconds, workedOffSeconds };
}

function describe({ perSecond, cpu, othersPercent, notOk, socketErrors, left }: Run): string {
  const { mainMs, otherThreadsMs, postgresMs } = cpu;
  const costs = `main ${mainMs.toFixed(0)}, other threads ${otherThreadsMs.toFixed(0)}, PostgreSQL ${postgresMs.toFixed(0)}`;
  const failed = notOk + socketErrors > 0 ? `, ${notOk} not 200, ${socketErrors} socket errors` : "";
  const lag = left ? `; ${describeLeft(left)}` : "";
  return `${Math.round(perSecond)}/s, CPU µs a push: ${costs}; load generator and others ${othersPercent.toFixed(0)} %${failed}${lag}`;
}

function describeLeft({ pushes, lagSeconds, workedOffSeconds }: Left): string {
  return `left ${pushes}, ${lagSeconds.toFixed(1)} s old, worked off in ${workedOffSeconds.toFixed(1)} s`;
}

function report(runs: readonly Run[]): void {
  const head = "pushes/s (min–max)     alerts/s   of bare (min–max)    p50 ms   p99 ms   left   lag s   worked off s";
  console.log(`\n${"case".padEnd(54)} ${head}`);
  for (const name of new Set(runs.map(({ of }) => of.name))) {
    const own = runs.filter(({ of }) => of.name === name);
    const rates = own.map((run) => run.perSecond);
    const middle = (of: (run: Run) => number, digits: number) => median(own.map(of)).toFixed(digits);
    const left = (of: (left: Left) => number, digits: number) =>
      own[0]?.left ? middle((run) => (run.left ? of(run.left) : Number.NaN), digits) : "";
    const columns = [
      name.padEnd(54),
      range(rates, 0).padEnd(22),
      String(Math.round(median(rates) * (own[0]?.of.eventsPerPush ?? 1))).padStart(8),
      range(ofBare(runs, name), 2).padStart(19),
      middle((run) => run.p50Ms, 1).padStart(9),
      middle((run) => run.p99Ms, 1).padStart(8),
      left(({ pushes }) => pushes, 0).padStart(6),
      left(({ lagSeconds }) => lagSeconds, 1).padStart(7),
      left(({ workedOffSeconds }) => workedOffSeconds, 1).padStart(14),
    ];
    console.log(columns.join(" "));
  }
}

/** Each run of a case by the mean of the bare runs just before and after it. */
function ofBare(runs: readonly Run[], name: string): number[] {
  return runs.flatMap((run, index) => {
    if (run.of.name !== name) return [];
    const isPeer = ({ of }: Run) => of.isBare && of.bodies === run.of.bodies;
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
