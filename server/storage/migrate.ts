import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../base/errors.ts";
import { packageRoot } from "../base/package-root.ts";
import type { Connection, Database } from "./database.ts";
import { statement } from "./statement.ts";

type Migration = { version: number; file: string; sql: string };

/** Serialises migrations of several nodes that start at once. */
const MIGRATION_LOCK = 7_204_183;

const appliedVersions = statement<{ version: number }>(
  "migrate.applied",
  "select version from schema_migration order by version",
);
const insertVersion = statement(
  "migrate.insert",
  "insert into schema_migration (version, file, applied_at) values ($1, $2, $3)",
);

/**
 * Applies the numbered files of `migrations/` that the database has not seen, each in its own transaction, and returns their
 * names. Refuses a database that a newer hub has migrated.
 */
export async function migrate(database: Database, nowMs: number): Promise<string[]> {
  const connection = await database.connect();
  try {
    await lockMigrations(connection);
    const missing = await readMissing(connection);
    for (const migration of missing) {
      await connection.run("begin");
      await apply(connection, migration, nowMs);
      await connection.run("commit");
    }
    return missing.map((migration) => migration.file);
  } finally {
    await connection.end();
  }
}

/** The same up to and including `version`, in the transaction that the caller has begun and under the lock it holds. */
export async function migrateWithin(connection: Connection, version: number, nowMs: number): Promise<void> {
  for (const migration of await readMissing(connection)) {
    if (migration.version <= version) await apply(connection, migration, nowMs);
  }
}

/** Keeps everybody else from migrating until this connection ends or gives it back. */
export async function lockMigrations(connection: Connection): Promise<void> {
  await connection.run(`set lock_timeout = 0; select pg_advisory_lock(${MIGRATION_LOCK})`);
}

/** Lets others migrate again. */
export async function unlockMigrations(connection: Connection): Promise<void> {
  await connection.run(`select pg_advisory_unlock(${MIGRATION_LOCK})`);
}

/** The newest migration that this hub knows. */
export function newestMigration(): number {
  return readMigrations().at(-1)?.version ?? 0;
}

async function readMissing(connection: Connection): Promise<Migration[]> {
  await connection.run(
    "create table if not exists schema_migration (version integer primary key, file text not null, applied_at bigint not null)",
  );
  const known = readMigrations();
  const applied = new Set((await connection.rows(appliedVersions)).map((row) => row.version));
  const newest = known.at(-1)?.version ?? 0;
  const unknown = [...applied].find((version) => version > newest);
  if (unknown !== undefined) {
    throw new SetupError(
      `the database is at migration ${unknown}, this hub knows ${newest}: start the version that migrated it, or a newer one`,
    );
  }
  return known.filter((migration) => !applied.has(migration.version));
}

async function apply(connection: Connection, migration: Migration, nowMs: number): Promise<void> {
  await connection.run(migration.sql);
  await connection.rows(insertVersion, [migration.version, migration.file, nowMs]);
}

function readMigrations(): Migration[] {
  const folder = join(packageRoot, "server", "storage", "migrations");
  const files = readdirSync(folder).filter((file) => /^\d{4}_\w+\.sql$/.test(file));
  return files.sort().map((file) => ({
    version: Number(file.slice(0, 4)),
    file,
    sql: readFileSync(join(folder, file), "utf8"),
  }));
}
