import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { systemClock } from "../base/clock.ts";
import { createIdSource } from "../base/ids.ts";
import { type DatabaseAddress, openDatabase } from "../storage/database.ts";
import { createPartitions } from "../storage/partitions.ts";
import { PROCESS_PARAMETERS, PROCESS_PLAN_AGE_MS_MAX } from "../storage/process-parameters.ts";
import type { BatchSummary } from "./batch-summary.ts";
import { createLaneWorker, type LaneTrouble } from "./lane-worker.ts";
import { createTimerWorker, type FiredSummary, type TimerTrouble } from "./timer-worker.ts";

/** What the thread is started with. */
export type ThreadStart = { address: DatabaseAddress; concurrency: number };

/** What the hub tells the thread. */
export type ToThread = "wake" | "pressed" | "eased" | "stop";

/** What the thread tells the hub. */
export type FromThread =
  | { kind: "batch"; summary: BatchSummary }
  | { kind: "trouble"; trouble: LaneTrouble }
  | { kind: "fired"; fired: FiredSummary }
  | { kind: "timer_trouble"; trouble: TimerTrouble }
  | { kind: "stopped" };

/** How many channels have their timers fired at once. */
const TIMERS_AT_ONCE = 2;

/** Niceness of this thread: in a storm accepting comes first, and processing catches up after it. */
const NICENESS = 10;

/** Linux schedules threads one by one, and names the current one here; elsewhere the thread stays as it is. */
function yieldToAccept(): void {
  try {
    const threadId = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    setPriority(threadId, NICENESS);
  } catch {
    // priorities are an optimisation
  }
}

/** The body of the processing thread: a lane worker with connections of its own, so that processing never delays an answer. */
async function run(start: ThreadStart, port: NonNullable<typeof parentPort>): Promise<void> {
  const tell = (message: FromThread) => port.postMessage(message);
  const database = openDatabase({
    address: start.address,
    connectionsMax: 2 * start.concurrency + 1 + TIMERS_AT_ONCE,
    applicationName: "tocsin-process",
    parameters: PROCESS_PARAMETERS,
    planAgeMsMax: PROCESS_PLAN_AGE_MS_MAX,
    onError: () => undefined,
  });
  const newId = createIdSource();
  let isPressed = false;
  const worker = createLaneWorker({
    database,
    partitions: createPartitions(database),
    clock: systemClock,
    newId,
    concurrency: start.concurrency,
    isPressed: () => isPressed,
    onBatch: (summary) => tell({ kind: "batch", summary }),
    onTrouble: (trouble) => tell({ kind: "trouble", trouble }),
  });
  const timers = createTimerWorker({
    ...{ database, clock: systemClock, newId, concurrency: TIMERS_AT_ONCE },
    onFired: (fired) => tell({ kind: "fired", fired }),
    onTrouble: (trouble) => tell({ kind: "timer_trouble", trouble }),
  });
  const stopped = new Promise<void>((resolve) => {
    port.on("message", (message: ToThread) => {
      if (message === "wake") worker.wake();
      else if (message === "stop") resolve();
      else isPressed = message === "pressed";
    });
  });
  yieldToAccept();
  worker.start();
  timers.start();
  await stopped;
  await Promise.all([worker.stop(), timers.stop()]);
  await database.stop();
  tell({ kind: "stopped" });
  port.close();
}

if (parentPort) await run(workerData, parentPort);
