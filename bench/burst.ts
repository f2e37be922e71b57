import { join } from "node:path";
import { pathOf, startBenchHub } from "./support/bench-hub.ts";
import { aliyunBody } from "./support/bodies.ts";
import { readMemory } from "./support/cpu.ts";
import { runLoad, writeLoad } from "./support/load.ts";
import { waitUntilDrained } from "./support/metrics.ts";

const PUSHES = Number(process.env.BENCH_PUSHES ?? 100_000);
const STEP_SECONDS = 3;

/** A burst of distinct alerts as fast as they go in: the hub's resident memory while it takes them and until they are processed. */
async function main(): Promise<void> {
  const bench = await startBenchHub(50);
  try {
    let peakMb = 0;
    const sampling = setInterval(() => {
      peakMb = Math.max(peakMb, readMemory(bench.hub.pid).residentMb);
    }, 100);
    const idleMb = readMemory(bench.hub.pid).residentMb;
    let sent = 0;
    for (let step = 0; sent < PUSHES; step += 1) {
      const file = join(bench.folder, `burst-${step}`);
      const timeMs = Date.now();
      await writeLoad(
        file,
        Array.from({ length: 20_000 }, (_, i) => ({
          path: pathOf(bench.pushUrls[i % bench.pushUrls.length] ?? ""),
          body: aliyunBody({ entity: `s${step}-${i}`, status: "OCCURRED", value: 91, timeMs: timeMs + i }),
        })),
      );
      const result = await runLoad(bench.hub.url, file, { connections: 128, seconds: STEP_SECONDS });
      sent += result.requests;
      console.log(
        `  ${sent} pushes in, ${result.notOk} not 200, ${readMemory(bench.hub.pid).residentMb.toFixed(0)} MB`,
      );
    }
    const drainedMs = await waitUntilDrained(bench.hub.url);
    clearInterval(sampling);
    console.log(
      `\nidle ${idleMb.toFixed(0)} MB, peak ${peakMb.toFixed(0)} MB while ${sent} pushes went in and drained (${(drainedMs / 1000).toFixed(0)} s after the last)`,
    );
  } finally {
    await bench.stop();
  }
}

await main();
