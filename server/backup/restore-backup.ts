import { messageOf, SetupError } from "../base/errors.ts";
import type { BulkConnection } from "../storage/bulk-connection.ts";
import { sqlState } from "../storage/database.ts";
import { lockMigrations, migrateWithin, newestMigration } from "../storage/migrate.ts";
import { partitionSql } from "../storage/partitions.ts";
import { type Entry, readArchive } from "./archive.ts";
import {
  analyzeTables,
  beginWriting,
  commit,
  copyInText,
  dropSchemaContents,
  emptyTables,
  listConnectedHubs,
  listFilled,
  listTables,
  makeIndexes,
  moveSequence,
  rollBack,
  setTriggers,
  takeIndexes,
} from "./backup-store.ts";
import { DamagedBackup } from "./damaged-backup.ts";
import { type BackedTable, type Manifest, readManifest } from "./manifest.ts";
import { decideTarget } from "./target-decision.ts";
import { countLines, MANIFEST_ENTRY, type Part } from "./write-backup.ts";

/** How whoever restores follows it. */
export type RestoreWatch = { onManifest(manifest: Manifest): void; onPart(part: Part): void };

/** Reads a backup to its end without a database: returns what is in it, or throws `DamagedBackup`. */
export async function checkBackup(bytes: AsyncIterable<Buffer>, watch: RestoreWatch): Promise<Manifest> {
  const reading = await readBackup(bytes, watch);
  const count = async (_table: BackedTable, parts: AsyncIterable<Buffer>) => {
    let rows = 0;
    for await (const part of parts) rows += countLines(part);
    return rows;
  };
  await reading.readTables(count);
  return reading.manifest;
}

type RestoreOptions = RestoreWatch & { replace: boolean; nowMs: number; onIndexes(count: number): void };

/** Restores a backup in one transaction: all of it is there afterwards, or nothing has changed. The caller ends the connection. */
export async function restoreBackup(
  connection: BulkConnection,
  bytes: AsyncIterable<Buffer>,
  options: RestoreOptions,
): Promise<Manifest> {
  // Hubs that start meanwhile wait for this lock before they read anything.
  await lockMigrations(connection);
  await refuseTarget(connection, options.replace);
  const manifest = await restoreAll(connection, bytes, options);
  try {
    await analyzeTables(connection, namesOf(manifest));
  } catch (error) {
    throw new SetupError(
      `all was restored, but searches are slow until ANALYZE has run; it failed: ${messageOf(error)}`,
    );
  }
  return manifest;
}

async function restoreAll(
  connection: BulkConnection,
  bytes: AsyncIterable<Buffer>,
  options: RestoreOptions,
): Promise<Manifest> {
  await beginWriting(connection);
  try {
    const { manifest, readTables } = await readBackup(bytes, options);
    await makeSchema(connection, manifest, options.nowMs);
    const names = namesOf(manifest);
    const indexes = await takeIndexes(connection);
    await setTriggers(connection, names, false);
    await readTables((table, parts) => connection.copyIn(copyInText(table), parts));
    await setTriggers(connection, names, true);
    options.onIndexes(indexes.length);
    await makeIndexes(connection, indexes);
    for (const sequence of manifest.sequences) await moveSequence(connection, sequence);
    await migrateWithin(connection, newestMigration(), options.nowMs);
    await commit(connection);
    return manifest;
  } catch (error) {
    // biome-ignore lint/plugin: what is told is why restoring failed; a connection that is gone has rolled back by itself.
    await rollBack(connection).catch(() => undefined);
    if (sqlState(error) === null) throw error;
    throw new SetupError(`nothing was restored and nothing has changed; PostgreSQL says: ${messageOf(error)}`);
  }
}

function namesOf({ tables }: Manifest): string[] {
  return tables.map(({ name }) => name);
}

async function refuseTarget(connection: BulkConnection, replace: boolean): Promise<void> {
  const tables = (await listTables(connection)).map(({ name }) => name);
  const filled = await listFilled(connection, tables);
  const decision = decideTarget({ tables, filled, hubs: await listConnectedHubs(connection) }, replace);
  if (decision.verdict === "refused") throw new SetupError(decision.because);
}

/** The schema as it was when the backup was made; rows that migrations wrote are in the backup too, as they were by then. */
async function makeSchema(connection: BulkConnection, manifest: Manifest, nowMs: number): Promise<void> {
  if (manifest.migration > newestMigration()) {
    throw new DamagedBackup(
      `its database is at migration ${manifest.migration}, this hub knows ${newestMigration()}: restore it with Tocsin ${manifest.tocsin} or newer`,
    );
  }
  await dropSchemaContents(connection);
  await migrateWithin(connection, manifest.migration, nowMs);
  const made = new Map((await listTables(connection)).map((table) => [table.name, table]));
  const told = [...manifest.tables, ...manifest.leftOut].map(({ name }) => name);
  const different = [...made.keys()].filter((name) => !told.includes(name));
  if (different.length > 0) throw new DamagedBackup(`it says nothing of ${different.join(", ")}`);
  for (const { name, columns, days } of manifest.tables) {
    const known = new Set(made.get(name)?.columns);
    const unknown = columns.filter((column) => !known.has(column));
    if (unknown.length > 0) throw new DamagedBackup(`this hub has no ${unknown.join(", ")} in the table ${name}`);
    for (const day of days ?? []) await connection.run(partitionSql(name, day));
  }
  await emptyTables(
    connection,
    manifest.tables.map(({ name }) => name),
  );
}

type TakeRows = (table: BackedTable, parts: AsyncIterable<Buffer>) => Promise<number>;

/** Reads the manifest; `readTables` hands on the rows of each table, and compares how many there should be. */
async function readBackup(bytes: AsyncIterable<Buffer>, watch: RestoreWatch) {
  const entries = lookAhead(readArchive(bytes));
  const first = await entries.next();
  if (first?.name !== MANIFEST_ENTRY) throw new DamagedBackup("it does not begin with a manifest");
  const manifest = readManifest(first.body);
  watch.onManifest(manifest);

  async function* partsOf(table: BackedTable): AsyncGenerator<Buffer> {
    while ((await entries.peek())?.name.startsWith(`${table.name}/`)) {
      const body = (await entries.next())?.body ?? Buffer.alloc(0);
      yield body;
      watch.onPart({ table, rows: countLines(body), bytes: body.length });
    }
  }

  const readTables = async (take: TakeRows): Promise<void> => {
    for (const table of manifest.tables) {
      if (table.rows === 0) continue;
      const rows = await take(table, partsOf(table));
      if (rows !== table.rows) throw new DamagedBackup(`${table.name} has ${rows} rows instead of ${table.rows}`);
    }
    const extra = await entries.next();
    if (extra) throw new DamagedBackup(`its entry "${extra.name}" belongs to no table of its manifest`);
  };
  return { manifest, readTables };
}

/** Entries one by one, with a look at the next. */
function lookAhead(entries: AsyncGenerator<Entry>) {
  let ahead: Entry | null = null;
  const peek = async (): Promise<Entry | null> => {
    if (ahead === null) {
      const { value, done } = await entries.next();
      ahead = done ? null : value;
    }
    return ahead;
  };
  const next = async (): Promise<Entry | null> => {
    const entry = await peek();
    ahead = null;
    return entry;
  };
  return { peek, next };
}
