import { afterAll, beforeAll, expect, test } from "vitest";
import { waitFor } from "../chaos/support/wait.ts";
import type { TestIntegration } from "../support/api.ts";
import { ledgerOf } from "../support/ledger.ts";
import { execute } from "../support/sql.ts";
import { copyFromGuide, withValues } from "./support/guide.ts";
import { type Sender, START_TIMEOUT_MS, startSender } from "./support/sender.ts";
import { type SendersHub, startSendersHub } from "./support/stage.ts";

// A rule that fires for thousands of series at once, in the groups that the guide makes.

const RULES = `
  - name: workers
    rules:
      - alert: WorkerStuck
        expr: worker_stuck == 1
        labels: { severity: critical }
        annotations:
          summary: '{{ $labels.worker }} is stuck'
`;
const WORKERS = 3_000;
const FREED = 1_000;
const TIMEOUT_MS = 240_000;

let hub: SendersHub;
let integration: TestIntegration;
let sender: Sender;

beforeAll(async () => {
  hub = await startSendersHub();
  integration = await hub.connect("Groups");
  const { alertmanagerYaml, rulesYaml } = copyFromGuide("zh", integration.pushUrl);
  const quick = withValues(alertmanagerYaml, { group_wait: "1s", group_interval: "1s" });
  // Prometheus takes a second of this machine to look at them all.
  sender = await startSender({ alertmanagerYaml: quick, rulesYaml: rulesYaml + RULES, everyMs: 2_000 });
}, START_TIMEOUT_MS);
afterAll(async () => {
  await sender?.stop();
  await hub?.stop();
});

const setWorkers = (from: number, to: number, value: number) => {
  for (let i = from; i < to; i += 1) sender.metrics.set(`worker_stuck{worker="w-${i}"}`, value);
};

type Count = { progress: string; alerts: number; workers: number; incidents: number };

function countAlerts(): Promise<Count[]> {
  const text = `select progress, count(*) as alerts, count(distinct labels->>'worker') as workers, count(distinct incident_id) as incidents
    from alert where integration_id = $1 group by progress order by progress`;
  return execute<Count>(hub.db.database, text, [integration.integrationId]);
}

const allOf = (progress: string, count: number): Count => ({
  ...{ progress, alerts: count, workers: count, incidents: count },
});

async function untilCounted(expected: Count[]): Promise<number> {
  const begin = performance.now();
  const isSo = async () => JSON.stringify(await countAlerts()) === JSON.stringify(expected);
  await waitFor(`there is ${JSON.stringify(expected)}`, isSo, TIMEOUT_MS);
  return Math.round(performance.now() - begin);
}

test(
  "P4: thousands of alerts in groups: each is there once, some end, the others stay open",
  async () => {
    setWorkers(0, WORKERS, 1);
    const openMs = await untilCounted([allOf("Triggered", WORKERS)]);
    setWorkers(0, FREED, 0);
    const closedMs = await untilCounted([allOf("Closed", FREED), allOf("Triggered", WORKERS - FREED)]);
    const closed = await execute<{ worker: string }>(
      hub.db.database,
      "select labels->>'worker' as worker from alert where progress = 'Closed'",
    );
    expect(closed.every(({ worker }) => Number(worker.slice(2)) < FREED)).toBe(true);

    const { items } = await ledgerOf(hub, integration.integrationId);
    const sizes = items.map(({ event_cnt }) => event_cnt).reverse();
    expect(items.every(({ outcome }) => outcome === "processed")).toBe(true);
    expect(Math.max(...sizes)).toBeGreaterThan(WORKERS / 2);
    console.log(`${WORKERS} alerts open after ${openMs} ms, ${FREED} of them closed after ${closedMs} ms more,`);
    console.log(`from the metric to the ledger, in ${items.length} notifications of ${sizes.join(", ")} alerts`);
  },
  TIMEOUT_MS,
);
