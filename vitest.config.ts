import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{contract,server,cli,console,test}/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is looked at again and again comes late on a busy machine, and never in time by itself.
    expect: { poll: { timeout: 20_000 } },
  },
});
