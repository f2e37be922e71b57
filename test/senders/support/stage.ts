import { systemClock } from "../../../server/base/clock.ts";
import { createAppKey } from "../../../server/people/app-key-store.ts";
import { type DatabaseDoor, openDatabaseDoor } from "../../chaos/support/database-door.ts";
import { createNode, type TrialNode } from "../../chaos/support/node.ts";
import { socketUrl } from "../../chaos/support/stage.ts";
import { createApi, createChannel, createIntegration, type TestIntegration } from "../../support/api.ts";
import { OWNER } from "../../support/hub-process.ts";
import type { LookedAt } from "../../support/ledger.ts";
import { makeTempDir } from "../../support/temp-dir.ts";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.ts";

/** A hub in a process of its own, which keeps its port over restarts; behind a door that may shut off its database. */
export type SendersHub = LookedAt & {
  node: TrialNode;
  db: TestDatabase;
  door: DatabaseDoor;
  /** Makes a private `prometheus` integration in a channel of its own. */
  connect(name: string): Promise<TestIntegration>;
  stop(): Promise<void>;
};

/** The limits that users have, unless a story says otherwise. */
const LIMITS = { TOCSIN_PUSH_RATE_PER_SECOND: "100", TOCSIN_PUSH_RATE_PER_MINUTE: "1000" };

/** Starts the hub on a database of its own. */
export async function startSendersHub(environment: Readonly<Record<string, string>> = {}): Promise<SendersHub> {
  const folder = await makeTempDir();
  const db = await createTestDatabase();
  const door = await openDatabaseDoor(folder.path, db.address);
  const env = { ...LIMITS, ...environment, DATABASE_URL: socketUrl(door.address) };
  const node = await createNode("hub", env);
  const stop = async () => {
    await node.destroy();
    await door.stop();
    await db.drop();
    await folder.remove();
  };
  try {
    await node.start();
    const { key } = await createAppKey(db.database, { email: OWNER.email, name: "senders" }, Date.now());
    const api = createApi(node.url, key);
    const connect = async (name: string) =>
      createIntegration(api, node.url, await createChannel(api, name), "prometheus");
    return { node, db, door, api, clock: systemClock, connect, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
