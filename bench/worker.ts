import { join } from "node:path";
import { systemClock } from "../server/base/clock.ts";
import { createIdSource } from "../server/base/ids.ts";
import { createLaneWorker } from "../server/jobs/lane-worker.ts";
import { createJournal } from "../server/journal/journal.ts";
import { type Database, openDatabase, type SocketAddress } from "../server/storage/database.ts";
import { startEmbedded } from "../server/storage/embedded/embedded.ts";
import { migrate } from "../server/storage/migrate.ts";
import { createPartitions } from "../server/storage/partitions.ts";
import { PROCESS_PARAMETERS } from "../server/storage/process-parameters.ts";
import { makeTempDir } from "../test/support/temp-dir.ts";
import { aliyunBody, type BodyOptions } from "./support/bodies.ts";
import { perRequest, readCpu } from "./support/cpu.ts";
import { median } from "./support/load.ts";
import { countOutcomes, seededIntegrationId, seedIntegrations, seedOpenAlerts } from "./support/seed-store.ts";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 60_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const OPEN_ALERTS = [1_000, Number(process.env.BENCH_OPEN ?? 1_000_000)];
/** Whether each alert has a title of its own, which searches must then be told of. */
const OWN_TITLES = process.env.BENCH_TITLES === "own";
const INTEGRATIONS = 20;
const CHANNELS = 10;
const quiet = { info: () => undefined, warn: () => undefined };

/** Process, in this very process: the same mix by a lane worker that is fed from commits of 1,000 pushes. For profiles. */
async function main(): Promise<void> {
  const temp = await makeTempDir();
  const server = await startEmbedded({ dataDir: temp.path, log: quiet });
  try {
    const cases = [];
    for (const [index, open] of OPEN_ALERTS.entries())
      cases.push({ open, database: await prepare(server.address, `bench_${index}`, open) });
    const rates = new Map<number, number[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { open, database } of cases) {
        const { rate, cpu } = await measure(database, join(temp.path, "postgres"), round);
        rates.set(open, [...(rates.get(open) ?? []), rate]);
        console.log(
          `  round ${round + 1}/${ROUNDS}, ${open} open alerts: ${Math.round(rate)} events/s, CPU µs an event: ${cpu}`,
        );
      }
    }
    const few = median(rates.get(OPEN_ALERTS[0] ?? 0) ?? []);
    console.log("\nopen alerts   events/s (median)   of the first");
    for (const [open, each] of rates) {
      console.log(
        `${String(open).padStart(11)} ${String(Math.round(median(each))).padStart(19)} ${(median(each) / few).toFixed(2).padStart(14)}`,
      );
    }
    for (const { database } of cases) await database.stop();
  } finally {
    await server.stop();
    await temp.remove();
  }
}

async function prepare(address: SocketAddress, name: string, open: number): Promise<Database> {
  const admin = openDatabase({
    address: { ...address, database: "postgres" },
    connectionsMax: 1,
    applicationName: "bench",
    onError: console.error,
  });
  const connection = await admin.connect();
  await connection.run(`create database ${name}`);
  await connection.end();
  await admin.stop();
  const parameters = { ...PROCESS_PARAMETERS, statement_timeout: "0" };
  const target = { ...address, database: name };
  const database = openDatabase({
    address: target,
    connectionsMax: 6,
    applicationName: "bench",
    parameters,
    onError: console.error,
  });
  await migrate(database, Date.now());
  await createPartitions(database).ensure(Date.now());
  await seedIntegrations(database, INTEGRATIONS, CHANNELS);
  const startedMs = performance.now();
  await seedOpenAlerts(database, open, Date.now());
  console.log(`  ${open} open alerts made in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  return database;
}

/** Fills the journal first, then times how long the lanes take to empty. */
async function measure(database: Database, cluster: string, round: number): Promise<{ rate: number; cpu: string }> {
  const partitions = createPartitions(database);
  const newId = createIdSource();
  const journal = createJournal({
    database,
    partitions,
    clock: systemClock,
    waitingBytesMax: 1024 ** 3,
    onCommit: () => undefined,
  });
  const ledgerBefore = (await countOutcomes(database)).processed ?? 0;
  const appended: Promise<void>[] = [];
  for (const { integration, body } of mix(round)) {
    const integrationId = seededIntegrationId(integration);
    const receivedAtMs = Date.now();
    const request = {
      method: "POST",
      query: {},
      headers: { "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(body)),
    };
    const entry = {
      deliveryId: newId(receivedAtMs),
      integrationId,
      receivedAtMs,
      isTest: false,
      replayOf: null,
      request,
    };
    appended.push(journal.append(entry, integration % 16));
    if (appended.length % 5_000 === 0) await Promise.all(appended);
  }
  await Promise.all(appended);
  await journal.stop();
  let pushes = 0;
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const worker = createLaneWorker({
    ...{ database, partitions, clock: systemClock, newId, concurrency: 2 },
    onBatch: (batch) => {
      pushes += batch.pushes;
      if (pushes >= EVENTS) done();
    },
    onTrouble: (trouble) => console.error(trouble),
  });
  const startedMs = performance.now();
  const before = readCpu(process.pid, cluster);
  worker.start();
  await all;
  const seconds = (performance.now() - startedMs) / 1000;
  const cpu = perRequest(before, readCpu(process.pid, cluster), EVENTS);
  const node = cpu.mainMs + cpu.otherThreadsMs;
  await worker.stop();
  const after = (await countOutcomes(database)).processed ?? 0;
  if (after - ledgerBefore !== EVENTS)
    throw new Error(`${EVENTS} pushes gave ${after - ledgerBefore} processed ledger rows`);
  return { rate: EVENTS / seconds, cpu: `node ${node.toFixed(0)}, PostgreSQL ${cpu.postgresMs.toFixed(0)}` };
}

function body(of: Omit<BodyOptions, "title">): object {
  return aliyunBody(OWN_TITLES ? { ...of, title: `Pod memory usage of ${of.entity} > 90%` } : of);
}

/** 25 % new, 40 % refresh, 15 % update, 20 % recover, in an order that keeps them possible. */
function* mix(round: number): Generator<{ integration: number; body: object }> {
  const open: { integration: number; entity: string; value: number }[] = [];
  let timeMs = Date.now() - 60_000;
  let made = 0;
  for (let i = 0; i < EVENTS; i += 1) {
    timeMs += 1;
    const kind = i % 20;
    const old = open[(i * 7_919) % Math.max(1, open.length)];
    if (!old || kind < 5) {
      const entity = `r${round}-e${made++}`;
      const alert = { integration: (made % INTEGRATIONS) + 1, entity, value: 90 };
      open.push(alert);
      yield { integration: alert.integration, body: body({ entity, status: "OCCURRED", value: 90, timeMs }) };
    } else if (kind < 13) {
      yield { integration: old.integration, body: body({ ...old, status: "OCCURRED", timeMs }) };
    } else if (kind < 16) {
      old.value += 1;
      yield { integration: old.integration, body: body({ ...old, status: "OCCURRED", timeMs }) };
    } else {
      open.splice(open.indexOf(old), 1);
      yield { integration: old.integration, body: body({ ...old, status: "RECOVERED", timeMs }) };
    }
  }
}

await main();
