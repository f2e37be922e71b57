import { z } from "zod";
import { idTimeMs } from "../server/base/ids.ts";
import { createClientAddress } from "../server/http/client-address.ts";
import { createRateLimiter } from "../server/http/limits.ts";
import { createListener } from "../server/http/listener.ts";
import { createOperations } from "../server/operations/all.ts";
import { ensureAccount } from "../server/people/account-store.ts";
import { createAppKey, setAppKeyStatus } from "../server/people/app-key-store.ts";
import { createOwner, findOwner } from "../server/people/person-store.ts";
import { type Database, openDatabase } from "../server/storage/database.ts";
import { startEmbedded } from "../server/storage/embedded/embedded.ts";
import { migrate } from "../server/storage/migrate.ts";
import { type Api, createApi, createChannel, createIntegration } from "../test/support/api.ts";
import { makeTempDir } from "../test/support/temp-dir.ts";
import { type HistoryIds, listSearches } from "./support/list-searches.ts";
import { listSomeIds, seedHistory } from "./support/seed-history-store.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);
/** Where the history is kept for further runs; a temporary folder otherwise. */
const DATA_DIR = process.env.BENCH_DATA_DIR ?? "";
/** Only searches whose path and input hold this text. */
const ONLY = process.env.BENCH_ONLY ?? "";
const GOAL_MS = 100;
const EMAIL = "bench@example.com";
const shapes = {
  channels: z.object({ items: z.array(z.object({ channel_id: z.number() })) }),
  integrations: z.object({ items: z.array(z.object({ integration_id: z.number() })) }),
};
const quiet = { info: () => undefined, warn: () => undefined };
const silent = { info: () => undefined, error: console.error };

/** Lists: milliseconds of each search over HTTP, with this many incidents, alerts, events and pushes in 60 days. */
async function main(): Promise<void> {
  const temp = DATA_DIR ? null : await makeTempDir();
  const server = await startEmbedded({ dataDir: temp?.path ?? DATA_DIR, log: quiet });
  const parameters = { statement_timeout: "0" };
  const database = openDatabase({
    address: server.address,
    connectionsMax: 4,
    applicationName: "bench",
    parameters,
    onError: console.error,
  });
  try {
    await migrate(database, Date.now());
    await ensureAccount(database, Date.now());
    if (!(await findOwner(database)))
      await createOwner(database, { email: EMAIL, password: "correct horse" }, Date.now());
    await measure(database);
  } finally {
    await database.stop();
    await server.stop();
    await temp?.remove();
  }
}

/** A hub's API over the database, without its path of events. */
async function measure(database: Database): Promise<void> {
  const owner = await findOwner(database);
  if (!owner) throw new Error("the bench has no owner");
  const { key, keyId } = await createAppKey(database, { email: EMAIL, name: "bench" }, Date.now());
  const listener = createListener({
    operations: createOperations({ database, publicUrl: () => "http://bench", enqueue: async () => "" }),
    limiter: createRateLimiter({ perSecond: 0, perMinute: 0 }),
    clientAddress: createClientAddress([]),
    health: { isReady: async () => ({ ready: true, because: "" }), metrics: async () => "" },
    isPush: () => false,
    onPush: (_request, response) => response.end(),
    onAnswered: () => undefined,
    clock: { now: () => Date.now() },
    log: silent,
    ...{ live: null, console: null },
    database,
  });
  const { port } = await listener.listen("127.0.0.1", 0);
  const url = `http://127.0.0.1:${port}`;
  const api = createApi(url, key);
  const history = (await findHistory(database, api)) ?? (await makeHistory(database, api, url));
  let slow = 0;
  console.log("    ms: p50     p95   first   search");
  for (const [path, input] of listSearches(history)) {
    if (!`${path} ${JSON.stringify(input)}`.includes(ONLY)) continue;
    const [first = 0, ...warm] = await time(api, path, input);
    warm.sort((a, b) => a - b);
    const at = (share: number) => warm[Math.ceil(warm.length * share) - 1] ?? 0;
    if (at(0.95) > GOAL_MS) slow += 1;
    const times = [at(0.5), at(0.95), first].map((ms) => ms.toFixed(0).padStart(7)).join(" ");
    const when = "end_time" in input && input.end_time !== history.nowSeconds ? " (past)" : "";
    const words = JSON.stringify(input, (name, value) => (/^(start|end)_time$/.test(name) ? undefined : value));
    console.log(`${at(0.95) > GOAL_MS ? "*" : " "}   ${times}   ${path}${when} ${words.slice(0, 90)}`);
  }
  console.log(`\n${slow} searches have a p95 of more than ${GOAL_MS} ms`);
  await listener.close();
  await setAppKeyStatus(database, owner.personId, keyId, "deleted", Date.now());
}

async function time(api: Api, path: string, input: object): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const startedMs = performance.now();
    const answer = await api.call(path, input);
    times.push(performance.now() - startedMs);
    if (answer.error) throw new Error(`${path} ${JSON.stringify(input)}: ${answer.error.message}`);
  }
  return times;
}

async function makeHistory(database: Database, api: Api, url: string): Promise<HistoryIds> {
  const channelIds: number[] = [];
  for (let i = 0; i < 60; i += 1) channelIds.push(await createChannel(api, `bench ${i}`));
  const { integrationId } = await createIntegration(api, url, channelIds[0] ?? 0);
  const nowSeconds = Math.floor(Date.now() / 1000);
  console.log(`writing ${ROWS} incidents, alerts, events, pushes and rows of timelines …`);
  await seedHistory(database, { rows: ROWS, days: 60, channelIds, integrationId, nowSeconds });
  return { nowSeconds, channelIds, integrationId, ...(await listSomeIds(database)) };
}

/** What an earlier run left in BENCH_DATA_DIR. */
async function findHistory(database: Database, api: Api): Promise<HistoryIds | null> {
  const { alertIds, incidentIds } = await listSomeIds(database);
  const [newest] = alertIds;
  if (!newest) return null;
  const channels = await api.get("/channel/list", { orderby: "created_at", asc: true }, shapes.channels);
  const channelIds = channels.items.map(({ channel_id }) => channel_id);
  const inFirst = await api.get("/integration/list", { channel_id: channelIds[0] ?? 0 }, shapes.integrations);
  const nowSeconds = Math.floor(idTimeMs(newest) / 1000);
  return { nowSeconds, channelIds, integrationId: inFirst.items[0]?.integration_id ?? 0, alertIds, incidentIds };
}

await main();
