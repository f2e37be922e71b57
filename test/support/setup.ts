import { afterAll, beforeEach, expect, type RunnerTestFile, vi } from "vitest";
import { cpuSeconds } from "./cpu-time.ts";
import { equalsInEnglish } from "./sayings.ts";

declare module "vitest" {
  interface TaskMeta {
    /** Of a file: seconds of processor that its worker used for it. */
    cpuSeconds?: number;
  }
}

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
  // A closed HTTP server needs two turns of the event loop until its handle is gone.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const servers = process
    .getActiveResourcesInfo()
    .filter((kind) => kind === "TCPServerWrap" || kind === "PipeServerWrap");
  if (servers.length > 0) throw new Error(`the test file left servers open: ${servers.join(", ")}`);
});
