import { join } from "node:path";
import { type Connection, type Database, openDatabase, type SocketAddress } from "../server/storage/database.ts";
import { startEmbedded } from "../server/storage/embedded/embedded.ts";
import { migrate } from "../server/storage/migrate.ts";
import { createPartitions, type Partitions } from "../server/storage/partitions.ts";
import { PROCESS_PARAMETERS } from "../server/storage/process-parameters.ts";
import { makeTempDir } from "../test/support/temp-dir.ts";
import { readProcessCpu } from "./support/cpu.ts";
import { median } from "./support/load.ts";
import { RowsMix, type Writes } from "./support/rows-mix.ts";
import { CHANNELS, INTEGRATIONS } from "./support/rows-of-push.ts";
import { backendPid, listUpdates, readWal, writeRows } from "./support/rows-store.ts";
import { BASE, GROUPS, type Variant, type Way } from "./support/rows-variants.ts";
import { seedIntegrations } from "./support/seed-store.ts";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 11_200);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
/** Alerts that are open before the first round. With few, as in `bench:process`, most pushes of a transaction meet in one alert. */
const OPEN_ALERTS = (process.env.BENCH_OPEN ?? "0,20000").split(",").map(Number);
/** Which groups of variants to compare. */
const WHAT = (process.env.BENCH_GROUPS ?? "rows").split(",");
/** Settings of PostgreSQL to compare with the usual ones: `a=1,b=2`, several sets apart by `;`. */
const SETTINGS = (process.env.BENCH_SETTINGS ?? "").split(";").filter(Boolean);
const PUSHES_AT_ONCE = 700;
const START_MS = Date.now();
const SEED = "rows_seed";
const quiet = { info: () => undefined, warn: () => undefined };
/** Cleaning up and writing pages to disk would fall on whatever is measured at that moment. */
const STEADY = { autovacuum: "off", checkpoint_timeout: "1d", max_wal_size: "64GB", shared_buffers: "2GB" };

type Case = { variant: Variant; way: Way; connection: Connection; pid: number; partitions: Partitions; mix: RowsMix };
type Reading = { pushes: number; cpuUs: number; walBytes: number };
type Server = { address: SocketAddress; stop(): Promise<void> };

/** Rows: PostgreSQL's CPU and WAL an event for the rows the hub writes, and with one change of them at a time. */
async function main(): Promise<void> {
  for (const open of OPEN_ALERTS) {
    console.log(`\n${open} alerts open before, ${EVENTS} events a round, ${PUSHES_AT_ONCE} pushes a transaction`);
    if (SETTINGS.length > 0) await compareSettings(open);
    else await compareVariants(open);
  }
}

async function compareVariants(open: number): Promise<void> {
  const variants = [{ name: "base" }, ...WHAT.flatMap((group) => GROUPS[group] ?? [])];
  const temp = await makeTempDir();
  const server = await start(temp.path, STEADY);
  try {
    const cases: Case[] = [];
    await seed(server, open);
    for (const [at, variant] of variants.entries()) cases.push(await prepare(server, variant, at, open));
    await compare(cases);
    for (const { connection } of cases) await connection.end();
  } finally {
    await server.stop();
    await temp.remove();
  }
}

async function compareSettings(open: number): Promise<void> {
  const temp = await makeTempDir();
  const servers: Server[] = [];
  const cases: Case[] = [];
  try {
    for (const [at, text] of ["", ...SETTINGS].entries()) {
      const pairs = text
        .split(",")
        .filter(Boolean)
        .map((each) => each.split("="));
      const server = await start(join(temp.path, `server-${at}`), { ...STEADY, ...Object.fromEntries(pairs) });
      servers.push(server);
      await seed(server, open);
      cases.push(await prepare(server, { name: text || "base" }, 0, open));
    }
    await compare(cases);
  } finally {
    for (const { connection } of cases) await connection.end();
    for (const server of servers) await server.stop();
    await temp.remove();
  }
}

function start(dataDir: string, settings: Record<string, string>): Promise<Server> {
  return startEmbedded({ dataDir, log: quiet, settings });
}

/** A database with the hub's schema and alerts that are open. Others are copies of it. */
async function seed({ address }: Server, open: number): Promise<void> {
  await runApart(address, `create database ${SEED}`);
  const database = connect({ ...address, database: SEED });
  await migrate(database, START_MS);
  await seedIntegrations(database, INTEGRATIONS, CHANNELS);
  const connection = await database.connect();
  const made = {
    variant: { name: "seed" },
    way: BASE,
    connection,
    partitions: createPartitions(database),
    pid: await backendPid(connection),
  };
  for (const writes of new RowsMix(START_MS).opening(open, PUSHES_AT_ONCE)) await write(made, writes);
  await connection.end();
  await database.stop();
}

