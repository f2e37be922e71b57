import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { DatabaseAddress } from "../../server/storage/database.ts";
import { openDatabase } from "../../server/storage/database.ts";
import { type EmbeddedPostgres, startEmbedded } from "../../server/storage/embedded/embedded.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { createPartitions } from "../../server/storage/partitions.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { socketDir: string; user: string; password: string; database: string };
  }
}

const quiet = { info: () => undefined, warn: () => undefined };

let server: EmbeddedPostgres | null = null;
let dataDir = "";

/** One PostgreSQL for the whole run; its database is migrated once and copied by every test file that asks for one. */
export async function setup(project: TestProject): Promise<void> {
  dataDir = await mkdtemp(join(tmpdir(), "tocsin-test-"));
  server = await startEmbedded({ dataDir, log: quiet });
  await migrateTemplate(server.address);
  project.provide("postgres", server.address);
}

/** Stops it and removes its data. */
export async function teardown(): Promise<void> {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function migrateTemplate(address: DatabaseAddress): Promise<void> {
  const database = openDatabase({
    address,
    connectionsMax: 2,
    applicationName: "tocsin-template",
    onError: () => undefined,
  });
  await migrate(database, Date.now());
  await createPartitions(database).ensure(Date.now());
  await database.stop();
}
