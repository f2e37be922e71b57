import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { messageOf } from "../base/errors.ts";
import type { DatabaseAddress } from "../storage/database.ts";
import type { BatchSummary } from "./batch-summary.ts";
import type { LaneTrouble } from "./lane-worker.ts";
import { watchPressure } from "./pacing.ts";
import type { FromThread, ThreadStart, ToThread } from "./process-thread.ts";
import type { FiredSummary, TimerTrouble } from "./timer-worker.ts";

/** Whatever works through the lanes of this node: the thread, or in tests a worker in the same thread. */
export type Processor = { wake(): void; stop(): Promise<void> };

export type ProcessHostOptions = {
  address: DatabaseAddress;
  concurrency: number;
  heapMegabytesMax: number;
  /** What accepted pushes wait for the disk: processing holds back while it is much. */
  waitingBytes(): number;
  onBatch(summary: BatchSummary): void;
  onTrouble(trouble: LaneTrouble): void;
  onFired(fired: FiredSummary): void;
  onTimerTrouble(trouble: TimerTrouble): void;
  /** The thread died; before the next one starts, this makes the lanes careful. */
  onDeath(because: string): Promise<void>;
};

/** Starts the processing thread and keeps it running: one that dies, of memory for instance, is started again. */
export function startProcessHost(options: ProcessHostOptions): Processor {
  let stopping = false;
  let told = false;
  let thread = spawn();

  function spawn(): Worker {
    const start: ThreadStart = { address: options.address, concurrency: options.concurrency };
    const made = new Worker(new URL("./process-thread.js", import.meta.url), {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMegabytesMax },
    });
    made.on("message", (message: FromThread) => {
      if (message.kind === "batch") options.onBatch(message.summary);
      if (message.kind === "trouble") options.onTrouble(message.trouble);
      if (message.kind === "fired") options.onFired(message.fired);
      if (message.kind === "timer_trouble") options.onTimerTrouble(message.trouble);
    });
    let because = "it ended";
    made.on("error", (error) => {
      because = error.message;
    });
    made.on("exit", async () => {
      if (stopping) return;
      await options.onDeath(because).catch((error: unknown) => {
        options.onTrouble({ lanes: [], because: `lanes could not be made careful: ${messageOf(error)}`, apart: false });
      });
      await delay(200);
      if (!stopping) thread = spawn();
    });
    return made;
  }

  const tell = (message: ToThread) => thread.postMessage(message);
  const stopWatching = watchPressure(options.waitingBytes, (isPressed) => tell(isPressed ? "pressed" : "eased"));
  return {
    wake: () => {
      // One message a turn of the event loop is enough, however many pushes it accepted.
      if (told) return;
      told = true;
      setImmediate(() => {
        told = false;
        tell("wake");
      });
    },
    stop: async () => {
      stopping = true;
      stopWatching();
      if (thread.threadId === -1) return;
      const ended = new Promise((resolve) => thread.once("exit", resolve));
      tell("stop");
      await ended;
    },
  };
}
