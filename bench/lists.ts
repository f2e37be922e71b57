import { createClientAddress } from "../server/http/client-address.ts";
import { createRateLimiter } from "../server/http/limits.ts";
import { createListener } from "../server/http/listener.ts";
import { createOperations } from "../server/operations/all.ts";
import { ensureAccount } from "../server/people/account-store.ts";
import { createAppKey } from "../server/people/app-key-store.ts";
import { createOwner } from "../server/people/person-store.ts";
import { type Database, openDatabase } from "../server/storage/database.ts";
import { startEmbedded } from "../server/storage/embedded/embedded.ts";
import { migrate } from "../server/storage/migrate.ts";
import { createApi, createChannel } from "../test/support/api.ts";
import { makeTempDir } from "../test/support/temp-dir.ts";
import { seedHistory } from "./support/seed-history-store.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const DAY = 86_400;
const EMAIL = "bench@example.com";
const quiet = { info: () => undefined, warn: () => undefined };
const silent = { info: () => undefined, error: console.error };

/** Lists: milliseconds of each search over HTTP, with this many incidents, alerts, events and pushes in 60 days. */
async function main(): Promise<void> {
  const temp = await makeTempDir();
  const server = await startEmbedded({ dataDir: temp.path, log: quiet });
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
    await measure(database);
  } finally {
    await database.stop();
    await server.stop();
    await temp.remove();
  }
}

async function measure(database: Database): Promise<void> {
  await ensureAccount(database, Date.now());
  await createOwner(database, { email: EMAIL, password: "correct horse" }, Date.now());
  const { key } = await createAppKey(database, { email: EMAIL, name: "bench" }, Date.now());
  const listener = createListener({
    operations: createOperations({ database, publicUrl: () => "http://bench", enqueue: async () => "" }),
    limiter: createRateLimiter({ perSecond: 0, perMinute: 0 }),
    clientAddress: createClientAddress([]),
    health: { isReady: async () => ({ ready: true, because: "" }), metrics: async () => "" },
    onPush: (_request, response) => response.end(),
    onAnswered: () => undefined,
    clock: { now: () => Date.now() },
    log: silent,
    ...{ live: null, console: null },
    database,
  });
  const { port } = await listener.listen("127.0.0.1", 0);
  const api = createApi(`http://127.0.0.1:${port}`, key);
  const channelIds: number[] = [];
  for (let i = 0; i < 60; i += 1) channelIds.push(await createChannel(api, `bench ${i}`));
  const nowSeconds = Math.floor(Date.now() / 1000);
  const integrationId = 1131;
  console.log(`writing ${ROWS} incidents, alerts, events and pushes …`);
  await seedHistory(database, { rows: ROWS, days: 60, channelIds, integrationId, nowSeconds });
  console.log("   ms (median)   first   search");
  for (const [path, input] of searches(nowSeconds, channelIds)) {
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const startedMs = performance.now();
      const answer = await api.call(path, input);
      if (answer.error) throw new Error(`${path}: ${answer.error.message}`);
      times.push(performance.now() - startedMs);
    }
    const [first = 0, ...warm] = times;
    const median = warm.sort((a, b) => a - b)[Math.floor(warm.length / 2)] ?? 0;
    const words = JSON.stringify(input).replace(/"(start|end)_time":\d+,?/g, "");
    console.log(`${median.toFixed(0).padStart(14)} ${first.toFixed(0).padStart(7)}   ${path} ${words.slice(0, 80)}`);
  }
  await listener.close();
}

function searches(now: number, channelIds: readonly number[]): [path: string, input: object][] {
  const month = { start_time: now - 30 * DAY, end_time: now };
  const past = { start_time: now - 50 * DAY, end_time: now - 40 * DAY };
  const alertFilters = [
    {},
    { p: 100, limit: 100 },
    { is_active: true },
    { ever_muted: true },
    { alert_severity: "Critical" },
    { alert_severity: "Info" },
    { channel_ids: channelIds.slice(0, 1) },
    { channel_ids: channelIds.slice(3, 33) },
    { integration_ids: [5] },
    { alert_keys: ["key7"] },
    { title: "web-77 " },
    { orderby: "updated_at" },
    { by_updated_at: true, orderby: "updated_at" },
  ];
  const incidentFilters = [
    {},
    { progress: "Triggered,Processing" },
    { incident_severity: "Info" },
    { channel_ids: channelIds.slice(0, 1), progress: "Triggered" },
    { is_my_team: true },
    { ever_muted: true },
    { acker_ids: [1] },
    { acker_ids: [2] },
    { acker_ids: [3] },
    { responder_ids: [1], progress: "Triggered,Processing" },
    { responder_ids: [2], acker_ids: [1, 2] },
    { nums: ["0000AB"] },
    { query: "web-77 " },
  ];
  const eventFilters = [{}, { channel_ids: channelIds.slice(0, 1) }, { severities: "Info" }, { integration_ids: [5] }];
  const windows = [month, past];
  return [
    ...windows.flatMap((window) =>
      alertFilters.map((filter): [string, object] => ["/alert/list", { ...window, ...filter }]),
    ),
    ...windows.flatMap((window) =>
      incidentFilters.map((filter): [string, object] => ["/incident/list", { ...window, ...filter }]),
    ),
    ...windows.flatMap((window) =>
      eventFilters.map((filter): [string, object] => ["/alert-event/list", { ...window, ...filter }]),
    ),
    ["/channel/list", {}],
    ["/channel/list", { orderby: "last_incident_at" }],
  ];
}

await main();
