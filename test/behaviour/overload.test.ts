import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../server/storage/database.ts";
import { type Answer, createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { latestDelivery, ledgerOf, listAlerts, pushAndSettle } from "../support/ledger.ts";
import { poll } from "../support/poll.ts";
import { execute } from "../support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

// The hub cannot keep what comes: it says so with 503 and Retry-After, and what it answered 200 it has.

let db: TestDatabase;
let admin: Database;
let hub: TestHub;

beforeAll(async () => {
  db = await createTestDatabase();
  const address = { ...db.address, database: "postgres" };
  admin = openDatabase({ address, connectionsMax: 1, applicationName: "story", onError: () => undefined });
  hub = await startTestHub({ on: db });
});
afterAll(async () => {
  await hub.stop();
  await admin.stop();
  await db.drop();
});

let stories = 0;
async function create(): Promise<TestIntegration> {
  stories += 1;
  return createIntegration(hub.api, hub.url, await createChannel(hub.api, `Story ${stories}`));
}

function expectBusy(answer: Answer): void {
  expect(answer).toMatchObject({ status: 503, error: { code: "ServiceUnavailable" } });
  expect(answer.error?.message).toMatch(/try again/);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
}

/** Ends every connection to the hub's database, its own and the test's. */
const cutConnections = () =>
  execute(admin, "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [db.address.database]);
const letIn = (allowed: boolean) =>
  execute(admin, `alter database ${db.address.database} allow_connections ${allowed}`);

test("P1: what waits for the disk has an end: past 64 MiB the next push is 503, and the others are answered once it moves", async () => {
  const integration = await create();
  // As bytes, and before the table is locked: the hub gives up on a lock after ten seconds.
  const large = (rule: string) =>
    Buffer.from(JSON.stringify(cmsEvent({ rule, labels: { padding: "x".repeat(15 * 1024 * 1024) } })));
  const bodies = new Map(["a", "b", "c", "d", "e"].map((rule) => [rule, large(rule)]));
  await pushAndSettle(hub, integration, large("warm"));
  const { delivery_id } = await latestDelivery(hub, integration.integrationId);
  const blocker = await hub.database.connect();
  await blocker.run("begin; lock table pending in exclusive mode");

  const rules = [...bodies.keys()];
  const answers = [...bodies.values()].map((body) => hub.push(integration.pushUrl, body));
  const first = await Promise.race(answers);
  expectBusy(first);
  expect(first.error?.message).toMatch(/too many pushes wait for the disk/);
  expectBusy(await hub.api.call("/delivery/replay", { delivery_ids: [delivery_id] }));

  await blocker.run("commit");
  await blocker.end();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(4);
  await hub.settle();
  const alerts = await listAlerts(hub, integration.integrationId);
  const accepted = rules.filter((_, index) => statuses[index] === 200);
  expect(alerts.map(({ labels }) => labels.ruleId).sort()).toEqual([...accepted, "warm"].sort());
});

test("P1: with the database away a push is 503 whether or not its key is known, and works again once it is back", async () => {
  const [known, unknown] = [await create(), await create()];
  await pushAndSettle(hub, known, cmsEvent({ rule: "before" }));
  await letIn(false);
  await cutConnections();
  expectBusy(await hub.push(known.pushUrl, cmsEvent({ rule: "lost" })));
  expectBusy(await hub.push(unknown.pushUrl, cmsEvent({ rule: "lost" })));
  const ready = await fetch(`${hub.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await hub.api.call("/channel/list")).toMatchObject({ status: 503, error: { code: "ServiceUnavailable" } });

  await letIn(true);
  await poll(async () => (await fetch(`${hub.url}/readyz`)).ok);
  for (const { pushUrl } of [known, unknown]) {
    await poll(async () => (await hub.push(pushUrl, cmsEvent({ rule: "after" }))).status === 200);
  }
  await hub.settle();
  const rules = (await listAlerts(hub, known.integrationId)).map(({ labels }) => labels.ruleId);
  expect(rules).toEqual(["before", "after"]);
});

test("P1: connections cut again and again under load lose nothing that was answered 200, and double nothing", async () => {
  const integration = await create();
  const accepted: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const pushes = Array.from({ length: 20 }, async (_, index) => {
      const rule = `r${round}-${index}`;
      const answer = await hub.push(integration.pushUrl, cmsEvent({ rule }));
      if (answer.status === 200) accepted.push(rule);
      else expectBusy(answer);
    });
    await Promise.all([...pushes, cutConnections()]);
    if (round % 3 === 0) await hub.settle();
  }
  await poll(async () => (await hub.push(integration.pushUrl, cmsEvent({ rule: "last" }))).status === 200);
  await hub.settle();

  const opened = await execute<{ rule: string }>(hub.database, ALERT_RULES, [integration.integrationId]);
  const rules = opened.map(({ rule }) => rule);
  expect(new Set(rules).size, "each once").toBe(rules.length);
  expect(
    accepted.filter((rule) => !rules.includes(rule)),
    "answered 200 and lost",
  ).toEqual([]);
  expect(accepted.length, "enough of both to prove something").toBeGreaterThan(10);
  expect((await ledgerOf(hub, integration.integrationId)).pending.count).toBe(0);
});

const ALERT_RULES = "select labels ->> 'ruleId' as rule from alert where integration_id = $1";
