import { findDataDir } from "../server/config/data-dir.ts";
import type { Settings } from "../server/config/read-settings.ts";
import { type Database, type DatabaseAddress, openDatabase } from "../server/storage/database.ts";
import { embeddedAddress, startEmbedded } from "../server/storage/embedded/embedded.ts";
import { checkRequirements } from "../server/storage/requirements.ts";

/** Runs a command on the hub's database, through a small pool. */
export async function withDatabase<T>(settings: Settings, work: (database: Database) => Promise<T>): Promise<T> {
  return withAddress(settings, (address) => using(address, work));
}

/**
 * Tells a command where the hub's database is: the one of DATABASE_URL; the embedded one of a hub that runs; or, when none runs,
 * the embedded one started for the command.
 */
export async function withAddress<T>(settings: Settings, work: (address: DatabaseAddress) => Promise<T>): Promise<T> {
  if (settings.databaseUrl) return work({ url: settings.databaseUrl });
  const dataDir = findDataDir(settings.dataDir);
  const running = await embeddedAddress(dataDir);
  if (running && (await answers(running))) return work(running);
  const embedded = await startEmbedded({ dataDir, log: { info: () => undefined, warn: () => undefined } });
  try {
    return await work(embedded.address);
  } finally {
    await embedded.stop();
  }
}

async function using<T>(address: DatabaseAddress, work: (database: Database) => Promise<T>): Promise<T> {
  const database = open(address);
  try {
    await checkRequirements(database);
    return await work(database);
  } finally {
    await database.stop();
  }
}

async function answers(address: DatabaseAddress): Promise<boolean> {
  const database = open(address);
  try {
    await checkRequirements(database);
    return true;
  } catch {
    return false;
  } finally {
    await database.stop();
  }
}

function open(address: DatabaseAddress): Database {
  return openDatabase({ address, connectionsMax: 2, applicationName: "tocsin-cli", onError: () => undefined });
}
