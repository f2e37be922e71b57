import type { Connection, Database, Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

const bump = statement("config-version.bump", "update config_version set version = version + 1");
const read = statement<{ version: number }>("config-version.read", "select version from config_version");
const announce = statement("config-version.announce", "select pg_notify($1, $2)");

const CONFIG_CHANNEL = "config";

/** Rises with every edit of an integration, channel or route. */
export async function readConfigVersion(db: Queryable): Promise<number> {
  return (await db.find(read))?.version ?? 0;
}

/** Makes a connection hear of edits: the payload is an integration id, or empty when any may be concerned. */
export async function listenForEdits(connection: Connection): Promise<void> {
  await connection.run(`listen ${CONFIG_CHANNEL}`);
}

/**
 * Runs an edit of an integration, channel or route in a transaction that raises the version, and tells all nodes afterwards.
 * The version is raised last, because its row is held by one edit at a time.
 */
export async function changeConfig<T>(
  db: Database,
  integrationId: number | null,
  work: (tx: Queryable) => Promise<T>,
): Promise<T> {
  const result = await db.transaction(async (tx) => {
    const done = await work(tx);
    await tx.rows(bump);
    return done;
  });
  // Outside the transaction, since NOTIFY serialises commits.
  // biome-ignore lint/plugin: the edit stands even if this fails, and nodes see the version within half a second.
  await db.rows(announce, [CONFIG_CHANNEL, integrationId === null ? "" : String(integrationId)]).catch(() => undefined);
  return result;
}
