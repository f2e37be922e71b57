import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const TICK_MS = 10;

/** CPU time in milliseconds: of a Node process by thread, and of the PostgreSQL that serves it. */
export type CpuTimes = { mainMs: number; otherThreadsMs: number; postgresMs: number };

/** Reads the CPU time used so far from /proc. `cluster` is the data directory of PostgreSQL, or null. */
export function readCpu(pid: number, cluster: string | null): CpuTimes {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((tid) => [tid === String(pid), cpuOf(`/proc/${pid}/task/${tid}`)] as const);
  const sum = (main: boolean) => times.reduce((total, [isMain, ms]) => total + (isMain === main ? ms : 0), 0);
  return { mainMs: sum(true), otherThreadsMs: sum(false), postgresMs: cluster ? postgresCpu(cluster) : 0 };
}

/** Microseconds of CPU a request between two readings. */
export function perRequest(before: CpuTimes, after: CpuTimes, requests: number): CpuTimes {
  const each = (a: number, b: number) => ((b - a) * 1_000) / requests;
  return {
    mainMs: each(before.mainMs, after.mainMs),
    otherThreadsMs: each(before.otherThreadsMs, after.otherThreadsMs),
    postgresMs: each(before.postgresMs, after.postgresMs),
  };
}

/** CPU time in microseconds of one process with one thread, as PostgreSQL's are. */
export function readProcessCpu(pid: number): number {
  return cpuOf(`/proc/${pid}`) * 1_000;
}

function postgresCpu(cluster: string): number {
  let total = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`) === cluster) total += cpuOf(`/proc/${pid}`) + cpuOfEnded(`/proc/${pid}`);
    } catch {
      // it ended while we looked
    }
  }
  return total;
}

/** The scheduler's own count, in nanoseconds: `stat` counts in ticks of 10 ms, which short rounds and small batches are lost in. */
function cpuOf(folder: string): number {
  return Number(readFileSync(`${folder}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

/** Of children that have ended, as connections of a pool and autovacuum do: else their time would be lost between two readings. */
function cpuOfEnded(folder: string): number {
  const fields = readFileSync(`${folder}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

/** Busy CPU time of the whole machine in milliseconds. */
export function readMachineCpu(): { busyMs: number; idleMs: number } {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = (
    readFileSync("/proc/stat", "utf8").split("\n")[0] ?? ""
  )
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busyMs: (user + nice + system + irq + softirq + steal) * TICK_MS, idleMs: (idle + wait) * TICK_MS };
}

const PATIENCE_MS = 1_000 * Number(process.env.BENCH_PATIENCE ?? 120);

/**
 * Waits until the machine does nothing else, or says that it never did. A busy neighbour makes every figure a lie; `BENCH_PATIENCE`,
 * in seconds, is for those who only want to see whether a bench works.
 */
export async function waitUntilIdle(): Promise<void> {
  if (PATIENCE_MS === 0) return;
  const startedMs = performance.now();
  while (performance.now() - startedMs < PATIENCE_MS) {
    const before = readMachineCpu();
    await delay(1_500);
    const after = readMachineCpu();
    const busy = after.busyMs - before.busyMs;
    if (busy < 0.12 * (busy + after.idleMs - before.idleMs)) return;
  }
  console.log("  (the machine was never idle: something else runs on it)");
}

/** The memory a process has resident, in megabytes: now, and the most it ever had since its start or since `forgetPeak`. */
export function readMemory(pid: number): { residentMb: number; peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) / 1024;
  return { residentMb: megabytes("VmRSS"), peakMb: megabytes("VmHWM") };
}

/** Begins the peak of a process anew. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}
