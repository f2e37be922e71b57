import { expect, test } from "vitest";
import type { AnsweredPush } from "../flow/accept.ts";
import { createMetrics } from "./metrics.ts";

const answered: AnsweredPush = {
  requestId: "r",
  source: "prometheus",
  integrationId: 1,
  status: 200,
  code: "OK",
  because: "",
  events: 3,
  bodyBytes: 2,
  durationMs: 4,
};

test("pushes are counted by source and answer, events by source, however often one looks", async () => {
  const metrics = createMetrics();
  expect(await linesOf(metrics)).toEqual([]);
  metrics.pushAnswered(answered);
  metrics.pushAnswered({ ...answered, events: 1 });
  expect(await linesOf(metrics)).toContain('tocsin_push_events_total{source="prometheus"} 4');
  metrics.pushAnswered({ ...answered, code: "InvalidParameter", events: 0 });
  metrics.pushAnswered({ ...answered, source: "standard", code: "BadRequest", events: 0 });
  expect(await linesOf(metrics)).toEqual([
    'tocsin_pushes_total{source="prometheus",code="OK"} 2',
    'tocsin_pushes_total{source="prometheus",code="InvalidParameter"} 1',
    'tocsin_pushes_total{source="standard",code="BadRequest"} 1',
    'tocsin_push_events_total{source="prometheus"} 4',
  ]);
  expect(await metrics.render()).toContain("tocsin_accept_seconds_count 4");
});

async function linesOf({ render }: ReturnType<typeof createMetrics>): Promise<string[]> {
  return (await render()).split("\n").filter((line) => /^tocsin_push(es|_events)_total/.test(line));
}
