import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { say } from "../../contract/saying.ts";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { utcDay } from "../base/clock.ts";
import { createIdSource } from "../base/ids.ts";
import { createJournal } from "../journal/journal.ts";
import type { JournalEntry } from "../journal/journal-entry.ts";
import { laneOf } from "../journal/lane.ts";
import type { StoredPlace } from "../journal/pending.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import { insertLedgerEntries } from "../ledger/ledger-store.ts";
import { insertRejections } from "../ledger/rejection-store.ts";
import { createPartitions } from "../storage/partitions.ts";
import { statement } from "../storage/statement.ts";

const UNKNOWN = "0123456789abcdef01234567";
const newId = createIdSource();
const takePending = statement<{ batch_id: number; pushes: StoredPlace[] }>(
  "test.take-pending",
  "delete from pending returning batch_id, pushes",
);

let api: ApiUnderTest;
/** How many more pushes the hub takes before it is overloaded. */
let room = 0;
beforeAll(async () => {
  api = await startApi(undefined, () => (room-- > 0 ? null : say("hub_stopping")));
});
afterAll(() => api.stop());

async function createIntegration(): Promise<number> {
  const { data } = await api.call("/integration/create", { plugin_type: "aliyun-prometheus" });
  return Number(data.integration_id);
}

function entryOf(integrationId: number, body: Buffer): JournalEntry {
  const headers = { "content-type": "application/json", "x-token": "hush", "user-agent": "alerter" };
  const request = { method: "POST", query: { env: "prod", sign: "hush" }, headers, body };
  const receivedAtMs = Date.now();
  return { deliveryId: newId(receivedAtMs), integrationId, receivedAtMs, isTest: false, replayOf: null, request };
}

/** Puts pushes into the journal, where they wait. */
async function accept(entries: readonly JournalEntry[]): Promise<void> {
  const { database } = api;
  const clock = { now: () => Date.now() };
  const limits = { waitingBytesMax: 1024 * 1024, onCommit: () => undefined };
  const journal = createJournal({ database, partitions: createPartitions(database), clock, ...limits });
  await Promise.all(entries.map((entry) => journal.append(entry, laneOf(entry.integrationId))));
  await journal.stop();
}

/** Accepts pushes and moves them on into the ledger. */
async function process(entries: readonly JournalEntry[], outcome: Partial<LedgerEntry> = {}): Promise<void> {
  await accept(entries);
  const received = new Map(entries.map((entry) => [entry.deliveryId, entry.receivedAtMs]));
  const verdicts = { counts: { opened: 1 }, events: [], rejects: [], is_truncated: false };
  const rows = (await api.database.rows(takePending)).flatMap(({ batch_id: batchId, pushes }) =>
    pushes.map(([deliveryId, integrationId, offsetBytes, lengthBytes]): LedgerEntry => {
      const receivedAt = received.get(deliveryId) ?? 0;
      const place = { day: utcDay(receivedAt), deliveryId, integrationId, batchId, offsetBytes, lengthBytes };
      const facts = {
        source: "aliyun-prometheus",
        receivedAt,
        processedAt: receivedAt + 5,
        because: "",
        said: null,
        replayOf: null,
        isTest: false,
        keyFingerprint: null,
      };
      return { ...place, ...facts, outcome: "processed", events: 1, verdicts, ...outcome };
    }),
  );
  await insertLedgerEntries(api.database, rows);
}

async function reject(integrationId: number, body: string): Promise<string> {
  const deliveryId = newId(Date.now());
  const kept = {
    method: "POST",
    query: {},
    headers: { cookie: "hush" },
    body: `\\x${Buffer.from(body).toString("hex")}`,
  };
  const why = { code: "BadRequest", message: "the body is not JSON", said: [say("not_json")], requestId: "01REQUEST" };
  await insertRejections(api.database, [
    { deliveryId, integrationId, receivedAt: Date.now(), ...why, ...kept, bodyBytes: 70_000 },
  ]);
  return deliveryId;
}

const list = async (input: object) => {
  const answer = await api.call("/delivery/list", input);
  expect(answer).toMatchObject({ status: 200 });
  return { ...answer, ids: Array.from(answer.data.items ?? [], (item) => item.delivery_id) };
};

