import type { Reporter, TestModule } from "vitest/node";

const SHOWN = 10;

/** Names the files that took longest, so that a suite that grows is seen to grow. */
export function reportSlowestFiles(): Reporter {
  return {
    onTestRunEnd: (modules) => {
      const files = modules.map(describeFile).sort((a, b) => b.seconds - a.seconds);
      const total = files.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
      console.log(`\n Slowest of ${files.length} files, which used ${total.toFixed(0)} s of processor:`);
      for (const { path, seconds, cpuSeconds } of files.slice(0, SHOWN)) {
        console.log(
          `  ${seconds.toFixed(1).padStart(6)} s, ${cpuSeconds.toFixed(1).padStart(5)} s of processor  ${path}`,
        );
      }
    },
  };
}

function describeFile(module: TestModule) {
  const { collectDuration, duration } = module.diagnostic();
  const { cpuSeconds = 0 } = module.meta();
  return { path: module.relativeModuleId, seconds: (collectDuration + duration) / 1000, cpuSeconds };
}
