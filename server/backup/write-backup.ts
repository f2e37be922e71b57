import { SetupError } from "../base/errors.ts";
import { packageVersion } from "../base/package-root.ts";
import type { BulkConnection } from "../storage/bulk-connection.ts";
import { lockMigrations, unlockMigrations } from "../storage/migrate.ts";
import { type Entry, writeArchive } from "./archive.ts";
import {
  beginReading,
  copyOutText,
  countRows,
  listSequences,
  listTables,
  lockTables,
  readVersions,
  sumTableBytes,
  type TableFacts,
} from "./backup-store.ts";
import { LEFT_OUT } from "./left-out.ts";
import { type BackedTable, FORMAT, type Manifest, renderManifest } from "./manifest.ts";
import { orderByReferences } from "./table-order.ts";

/** The name of a backup's first entry. */
export const MANIFEST_ENTRY = "manifest.json";

/** So much of a table is in memory at a time. */
const PART_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/** Some more of a table went through. */
export type Part = { table: BackedTable; rows: number; bytes: number };

/** A backup that was begun: its instant is fixed, whatever goes on in the database from now on. */
export type OpenBackup = {
  manifest: Manifest;
  /** What the rows take on disk, uncompressed. */
  tableBytes: number;
  /** The bytes of the file, uncompressed. To be read once, to the end or until it is given up. */
  read(onPart: (part: Part) => void): AsyncIterable<Buffer>;
};

/** Fixes the instant of a backup on a connection, which the caller ends; hubs go on working meanwhile. */
export async function openBackup(connection: BulkConnection, nowMs: number): Promise<OpenBackup> {
  const tables = await fixInstant(connection);
  const backed = orderByReferences(tables.filter(({ name }) => !(name in LEFT_OUT)));
  const names = backed.map(({ name }) => name);
  const rows = await countRows(connection, names);
  const { migration, postgres } = await readVersions(connection);
  const manifest: Manifest = {
    format: FORMAT,
    tocsin: packageVersion,
    migration,
    madeAt: new Date(nowMs).toISOString(),
    postgres,
    tables: backed.map(({ name, columns, ...table }) => ({
      name,
      columns,
      rows: rows.get(name) ?? 0,
      days: table.isPartitioned ? table.partitions.map(dayOfPartition) : null,
    })),
    sequences: await listSequences(connection),
    leftOut: tables.flatMap(({ name }) => (LEFT_OUT[name] ? [{ name, because: LEFT_OUT[name] }] : [])),
  };
  const tableBytes = await sumTableBytes(connection);
  return { manifest, tableBytes, read: (onPart) => writeArchive(readEntries(connection, manifest, onPart), nowMs) };
}

/**
 * Begins a transaction that sees one instant. The tables are locked before its snapshot is taken, against retention dropping a
 * day and against migrations, so that the catalog and the rows are of the same instant.
 */
async function fixInstant(connection: BulkConnection): Promise<TableFacts[]> {
  await lockMigrations(connection);
  const found = await listTables(connection);
  if (!found.some(({ name }) => name === "schema_migration")) {
    throw new SetupError("there is no Tocsin in this database, so there is nothing to back up");
  }
  await beginReading(connection);
  await lockTables(
    connection,
    found.map(({ name }) => name),
  );
  await unlockMigrations(connection);
  return listTables(connection);
}

async function* readEntries(
  connection: BulkConnection,
  manifest: Manifest,
  onPart: (part: Part) => void,
): AsyncGenerator<Entry> {
  yield { name: MANIFEST_ENTRY, body: renderManifest(manifest) };
  for (const table of manifest.tables) {
    if (table.rows === 0) continue;
    let number = 0;
    for await (const body of inParts(connection.copyOut(copyOutText(table)))) {
      number += 1;
      yield { name: `${table.name}/${String(number).padStart(6, "0")}.copy`, body };
      onPart({ table, rows: countLines(body), bytes: body.length });
    }
  }
}

/** The chunks of a stream, gathered to parts that are worth an entry. */
async function* inParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    gathered.push(chunk);
    size += chunk.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(gathered);
}

/** Rows end where lines do: within a row COPY writes a line feed as `\n`. */
export function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}

function dayOfPartition(name: string): string {
  const day = /_(\d{4})(\d{2})(\d{2})$/.exec(name);
  if (!day) throw new Error(`the partition ${name} is not of a day`);
  return day.slice(1).join("-");
}