async function prepare({ address }: Server, variant: Variant, at: number, open: number): Promise<Case> {
  const name = `rows_${at}`;
  await runApart(address, `create database ${name} template ${SEED}`);
  const database = connect({ ...address, database: name });
  const connection = await database.connect();
  for (const text of [...(variant.schema ?? []), "vacuum analyze"]) await connection.run(text);
  const mix = new RowsMix(START_MS);
  for (const _written of mix.opening(open, PUSHES_AT_ONCE));
  if (variant.stepMs) mix.pace(variant.stepMs, !variant.isStillOnRefresh);
  const way = { ...BASE, ...variant.way };
  return { variant, way, connection, partitions: createPartitions(database), mix, pid: await backendPid(connection) };
}

async function runApart(address: SocketAddress, text: string): Promise<void> {
  const database = connect({ ...address, database: "postgres" });
  const connection = await database.connect();
  await connection.run(text);
  await connection.end();
  await database.stop();
}

function connect(address: SocketAddress): Database {
  const parameters = { ...PROCESS_PARAMETERS, statement_timeout: "0" };
  return openDatabase({ address, connectionsMax: 1, applicationName: "bench", parameters, onError: () => undefined });
}

/** Cases take turns transaction by transaction, since the machine's speed moves; the first round warms up. */
async function compare(cases: readonly Case[]): Promise<void> {
  const rounds = new Map<Case, Reading[][]>(cases.map((each) => [each, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    const made = await runRound(cases);
    if (round > 0) for (const [each, readings] of made) rounds.get(each)?.push(readings);
  }
  const base = [...rounds.values()][0] ?? [];
  console.log("CPU µs   of base, by round         vacuum µs   WAL bytes   HOT of alert, incident   change");
  for (const [each, own] of rounds) {
    const ratios = own.map((readings, at) => ratioOf(readings, base[at] ?? []).toFixed(2));
    const cpu = median(own.flat().map(({ cpuUs, pushes }) => cpuUs / pushes)).toFixed(0);
    const wal = own.flat().reduce((total, { walBytes }) => total + walBytes, 0) / (EVENTS * ROUNDS);
    const hot = (await listUpdates(each.connection)).map(({ updates, hot }) => `${hot}/${updates}`).join(" ");
    const before = readProcessCpu(each.pid);
    await each.connection.run("vacuum");
    const vacuum = ((readProcessCpu(each.pid) - before) / (EVENTS * (ROUNDS + 1))).toFixed(1);
    const figures = [
      cpu.padStart(6),
      ratios.join(" ").padEnd(23),
      vacuum.padStart(9),
      wal.toFixed(0).padStart(9),
      hot.padEnd(22),
    ];
    console.log(`${figures.join("   ")}   ${each.variant.name}`);
  }
}

/** Cases write the same transactions, so each is compared with its like: what disturbs one of them does not count. */
function ratioOf(own: readonly Reading[], base: readonly Reading[]): number {
  return median(own.map(({ cpuUs }, at) => cpuUs / (base[at]?.cpuUs ?? Number.NaN)));
}

async function runRound(cases: readonly Case[]): Promise<Map<Case, Reading[]>> {
  const made = new Map<Case, Reading[]>(cases.map((each) => [each, []]));
  const queues = cases.map((each) => ({ each, writes: each.mix.transactions(EVENTS, PUSHES_AT_ONCE) }));
  for (let turn = queues; turn.length > 0; ) {
    const left: typeof queues = [];
    for (const queue of turn) {
      const next = queue.writes.next();
      if (next.done) continue;
      left.push(queue);
      made.get(queue.each)?.push(await write(queue.each, next.value));
    }
    // Nobody goes first each time.
    turn = left.reverse();
  }
  return made;
}

/** One transaction, and what it cost the process of PostgreSQL that worked for it. */
async function write({ connection, partitions, way, pid }: Omit<Case, "mix">, writes: Writes): Promise<Reading> {
  await partitions.ensure(writes.nowMs);
  await connection.run("discard plans");
  const walBefore = await readWal(connection);
  const cpuBefore = readProcessCpu(pid);
  await connection.run("begin");
  await writeRows(connection, writes, way);
  await connection.run("commit");
  const cpuUs = readProcessCpu(pid) - cpuBefore;
  return { pushes: writes.pushes, cpuUs, walBytes: (await readWal(connection)) - walBefore };
}

await main();
