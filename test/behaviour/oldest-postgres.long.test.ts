import { afterAll, beforeAll, expect, test } from "vitest";
import { LEFT_OUT } from "../../server/backup/left-out.ts";
import { declaredStatements } from "../../server/storage/statement.ts";
import { createChannel, createIntegration } from "../support/api.ts";
import { backUp, contentOf, restoreInto } from "../support/backup.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { latestDelivery, listAlerts, listIncidents, only, pushAndSettle } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { startOldestPostgres } from "../support/oldest-postgres.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

// Hubs may run on a PostgreSQL server of their own, from version 15 on.

let server: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  server = await startOldestPostgres();
  hub = await startTestHub({ on: server });
}, 360_000);
afterAll(async () => {
  await hub?.stop();
  await server?.drop();
});

test("on PostgreSQL 15 a push becomes an alert and an incident, and its recovery closes both", async () => {
  const integration = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Fifteen"));
  expect(await pushAndSettle(hub, integration, cmsEvent({ atMs: hub.clock.now() }))).toEqual(["opened"]);
  hub.clock.fastForward(minutes(5));
  const recovery = cmsEvent({ status: "RECOVERED", atMs: hub.clock.now() });
  expect(await pushAndSettle(hub, integration, recovery)).toEqual(["recovered"]);
  expect(only(await listAlerts(hub, integration.integrationId))).toMatchObject({ progress: "Closed", event_cnt: 2 });
  expect(only(await listIncidents(hub, integration.channelId))).toMatchObject({ progress: "Closed" });
  expect(await latestDelivery(hub, integration.integrationId)).toMatchObject({ outcome: "processed" });
});

test("PostgreSQL 15 takes every statement a hub has", async () => {
  const connection = await server.database.connect();
  const invalid: string[] = [];
  const statements = declaredStatements();
  for (const [index, { name, text }] of statements.entries()) {
    await connection.run(`prepare s_${index} as ${text}`).catch(({ message }) => invalid.push(`${name}: ${message}`));
  }
  await connection.end();
  expect(invalid).toEqual([]);
  expect(statements.length).toBeGreaterThan(40);
});

test("what was backed up from PostgreSQL 15 restores into a later one, and back", async () => {
  const later = await createTestDatabase();
  const kept = ([name]: [string, unknown]) => !(name in LEFT_OUT);
  const contentHere = Object.fromEntries(Object.entries(await contentOf(server)).filter(kept));
  await restoreInto(later, await backUp(server));
  expect(await contentOf(later)).toMatchObject(contentHere);
  await hub.stop();
  await restoreInto(server, await backUp(later), true);
  expect(await contentOf(server)).toMatchObject(contentHere);
  await later.drop();
  hub = await startTestHub({ on: server });
});
