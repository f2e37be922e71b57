import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, openSync } from "node:fs";
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { backoffMs, retry } from "../../base/backoff.ts";
import { messageOf, SetupError } from "../../base/errors.ts";
import { randomHex } from "../../base/ids.ts";
import type { SocketAddress } from "../database.ts";
import { installBinaries } from "./binaries.ts";
import { lockDirectory } from "./lock.ts";
import { endServerOf } from "./postmaster.ts";
import { findRunAs, othersCanEnter, type RunAs } from "./run-as.ts";

/** A unix socket address holds 107 bytes on Linux and 103 on macOS. */
const SOCKET_PATH_BYTES_MAX = 100;
const SOCKET_NAME = ".s.PGSQL.5432";
const START_TIMEOUT_MS = 60_000;
/** A server that lived this long did not die of its start. */
const STEADY_AFTER_MS = 10_000;
const USER = "tocsin";
const DATABASE = "tocsin";
const PARTIAL = ".partial-";

/**
 * Runs PostgreSQL as a child in a session of its own, so that Ctrl-C reaches the hub alone. The first line of its shell keeps
 * the hub's end of a pipe open; when the hub ends, however it ends, the pipe closes and PostgreSQL is told to shut down fast.
 */
const WATCHED = `exec 3<&0
"$@" </dev/null & server=$!
( read _ <&3; kill -INT $server ) & watch=$!
wait $server; status=$?
kill $watch 2>/dev/null
exit $status`;

const SETTINGS: Record<string, string> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "100",
  shared_buffers: "256MB",
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  min_wal_size: "1GB",
  wal_init_zero: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  random_page_cost: "1.1",
  jit: "off",
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgresql-%a.log",
  log_truncate_on_rotation: "on",
  log_rotation_size: "0",
  log_min_messages: "warning",
};

/** What it takes to start the server, again and again. */
type Launch = {
  binaries: string;
  cluster: string;
  socketDir: string;
  runAs: RunAs;
  settings: Readonly<Record<string, string>>;
};

/** The hub's own PostgreSQL server. */
export type EmbeddedPostgres = {
  address: SocketAddress;
  /** Shuts the server down and resolves when it is gone. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  dataDir: string;
  log: { info(event: object, message: string): void; warn(event: object, message: string): void };
  /** What is set otherwise than for every hub: benchmarks try it. */
  settings?: Readonly<Record<string, string>>;
};

/** Starts PostgreSQL in `dataDir`, made on the first start, and keeps it running: a server that dies is started again. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options;
  const runAs = findRunAs();
  await prepareDataDir(dataDir, runAs);
  const socketDir = await prepareSocketDir(dataDir, runAs);
  const lock = await lockDirectory(socketDir, dataDir);
  const binaries = await installBinaries(dataDir);
  const password = await readOrMakePassword(dataDir);
  const cluster = join(dataDir, "postgres");
  if (!hasCluster(dataDir)) {
    log.info({ event: "postgres.init", cluster }, "making the database");
    await makeCluster(binaries, cluster, password, socketDir, runAs);
  }
  await endServerOf(cluster);

  const address = { socketDir, user: USER, password, database: DATABASE };
  let stopping = false;
  const what: Launch = { binaries, cluster, socketDir, runAs, settings: options.settings ?? {} };
  let server = launch(what);
  const keepRunning = (child: ChildProcess, deaths: number) => {
    const startedMs = performance.now();
    child.once("exit", async (code, signal) => {
      if (stopping) return;
      log.warn({ event: "postgres.died", code, signal }, "PostgreSQL ended and is started again");
      await endServerOf(cluster).catch((error: Error) => log.warn({ event: "postgres.stuck" }, error.message));
      const deathsInARow = performance.now() - startedMs > STEADY_AFTER_MS ? 0 : deaths;
      await delay(backoffMs(deathsInARow, 50, 5_000));
      if (stopping) return;
      server = launch(what);
      keepRunning(server, deathsInARow + 1);
    });
  };
  keepRunning(server, 0);
  try {
    await waitUntilReady(address, cluster);
  } catch (error) {
    stopping = true;
    server.stdin?.end();
    await lock.release();
    throw error;
  }
  return {
    address,
    stop: async () => {
      stopping = true;
      await endServer(server);
      await lock.release();
    },
  };
}

async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.stdin?.end();
  await ended;
}

/** Whether a hub has kept its data in this directory; false as well for whoever may not look. */
export function hasCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, "postgres", "PG_VERSION"));
}

/** Where a hub with this data directory finds or puts its PostgreSQL, for commands that run beside it. */
export async function embeddedAddress(dataDir: string): Promise<SocketAddress | null> {
  try {
    const password = (await readFile(passwordFile(dataDir), "utf8")).trim();
    return { socketDir: socketDirOf(dataDir), user: USER, password, database: DATABASE };
  } catch {
    return null;
  }
}

