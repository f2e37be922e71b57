import { pause } from "../base/pause.ts";
import type { Connection, Database } from "../storage/database.ts";
import { listenForEdits, readConfigVersion } from "./config-version-store.ts";

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
    await listenForEdits(connection).catch(async (error) => {
      // biome-ignore lint/plugin: what is told is why listening failed, and the connection is likely gone with it.
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
      await pause(LOOK_EVERY_MS, stopping.signal);
    }
  };

  const looking = look();
  return {
    // biome-ignore lint/plugin: the edit itself was answered, and the look that is due twice a second finds it later.
    catchUp: () => lookOnce().catch(() => undefined),
    stop: async () => {
      stopping.abort();
      await looking;
      await hearing?.end();
    },
  };
}
