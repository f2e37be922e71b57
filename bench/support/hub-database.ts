import pg from "pg";
import { embeddedAddress } from "../../server/storage/embedded/embedded.ts";

/** The database of a hub that runs, seen from beside it. It knows of the schema only what every revision has. */
export type HubDatabase = {
  /** Keeps the hub from processing until the returned function is called. */
  holdLanes(): Promise<() => Promise<void>>;
  /** How many rows of the ledger ended how. */
  countOutcomes(): Promise<Map<string, number>>;
  /** Writes out what is dirty, so that no round pays for the one before it. */
  checkpoint(): Promise<void>;
  /** Does at once what autovacuum would do in the middle of a measurement. */
  vacuum(): Promise<void>;
  stop(): Promise<void>;
};

/** Opens the embedded database of the hub that runs on `dataDir`: by the driver, since the hub's own way ends statements after a minute. */
export async function openHubDatabase(dataDir: string): Promise<HubDatabase> {
  const address = await embeddedAddress(dataDir);
  if (!address) throw new Error(`no PostgreSQL of a hub in ${dataDir}`);
  const { socketDir: host, ...rest } = address;
  const client = new pg.Client({ host, ...rest, application_name: "bench" });
  client.on("error", console.error);
  await client.connect();
  return {
    holdLanes: async () => {
      // Whoever works on a lane holds its row, and skips rows that are held.
      await client.query("begin");
      await client.query("select lane from lane for no key update");
      return async () => void (await client.query("rollback"));
    },
    countOutcomes: async () => {
      const { rows } = await client.query<{ outcome: string; n: string }>(
        "select outcome, count(*) as n from delivery group by 1",
      );
      return new Map(rows.map(({ outcome, n }) => [outcome, Number(n)]));
    },
    checkpoint: async () => void (await client.query("checkpoint")),
    vacuum: async () => void (await client.query("vacuum (analyze)")),
    stop: () => client.end(),
  };
}
