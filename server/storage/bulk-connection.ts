import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { type Connection, connectionConfig, connectionOf, type DatabaseAddress } from "./database.ts";

/** A connection for work that takes as long as it takes, with rows as bytes that stream through it. */
export type BulkConnection = Connection & {
  /** What a `copy … to stdout` gives, as it comes: no faster than it is read. */
  copyOut(text: string): AsyncIterable<Buffer>;
  /** Feeds a `copy … from stdin` and tells how many rows it took. What the chunks throw fails the copy. */
  copyIn(text: string, chunks: AsyncIterable<Buffer>): Promise<number>;
};

/** Nothing here holds up a lane, so that nothing has to be cut off. */
const WITHOUT_TIMEOUTS = {
  lock_timeout: 60_000,
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  query_timeout: 0,
};

/** Opens one; the caller ends it. Text is the same whatever the server's own configuration and version. */
export async function openBulkConnection(address: DatabaseAddress, applicationName: string): Promise<BulkConnection> {
  const parameters = { datestyle: "ISO", bytea_output: "hex", client_encoding: "UTF8", timezone: "UTC" };
  const client = new pg.Client({
    ...connectionConfig({ address, applicationName, parameters }),
    ...WITHOUT_TIMEOUTS,
  });
  // What is lost under way fails the statement that is under way.
  client.on("error", () => undefined);
  await client.connect();
  return {
    ...connectionOf(client),
    copyOut: (text) => client.query(copyTo(text)),
    copyIn: async (text, chunks) => {
      const rows = client.query(copyFrom(text));
      await pipeline(Readable.from(chunks), rows);
      return rows.rowCount;
    },
  };
}
