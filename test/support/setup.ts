import { afterAll, beforeEach, expect, type RunnerTestFile, vi } from "vitest";
import { cpuSeconds } from "./cpu-time.ts";
import { equalsInEnglish } from "./sayings.ts";

declare module "vitest" {
  interface TaskMeta {
    /** Of a file: seconds of processor that its worker used for it. */
    cpuSeconds?: number;
  }
}

/** What may be open when a file ends. Timers are not counted: how many still run then hangs on how fast the machine is. */
const LEFT_MAX: Readonly<Record<string, number>> = {
  ...{ TCPServerWrap: 0, PipeServerWrap: 0, TCPSocketWrap: 0 },
  /** The browser of the worker. */
  ProcessWrap: 1,
};

const cpuBefore = cpuSeconds();
let file: RunnerTestFile | undefined;
beforeEach(({ task }) => {
  file = task.file;
});

expect.addEqualityTesters([equalsInEnglish]);

// A story in a browser takes long on a machine that has other things to do, and then is to fail with what it waited for.
if (expect.getState().testPath?.includes("/test/e2e/")) vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

// Last of a file's hooks, since hooks run in reverse: what the file opened must be closed by then.
afterAll(async () => {
  if (file) file.meta.cpuSeconds = cpuSeconds() - cpuBefore;
  // A closed HTTP server needs two turns of the event loop until its handle is gone, a socket one more.
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const open = process.getActiveResourcesInfo();
  const left = Object.entries(LEFT_MAX).flatMap(([kind, max]) => {
    const count = open.filter((one) => one === kind).length;
    return count > max ? [`${count} of ${kind}`] : [];
  });
  if (left.length > 0) throw new Error(`the test file left open: ${left.join(", ")}`);
});
