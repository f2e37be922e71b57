import { afterAll, beforeAll, expect, test } from "vitest";
import { execute } from "../../test/support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { type Connection, openDatabase } from "../storage/database.ts";
import { PROCESS_PARAMETERS } from "../storage/process-parameters.ts";
import { declaredStatements } from "../storage/statement.ts";
import { listOpenAlerts } from "./alert-store.ts";

// What processing asks of every push: which of its keys are open. A group of Alertmanager's has thousands of them.

const KEYS = 3_000;
const INTEGRATION = 7;
const keys = Array.from({ length: KEYS }, (_, i) => `key-${i}`);

let db: TestDatabase;
let process: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  db = await createTestDatabase();
  process = openDatabase({
    address: db.address,
    connectionsMax: 1,
    applicationName: "open-by-key",
    parameters: PROCESS_PARAMETERS,
    onError: () => undefined,
  });
});
afterAll(async () => {
  await process?.stop();
  await db?.drop();
});

function addAlerts(ids: string, progress: string): Promise<unknown> {
  return execute(
    db.database,
    `insert into alert (alert_id, integration_id, channel_id, alert_key, title, title_rule, description, severity, status, progress,
       labels, images, ever_muted, start_time, last_time, end_time, close_time, opened_at, last_received_at, event_cnt, created_at,
       updated_at)
     select $1 || lpad(i::text, 20, '0'), $2, 1, 'key-' || i, 'CPU', '', '', 'Critical', 'Critical', $3, '{}', '[]', false,
       0, 0, 0, 0, 0, 0, 1, 0, 0 from generate_series(0, $4::int - 1) i`,
    [ids, INTEGRATION, progress, KEYS],
  );
}

/** How the statement is carried out on a connection that processes, for all keys. */
async function planOf(connection: Connection, name: string): Promise<string> {
  const text = declaredStatements().find((statement) => statement.name === name)?.text;
  const asked = { name: `explain.${name}`, text: `explain (analyze, costs off, timing off) ${text}`, prepared: false };
  const lines = await connection.rows<{ "QUERY PLAN": string }>(asked, [keys.map(() => INTEGRATION), keys]);
  return lines.map((line) => line["QUERY PLAN"]).join("\n");
}

async function expectKeyByKey(): Promise<void> {
  const connection = await process.connect();
  for (const name of ["alert.open-channels", "alert.open-by-key"]) {
    const plan = await planOf(connection, name);
    expect(plan).toMatch(/Index .*alert_open/);
    expect(plan).toMatch(/Index Cond: \(\(integration_id = k.integration_id\) AND \(alert_key = /);
    expect(plan).not.toMatch(/Rows Removed by/);
  }
  await connection.end();
}

test("thousands of keys are looked up one by one, though nothing was open when PostgreSQL last looked, or it never did", async () => {
  await addAlerts("aaaa", "Triggered");
  await expectKeyByKey();
  await execute(db.database, "update alert set progress = 'Closed'");
  await execute(db.database, "analyze alert");
  await addAlerts("bbbb", "Triggered");
  await expectKeyByKey();
  const found = await listOpenAlerts(
    process,
    keys.map((alertKey) => ({ integrationId: INTEGRATION, alertKey })),
  );
  expect(new Set(found.map(({ alertKey }) => alertKey)).size).toBe(KEYS);
});
