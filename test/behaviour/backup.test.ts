import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { LEFT_OUT } from "../../server/backup/left-out.ts";
import { checkBackup } from "../../server/backup/restore-backup.ts";
import { findKeyHolder } from "../../server/people/app-key-store.ts";
import { findSessionHolder, startSession } from "../../server/people/session-store.ts";
import type { BulkConnection } from "../../server/storage/bulk-connection.ts";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { backUp, check, contentOf, restoreInto } from "../support/backup.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { lastTimeOf, listAlerts, listIncidents, only, pushAndSettle } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { execute } from "../support/sql.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

// A backup is taken while pushes arrive, and a hub goes on from it on another database.

const EDGES = "tab\t line\n return\r backslash\\ \\N \\. null 中文 🔥 '\"{}";

let from: TestDatabase;
let to: TestDatabase;
let hub: TestHub;
let integration: TestIntegration;
beforeAll(async () => {
  from = await createTestDatabase();
  to = await createTestDatabase();
  hub = await startTestHub({ on: from });
  integration = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Backed up"));
});
afterAll(async () => {
  await hub.stop();
  await from.drop();
  await to.drop();
});

/** Pushes that each open an alert of their own. */
async function pushAll(entities: readonly string[]): Promise<void> {
  for (const entity of entities) {
    expect((await hub.push(integration.pushUrl, cmsEvent({ entity }))).status).toBe(200);
  }
}

