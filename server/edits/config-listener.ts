import { setTimeout as delay } from "node:timers/promises";
import type { Connection, Database } from "../storage/database.ts";
import { CONFIG_CHANNEL, readConfigVersion } from "./config-version-store.ts";

/** Tells this node of edits made on any node, within a second (P10). */
export type ConfigListener = {
  /** Looks now: what was edited before is known to this node afterwards, unless the database is away. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
};

const LOOK_EVERY_MS = 500;

/**
 * Listens for edits, and looks at their version twice a second as well: a lost connection must not become a second of stale keys,
 * nor an edit whose notice was lost be missed. `onEdit` gets the integration, or null when any may be concerned.
 */
export function startConfigListener(
  database: Database,
  onEdit: (integrationId: number | null) => void,
): ConfigListener {
  const stopping = new AbortController();
  let hearing: Connection | null = null;

  const listen = async (): Promise<void> => {
    const connection = await database.connect();
    connection.onEnd(() => {
      hearing = null;
    });
    connection.onNotification((_channel, payload) => onEdit(payload === "" ? null : Number(payload)));
    await connection.run(`listen ${CONFIG_CHANNEL}`).catch(async (error) => {
      await connection.end().catch(() => undefined);
      throw error;
    });
    hearing = connection;
  };

  let seen = 0;
  const lookOnce = async (): Promise<void> => {
    const version = await readConfigVersion(database);
    if (version === seen) return;
    seen = version;
    onEdit(null);
  };

  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await lookOnce();
        if (!hearing) await listen();
      } catch {
        // The database is away: what is known may be stale by the time it is back.
        seen = 0;
      }
      await delay(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const looking = look();
  return {
    catchUp: () => lookOnce().catch(() => undefined),
    stop: async () => {
      stopping.abort();
      await looking;
      await hearing?.end();
    },
  };
}
