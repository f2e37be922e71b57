import { join } from "node:path";
import type { Database } from "../../../server/storage/database.ts";
import { embeddedAddress } from "../../../server/storage/embedded/embedded.ts";
import { type Api, createApi } from "../../support/api.ts";
import { createOwnerKey, type HubProcess, startHubProcess } from "../../support/hub-process.ts";
import { execute } from "../../support/sql.ts";
import { makeTempDir } from "../../support/temp-dir.ts";
import { openForLooking } from "./stage.ts";
import { waitFor } from "./wait.ts";

/** A hub as users run it, with a PostgreSQL of its own and no limit on pushes. */
export type LoneHub = {
  hub: HubProcess;
  api: Api;
  /** Its database, from the outside. */
  database: Database;
  /** The number that a query of one row and one column `n` gives. */
  count(query: string): Promise<number>;
  /** Waits until everything that was accepted is processed. */
  drained(): Promise<void>;
  stop(): Promise<void>;
};

const UNLIMITED = { TOCSIN_PUSH_RATE_PER_SECOND: "0", TOCSIN_PUSH_RATE_PER_MINUTE: "0" };
const DRAIN_MS_MAX = 600_000;

/** Starts it on data of its own. */
export async function startLoneHub(): Promise<LoneHub> {
  const folder = await makeTempDir();
  const env = { ...UNLIMITED, TOCSIN_DATA_DIR: join(folder.path, "data") };
  const hub = await startHubProcess(env);
  const address = await embeddedAddress(env.TOCSIN_DATA_DIR);
  if (!address) throw new Error("the hub runs, but left no address of its PostgreSQL");
  const database = openForLooking(address);
  const count = async (query: string) => Number((await execute<{ n: number }>(database, query))[0]?.n);
  return {
    ...{ hub, database, count },
    api: createApi(hub.url, await createOwnerKey(env)),
    drained: async () => {
      const isEmpty = async () => (await count("select count(*) as n from pending")) === 0;
      await waitFor("everything is processed", isEmpty, DRAIN_MS_MAX);
    },
    stop: async () => {
      await database.stop();
      await hub.stop();
      await folder.remove();
    },
  };
}