describe("/delivery/list", () => {
  test("200: processed, failed and rejected pushes merged, newest first; what waits beside them", async () => {
    const integration_id = await createIntegration();
    const entry = () => entryOf(integration_id, Buffer.from("{}"));
    const [a, b, c] = [entry(), entry(), entry()];
    await process([a, b]);
    await process([c], { outcome: "failed", because: "Deciding failed", isTest: true });
    const rejected = await reject(integration_id, "{");
    const waiting = entry();
    await accept([waiting]);

    const { data, ids } = await list({ integration_id });
    expect(ids).toEqual([rejected, c.deliveryId, b.deliveryId, a.deliveryId]);
    expect(data.items?.[0]).toMatchObject({
      outcome: "rejected",
      code: "BadRequest",
      because: "the body is not JSON",
      request_id: "01REQUEST",
      ...{ is_test: false, length_bytes: 70_000 },
    });
    expect(data.items?.[1]).toMatchObject({ outcome: "failed", is_test: true });
    expect(Number(data.items?.[1]?.length_bytes)).toBeGreaterThan(2);
    expect(data.items?.[3]).toMatchObject({
      outcome: "processed",
      event_cnt: 1,
      verdict_counts: { opened: 1 },
      replay_of: "",
    });
    expect(data.pending).toMatchObject({
      count: 1,
      is_exact: true,
      items: [{ delivery_id: waiting.deliveryId, outcome: "pending" }],
    });
    expect(Number(data.pending?.oldest)).toBeGreaterThan(Date.now() - 60_000);

    expect((await list({ integration_id, outcome: ["failed", "rejected"] })).ids).toEqual([rejected, c.deliveryId]);
    expect((await list({ integration_id, outcome: ["processed"] })).ids).toEqual([b.deliveryId, a.deliveryId]);
    expect((await list({ integration_id, outcome: ["pending"] })).ids).toEqual([]);
    expect((await list({ integration_id, query: "deciding" })).ids).toEqual([c.deliveryId]);
    expect((await list({ integration_id, query: "not json" })).ids).toEqual([rejected]);
    expect((await list({ integration_id, query: a.deliveryId })).ids).toEqual([a.deliveryId]);
    expect((await list({ integration_id, start_time: 1, end_time: 2 })).ids).toEqual([]);
    const seconds = Math.floor(Date.now() / 1000);
    expect((await list({ integration_id, start_time: seconds - 60, end_time: seconds })).ids).toHaveLength(4);
    await api.database.rows(takePending);
  });

  test("200: the cursor meets every push once, filtered or not", async () => {
    const integration_id = await createIntegration();
    const entries = Array.from({ length: 9 }, () => entryOf(integration_id, Buffer.from("{}")));
    await process(entries);
    const expected = entries.map((entry) => entry.deliveryId).reverse();
    for (const filter of [{}, { outcome: ["processed"] }, { query: "opened" }]) {
      const walked: unknown[] = [];
      let search_after_ctx = "";
      do {
        const { data, ids } = await list({ integration_id, limit: 4, search_after_ctx, ...filter });
        walked.push(...ids);
        search_after_ctx = String(data.search_after_ctx);
        expect(data.has_next_page).toBe(search_after_ctx !== "");
      } while (search_after_ctx);
      expect(walked).toEqual(expected);
    }
    expect((await list({ integration_id, limit: 9 })).data.has_next_page).toBe(false);
  });

  test("400", async () => {
    expect(await api.call("/delivery/list", { integration_id: 9 })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    const integration_id = await createIntegration();
    for (const input of [
      {},
      { integration_id, outcome: ["lost"] },
      { integration_id, search_after_ctx: "x" },
      { integration_id, limit: 101 },
    ]) {
      expect(await api.call("/delivery/list", input)).toMatchObject({ status: 400, code: "InvalidParameter" });
    }
  });
});

describe("/delivery/info", () => {
  const alertmanager = Buffer.from(
    JSON.stringify({
      alerts: [
        { status: "firing", labels: { alertname: "CPU", severity: "critical" }, startsAt: new Date().toISOString() },
      ],
    }),
  );

  test("200: request with credentials masked, raw body, decoded events, verdicts", async () => {
    const integration_id = await createIntegration();
    const entry = entryOf(integration_id, alertmanager);
    const events = [{ event: 0, verdict: "opened" as const, channel_id: 5, alert_id: UNKNOWN, incident_id: UNKNOWN }];
    await process([entryOf(integration_id, Buffer.from("before")), entry], {
      verdicts: { counts: { opened: 1 }, events, rejects: [], is_truncated: false },
    });
    const { data } = await api.call("/delivery/info", { delivery_id: entry.deliveryId });
    expect(data).toMatchObject({ outcome: "processed", received_at: entry.receivedAtMs, is_test: false });
    expect(data.verdicts).toEqual({ counts: { opened: 1 }, events, rejects: [], is_truncated: false });
    expect(data.request).toEqual({
      ...{
        method: "POST",
        query: { env: "prod", sign: "***" },
        encoding: "utf-8",
        is_truncated: false,
        is_unread: false,
      },
      headers: { "content-type": "application/json", "x-token": "***", "user-agent": "alerter" },
      ...{ body: alertmanager.toString(), body_bytes: alertmanager.length },
    });
    expect(data.events).toMatchObject([{ event_status: "Critical", title: expect.stringContaining("CPU") }]);
  });

  test("200: pending, and bytes that are no text", async () => {
    const integration_id = await createIntegration();
    const entry = entryOf(integration_id, Buffer.from([0xff, 0x00, 0xfe]));
    await accept([entry]);
    const { data } = await api.call("/delivery/info", { delivery_id: entry.deliveryId });
    expect(data).toMatchObject({
      outcome: "pending",
      integration_id,
      processed_at: 0,
      received_at: entry.receivedAtMs,
      events: [],
    });
    expect(data.request).toMatchObject({ encoding: "base64", body: "/wD+", body_bytes: 3 });
    await api.database.rows(takePending);
  });

  test("200: rejected, its body cut", async () => {
    const integration_id = await createIntegration();
    const { data } = await api.call("/delivery/info", { delivery_id: await reject(integration_id, "{") });
    expect(data).toMatchObject({ outcome: "rejected", code: "BadRequest", verdicts: { counts: {}, events: [] } });
    expect(data.request).toMatchObject({
      body: "{",
      body_bytes: 70_000,
      is_truncated: true,
      headers: { cookie: "***" },
    });
  });

  test("200: the raw push is past its retention", async () => {
    const integration_id = await createIntegration();
    const entry = entryOf(integration_id, Buffer.from("{}"));
    await process([entry], { batchId: 999_999 });
    expect(await api.call("/delivery/info", { delivery_id: entry.deliveryId })).toMatchObject({
      status: 200,
      data: { request: null },
    });
  });

  test("400", async () => {
    expect(await api.call("/delivery/info", { delivery_id: UNKNOWN })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    expect(await api.call("/delivery/info", { delivery_id: "x" })).toMatchObject({
      status: 400,
      code: "InvalidParameter",
    });
  });
});

describe("/delivery/replay", () => {
  const twoWaiting = async () => {
    const integrationId = await createIntegration();
    const entries = [entryOf(integrationId, Buffer.from("{}")), entryOf(integrationId, Buffer.from("{}"))];
    await accept(entries);
    return entries.map(({ deliveryId }) => deliveryId);
  };

  test("200: what was replayed before the hub was overloaded is told of beside what was not", async () => {
    const delivery_ids = await twoWaiting();
    room = 1;
    const { status, data } = await api.call("/delivery/replay", { delivery_ids });
    expect(status).toBe(200);
    expect(data.items).toMatchObject([
      { delivery_id: delivery_ids[0], replay_id: expect.stringMatching(/^[0-9a-f]{24}$/), because: "" },
      { delivery_id: delivery_ids[1], replay_id: "", because: "the hub is stopping" },
    ]);
  });

  test("400", async () => {
    expect(await api.call("/delivery/replay", { delivery_ids: [] })).toMatchObject({ code: "InvalidParameter" });
  });

  test("503: an overloaded hub replays nothing", async () => {
    const delivery_ids = await twoWaiting();
    room = 0;
    const answer = await api.call("/delivery/replay", { delivery_ids });
    expect(answer).toMatchObject({ status: 503, code: "ServiceUnavailable" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
