import { createHash } from "node:crypto";
import { checkBackup, restoreBackup } from "../../server/backup/restore-backup.ts";
import { type OpenBackup, openBackup } from "../../server/backup/write-backup.ts";
import { type BulkConnection, openBulkConnection } from "../../server/storage/bulk-connection.ts";
import { execute } from "./sql.ts";
import type { TestDatabase } from "./test-database.ts";

const silent = { onManifest: () => undefined, onPart: () => undefined };

/** Opens a backup, lets things happen, and returns its bytes, not compressed. */
export async function backUp(from: TestDatabase, whileOpen?: (opened: OpenBackup) => Promise<void>): Promise<Buffer> {
  return using(from, async (connection) => {
    const opened = await openBackup(connection, Date.now());
    await whileOpen?.(opened);
    const chunks: Buffer[] = [];
    for await (const chunk of opened.read(() => undefined)) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
}

/** Restores such bytes into a database, through its connection or what one makes of that. */
export async function restoreInto(
  to: TestDatabase,
  bytes: Buffer,
  replace = false,
  through = (connection: BulkConnection) => connection,
) {
  const options = { ...silent, onIndexes: () => undefined, replace, nowMs: Date.now() };
  return using(to, (connection) => restoreBackup(through(connection), inChunks(bytes), options));
}

/** Reads such bytes without a database. */
export function check(bytes: Buffer) {
  return checkBackup(inChunks(bytes), silent);
}

/** What every table of the schema holds: rows, and a hash of them in no order. Sequences and indexes too. */
export async function contentOf({ database }: TestDatabase): Promise<Record<string, string>> {
  const tables = await execute<{ name: string }>(
    database,
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const content: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await execute<{ row: string }>(database, `select t::text as row from ${name} t order by 1`);
    const hash = createHash("sha256").update(rows.map(({ row }) => row).join("\n"));
    content[name] = `${rows.length} rows ${hash.digest("hex")}`;
  }
  const sequences = "select sequencename as name, last_value as value from pg_sequences order by 1";
  for (const { name, value } of await execute<{ name: string; value: number }>(database, sequences)) {
    content[name] = String(value);
  }
  const indexes =
    "select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public' order by 1";
  for (const { name, definition } of await execute<{ name: string; definition: string }>(database, indexes)) {
    content[`index ${name}`] = definition;
  }
  return content;
}

/** As a file is read: not in the pieces in which it was written. */
async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 10_007) yield bytes.subarray(at, at + 10_007);
}

async function using<T>({ address }: TestDatabase, work: (connection: BulkConnection) => Promise<T>): Promise<T> {
  const connection = await openBulkConnection(address, "test-backup");
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
