import type { Page } from "playwright-core";
import { z } from "zod";

const trace = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds of processor time. */
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.unknown() }).optional().catch(undefined),
    }),
  ),
});

/**
 * Watches the thread of a page until told to stop; the answer is the milliseconds of processor that each of its tasks took, the
 * longest first. Time on the clock would measure what else the machine has to do.
 */
export async function watchTasks(page: Page): Promise<() => Promise<number[]>> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser of its own");
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  return async () => {
    const { traceEvents } = trace.parse(JSON.parse((await browser.stopTracing()).toString()));
    const threadOf = ({ pid, tid }: { pid: number; tid: number }) => `${pid} ${tid}`;
    const pages = new Set(
      traceEvents.filter((one) => one.name === "thread_name" && one.args?.name === "CrRendererMain").map(threadOf),
    );
    const tasks = traceEvents.filter((one) => one.name.endsWith("RunTask") && pages.has(threadOf(one)));
    if (tasks.length === 0) throw new Error("the trace shows no task of a page");
    return tasks.map(({ tdur = 0 }) => tdur / 1000).sort((a, b) => b - a);
  };
}
