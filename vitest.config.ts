import { defineConfig } from "vitest/config";
import { reportSlowestFiles } from "./test/support/slowest-files.ts";

const EVERY = "{contract,server,cli,console,test}/**/*.test.ts";
const LONG = "**/*.long.test.ts";
/** Runs in both suites, and does another part of its work in each. */
const BOTH = "**/*.both.test.ts";

export default defineConfig({
  test: {
    reporters: ["default", reportSlowestFiles()],
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/setup.ts"],
    pool: "forks",
    // A worker goes through many files: a process for each costs more than most files do.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is looked at again and again comes late on a busy machine, and never in time by itself.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      { extends: true, test: { name: "quick", include: [EVERY], exclude: [LONG], provide: { suite: "quick" } } },
      { extends: true, test: { name: "long", include: [LONG, BOTH], provide: { suite: "long" } } },
    ],
  },
});
