import { createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { readBackupFile } from "../cli/backup-file.ts";
import { checkBackup, restoreBackup } from "../server/backup/restore-backup.ts";
import { openBackup } from "../server/backup/write-backup.ts";
import { ensureAccount } from "../server/people/account-store.ts";
import { type BulkConnection, openBulkConnection } from "../server/storage/bulk-connection.ts";
import { openDatabase } from "../server/storage/database.ts";
import { type EmbeddedPostgres, startEmbedded } from "../server/storage/embedded/embedded.ts";
import { migrate } from "../server/storage/migrate.ts";
import { makeTempDir } from "../test/support/temp-dir.ts";
import { seedHistory } from "./support/seed-history-store.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const quiet = { info: () => undefined, warn: () => undefined };
const silent = { onManifest: () => undefined, onPart: () => undefined };

/** Backups: seconds to write, check and restore a database with this many alerts, and as many incidents, events and pushes. */
async function main(): Promise<void> {
  const temp = await makeTempDir();
  const file = join(temp.path, "hub.tar.gz");
  try {
    await withServer(join(temp.path, "from"), async (server) => {
      await seed(server);
      await withConnection(server, (connection) => write(connection, file));
    });
    await timed("check", async () => {
      await checkBackup(readBackupFile(file), silent);
    });
    await withServer(join(temp.path, "to"), (server) =>
      withConnection(server, (connection) =>
        timed("restore", async () => {
          await restoreBackup(connection, readBackupFile(file), {
            ...silent,
            onIndexes: () => undefined,
            replace: false,
            nowMs: Date.now(),
          });
        }),
      ),
    );
    console.log(`peak resident memory of the process: ${Math.round(process.resourceUsage().maxRSS / 1_000)} MB`);
  } finally {
    await temp.remove();
  }
}

async function seed(server: EmbeddedPostgres): Promise<void> {
  const { address } = server;
  const pool = openDatabase({ address, connectionsMax: 2, applicationName: "bench", onError: console.error });
  // What is looked at in the end takes longer than a statement of the hub may.
  const database = { ...pool, connect: () => openBulkConnection(address, "bench") };
  await migrate(database, Date.now());
  await ensureAccount(database, Date.now());
  console.log(`writing ${ROWS} incidents, alerts, events and pushes …`);
  const nowSeconds = Math.floor(Date.now() / 1000);
  await seedHistory(database, { rows: ROWS, days: 60, channelIds: [1, 2, 3], integrationId: 1131, nowSeconds });
  await database.stop();
}

async function write(connection: BulkConnection, file: string): Promise<void> {
  let [rows, bytes] = [0, 0];
  await timed("backup", async () => {
    const opened = await openBackup(connection, Date.now());
    const parts = opened.read((part) => {
      rows += part.rows;
      bytes += part.bytes;
    });
    await pipeline(Readable.from(parts), createGzip({ level: 1 }), createWriteStream(file));
  });
  const megabytes = (count: number) => `${Math.round(count / 1_000_000)} MB`;
  console.log(`${rows} rows, ${megabytes(bytes)}; as a file ${megabytes((await stat(file)).size)}`);
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedMs) / 1_000;
  console.log(
    `${what.padEnd(8)} ${seconds.toFixed(1)} s, of it processor of this process ${((user + system) / 1e6).toFixed(1)} s`,
  );
}

async function withServer(dataDir: string, work: (server: EmbeddedPostgres) => Promise<void>): Promise<void> {
  await mkdir(dataDir, { mode: 0o755 });
  const server = await startEmbedded({ dataDir, log: quiet });
  await work(server).finally(() => server.stop());
}

async function withConnection(server: EmbeddedPostgres, work: (connection: BulkConnection) => Promise<void>) {
  const connection = await openBulkConnection(server.address, "bench");
  await work(connection).finally(() => connection.end());
}

await main();