async function prepareDataDir(dataDir: string, runAs: RunAs): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new SetupError(
      `cannot make the data directory ${dataDir} (${messageOf(error)}): set TOCSIN_DATA_DIR to a folder the hub may write to`,
    );
  }
  // The folder is the hub's own; what must stay secret in it has modes of its own.
  if (runAs) await chmod(dataDir, 0o711);
  if (runAs && !othersCanEnter(dataDir)) {
    throw new SetupError(
      `PostgreSQL runs as ${runAs.user}, who cannot enter ${dataDir}: set TOCSIN_DATA_DIR to a folder outside private directories, such as /var/lib/tocsin`,
    );
  }
}

function socketDirOf(dataDir: string): string {
  const beside = join(dataDir, "run");
  if (Buffer.byteLength(join(beside, SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX) return beside;
  return join(tmpdir(), `tocsin-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`);
}

async function prepareSocketDir(dataDir: string, runAs: RunAs): Promise<string> {
  const folder = socketDirOf(dataDir);
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const { uid } = await lstat(folder);
  const own = process.getuid?.() ?? uid;
  if (uid !== own && uid !== runAs?.uid)
    throw new SetupError(`${folder} belongs to somebody else (uid ${uid}): remove it`);
  if (runAs) await chown(folder, runAs.uid, runAs.gid);
  await chmod(folder, 0o700);
  return folder;
}

function passwordFile(dataDir: string): string {
  return join(dataDir, "postgres.password");
}

async function readOrMakePassword(dataDir: string): Promise<string> {
  const file = passwordFile(dataDir);
  if (!existsSync(file)) await writeFile(file, `${randomHex(24)}\n`, { mode: 0o600 });
  return (await readFile(file, "utf8")).trim();
}

/**
 * `initdb` into a folder that takes its name only when it is complete, so that a first start may be killed at any time. Each
 * attempt has a folder of its own: an `initdb` outlives the hub that is killed, and cleans up where it was when it fails.
 */
async function makeCluster(
  binaries: string,
  cluster: string,
  password: string,
  socketDir: string,
  runAs: RunAs,
): Promise<void> {
  await removeLeftovers(cluster);
  await rm(cluster, { recursive: true, force: true });
  const partial = await mkdtemp(`${cluster}${PARTIAL}`);
  const passwordCopy = join(socketDir, `initdb.password${randomHex(4)}`);
  await writeFile(passwordCopy, password, { mode: 0o600 });
  if (runAs) {
    await chown(partial, runAs.uid, runAs.gid);
    await chown(passwordCopy, runAs.uid, runAs.gid);
  }
  const settings = [
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  const command = ["-D", partial, "-U", USER, `--pwfile=${passwordCopy}`, ...settings];
  await promisify(execFile)(join(binaries, "bin", "initdb"), command, {
    ...identity(runAs),
    cwd: socketDir,
    timeout: 120_000,
  });
  await rm(passwordCopy);
  await rename(partial, cluster);
}

/** What killed first starts left behind. One may still be written to by its `initdb`; the next first start gets it. */
async function removeLeftovers(cluster: string): Promise<void> {
  const folder = dirname(cluster);
  const leftovers = (await readdir(folder)).filter((name) => name.startsWith(`${basename(cluster)}${PARTIAL}`));
  for (const name of leftovers) {
    // biome-ignore lint/plugin: what cannot go yet takes room and harms nobody; the next first start tries again.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function launch({ binaries, cluster, socketDir, runAs, settings }: Launch): ChildProcess {
  const options = { ...SETTINGS, ...settings, unix_socket_directories: socketDir };
  const parameters = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const start = openSync(`${cluster}.start.log`, "w", 0o600);
  return spawn(
    "/bin/sh",
    ["-c", WATCHED, "tocsin-postgres", join(binaries, "bin", "postgres"), "-D", cluster, ...parameters],
    {
      ...identity(runAs),
      cwd: socketDir,
      detached: true,
      stdio: ["pipe", start, start],
    },
  );
}

function identity(runAs: RunAs): { uid: number; gid: number; env: NodeJS.ProcessEnv } | { env: NodeJS.ProcessEnv } {
  const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
  return runAs ? { uid: runAs.uid, gid: runAs.gid, env } : { env };
}

async function waitUntilReady(
  address: { socketDir: string; user: string; password: string },
  cluster: string,
): Promise<void> {
  const connect = async () => {
    const client = new pg.Client({
      host: address.socketDir,
      user: address.user,
      password: address.password,
      database: "postgres",
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      const found = await client.query("select from pg_database where datname = $1", [DATABASE]);
      if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
    } finally {
      // biome-ignore lint/plugin: what is told is why connecting failed, and without a connection there is none to end.
      await client.end().catch(() => undefined);
    }
  };
  try {
    await retry(connect, { firstDelayMs: 20, delayMsMax: 500, totalMsMax: START_TIMEOUT_MS });
  } catch (error) {
    const said = await readFile(`${cluster}.start.log`, "utf8").catch(() => "");
    throw new SetupError(
      `PostgreSQL did not start within ${START_TIMEOUT_MS / 1000} s (${messageOf(error)}). It said:\n${said.slice(-2000)}`,
    );
  }
}