const named = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${i}`);

/** Which pushes became alerts, and how often. */
async function alertsIn({ database }: TestDatabase): Promise<Map<string, number>> {
  const text = "select labels->>'pod' as pod, sum(event_cnt)::integer as events from alert group by 1";
  const rows = await execute<{ pod: string; events: number }>(database, text);
  return new Map(rows.map(({ pod, events }) => [pod, events]));
}

async function countOf({ database }: TestDatabase, table: string): Promise<number> {
  const [row] = await execute<{ count: number }>(database, `select count(*) as count from ${table}`);
  return row?.count ?? 0;
}

test("P1: what was answered before a backup began is in it, and a hub that goes on from it applies each push once", async () => {
  await pushAll(named("processed", 8));
  await hub.settle();
  hub.clock.fastForward(minutes(3));
  await pushAll(named("pending", 8));
  const lastTime = await lastTimeOf(hub, integration.integrationId);

  let pushing = true;
  const meanwhile = (async () => {
    for (let i = 0; pushing && i < 60; i += 1) await pushAll([`meanwhile-${i}`]);
  })();
  const bytes = await backUp(from, async () => {
    hub.clock.fastForward(minutes(3));
    await pushAll(named("after", 8));
    await hub.settle();
  });
  pushing = false;
  await meanwhile;

  await restoreInto(to, bytes);
  const restored = await startTestHub({ on: to, clock: hub.clock });
  expect(await countOf(to, "pending")).toBeGreaterThanOrEqual(8);
  expect(await lastTimeOf(restored, integration.integrationId)).toBe(lastTime);
  await restored.settle();
  await restored.settle();
  expect(await countOf(to, "pending")).toBe(0);
  const alerts = await alertsIn(to);
  const expected = [...named("processed", 8), ...named("pending", 8)];
  expect(expected.filter((entity) => alerts.get(entity) !== 1)).toEqual([]);
  expect(named("after", 8).filter((entity) => alerts.has(entity))).toEqual([]);
  expect([...alerts.values()].filter((events) => events !== 1)).toEqual([]);
  expect(await countOf(to, "delivery")).toBe(alerts.size);

  const answer = await restored.push(integration.pushUrl.replace(hub.url, restored.url), cmsEvent({ entity: "new" }));
  expect(answer.status).toBe(200);
  await restored.settle();
  expect((await alertsIn(to)).get("new")).toBe(1);
  await restored.stop();
  await hub.settle();
});

test("keys and sessions work on, and an alert that was open recovers", async () => {
  await pushAll(["recovers"]);
  await hub.settle();
  const holder = await findKeyHolder(from.database, hub.appKey, hub.clock.now());
  const place = { address: "127.0.0.1", userAgent: "a browser" };
  const session = await startSession(from.database, holder?.person.personId ?? 0, place, hub.clock.now());
  await restoreInto(to, await backUp(from), true);
  expect(await findKeyHolder(to.database, hub.appKey, hub.clock.now())).toEqual(holder);
  expect(await findSessionHolder(to.database, session, hub.clock.now())).toEqual(holder?.person);
  const restored = await startTestHub({ on: to, clock: hub.clock });
  hub.clock.fastForward(minutes(1));
  const pushUrl = integration.pushUrl.replace(hub.url, restored.url);
  const recovery = cmsEvent({ entity: "recovers", status: "RECOVERED" });
  expect(await pushAndSettle(restored, { ...integration, pushUrl }, recovery)).toEqual(["recovered"]);
  await restored.stop();
});

describe("a hub with something in every table", () => {
  let bytes: Buffer;
  beforeAll(async () => {
    await fillEveryTable();
    bytes = await backUp(from);
  });

  test("what is restored is what was backed up: every row of every table, every sequence, every day", async () => {
    const manifest = await check(bytes);
    const content = await contentOf(from);
    await restoreInto(to, bytes, true);
    const restored = await contentOf(to);
    const kept = ([name]: [string, unknown]) => !(name in LEFT_OUT);
    expect(Object.fromEntries(Object.entries(restored).filter(kept))).toEqual(
      Object.fromEntries(Object.entries(content).filter(kept)),
    );
    const told = [...manifest.tables, ...manifest.leftOut, ...manifest.sequences].map(({ name }) => name);
    expect(told.sort()).toEqual(
      Object.keys(content)
        .filter((name) => !name.startsWith("index "))
        .sort(),
    );
    expect(manifest.leftOut.filter(({ because }) => because.length < 20)).toEqual([]);
    expect(manifest.tables.filter(({ rows }) => rows === 0).map(({ name }) => name)).toEqual([]);
  });

  test("a table that is added later is backed up without being named anywhere", async () => {
    const later = await createTestDatabase();
    await execute(later.database, "create table added_later (id bigint primary key, words text)");
    await execute(later.database, "insert into added_later values (1, $1)", [EDGES]);
    const { tables } = await check(await backUp(later));
    expect(tables).toContainEqual({ name: "added_later", columns: ["id", "words"], rows: 1, days: null });
    await later.drop();
  });

  test("a backup that was cut off or altered anywhere is refused", async () => {
    const damage = fc.record({ at: fc.nat(bytes.length - 1), cut: fc.boolean(), bit: fc.nat(7) });
    // What follows the checksum's own entry is padding that a tar file ends with.
    const end = bytes.indexOf("SHA256") + 512 + 64;
    const property = fc.asyncProperty(damage, async ({ at, cut, bit }) => {
      fc.pre(at < end);
      const damaged = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
      if (!cut) damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << bit), at);
      await expect(check(damaged)).rejects.toThrow("this backup cannot be restored");
    });
    await fc.assert(property, { seed: 11, numRuns: 80 });
  });

  test("restoring one that is cut off or altered changes nothing", async () => {
    await restoreInto(to, bytes, true);
    await execute(to.database, "update person set person_name = 'Not yet ' || person_id");
    const before = await contentOf(to);
    const last = bytes.lastIndexOf("中文");
    const altered = Buffer.from(bytes);
    altered.write("中中", last);
    for (const damaged of [bytes.subarray(0, bytes.length / 2), bytes.subarray(0, last), altered]) {
      await expect(restoreInto(to, damaged, true)).rejects.toThrow();
    }
    const unfit = Buffer.from(bytes.toString("latin1").replace("\tTriggered\t", "\tTrigeredd\t"), "latin1");
    await expect(restoreInto(to, unfit, true)).rejects.toThrow();
    expect(await contentOf(to)).toEqual(before);
  });

  test("a database in use is refused; told to replace it, all that was there goes", async () => {
    await restoreInto(to, bytes, true);
    await execute(to.database, "update person set person_name = 'Somebody ' || person_id");
    await expect(restoreInto(to, bytes)).rejects.toThrow(/the database is in use, it has rows in .*--replace/);
    await restoreInto(to, bytes, true);
    expect((await contentOf(to)).person).toBe((await contentOf(from)).person);
  });

  test("what fails once all is restored does not pass for a restore that failed", async () => {
    await execute(to.database, "update person set person_name = 'Not yet ' || person_id");
    const withoutAnalyze = (connection: BulkConnection): BulkConnection => ({
      ...connection,
      run: (text) => (text.startsWith("analyze") ? Promise.reject(new Error("cut off")) : connection.run(text)),
    });
    await expect(restoreInto(to, bytes, true, withoutAnalyze)).rejects.toThrow(/^all was restored, .* cut off$/);
    expect((await contentOf(to)).person).toBe((await contentOf(from)).person);
  });

  test("a hub that works on the database keeps it from being restored into, whatever it is told", async () => {
    const other = await startTestHub({ on: to, clock: hub.clock });
    await expect(restoreInto(to, bytes, true)).rejects.toThrow("a hub works on this database (tocsin): stop it first");
    await other.stop();
    await restoreInto(to, bytes, true);
  });

  test("a backup of a newer hub is refused by name", async () => {
    const raised = bytes.toString("latin1").replace(/"migration": \d+,/, (found) => found.replace(/\d+/, "9"));
    await expect(restoreInto(to, Buffer.from(raised, "latin1"), true)).rejects.toThrow(
      /migration 9, this hub knows \d/,
    );
  });
});

test("what is no backup is refused with a word about it, and so is a database that is not Tocsin's", async () => {
  async function* nothing(): AsyncGenerator<Buffer> {
    yield Buffer.from("not a backup, just some text");
  }
  const silent = { onManifest: () => undefined, onPart: () => undefined };
  await expect(checkBackup(nothing(), silent)).rejects.toThrow("this backup cannot be restored: it was cut off");
  const other = await createTestDatabase();
  await execute(other.database, "drop table schema_migration");
  await expect(backUp(other)).rejects.toThrow("there is no Tocsin in this database");
  await expect(restoreInto(other, await backUp(from), true)).rejects.toThrow(
    "the database holds tables of something else",
  );
  await other.drop();
});

async function fillEveryTable(): Promise<void> {
  const shared = await createSharedIntegration(hub, [integration.channelId]);
  await hub.push(shared.pushUrl, "this is no body");
  await hub.push(shared.pushUrl, cmsEvent({ entity: "shared", subject: EDGES, atMs: hub.clock.now() }));
  await hub.settle();
  hub.clock.fastForward(minutes(1));
  const recovery = cmsEvent({ entity: "shared", status: "RECOVERED", subject: EDGES, atMs: hub.clock.now() });
  await hub.push(shared.pushUrl, recovery);
  await hub.settle();
  expect(only(await listAlerts(hub, shared.integrationId)).progress).toBe("Closed");
  const [incident] = await listIncidents(hub, integration.channelId);
  await call("/incident/ack", { incident_ids: [incident?.incident_id] });
  await call("/incident/comment", { incident_ids: [incident?.incident_id], comment: EDGES });
  await call("/channel/star", { channel_id: integration.channelId });
  await call("/integration/key/rotate", { integration_id: shared.integrationId, grace_seconds: 3_600 });
  await call("/member/invite", { members: [{ email: "new@example.com", member_name: "New", role_ids: [3] }] });
  // Refusals are counted in the background, a moment later.
  await vi.waitUntil(() => countOf(from, "integration_hour where refused > 0"), { timeout: 10_000 });
  await call("/channel/update", { channel_id: integration.channelId, auto_resolve_timeout: 3_600 });
  await execute(from.database, "insert into solo_attempt values (3, 'some push', 2)");
  const anyBytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  await execute(from.database, "update rejected_push set body = $1, message = $2", [anyBytes, EDGES]);
  await pushAll(["left-pending"]);
}

async function call(path: string, input: object): Promise<void> {
  expect((await hub.api.call(path, input)).error).toBeNull();
}
