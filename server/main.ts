import { announceSetUp } from "./announce-set-up.ts";
import { startHub } from "./compose.ts";
import { findDataDir } from "./config/data-dir.ts";
import type { Settings } from "./config/read-settings.ts";
import { createLogger } from "./observe/logger.ts";
import { startEmbedded } from "./storage/embedded/embedded.ts";

/** Runs a hub until it is told to stop: starts the embedded PostgreSQL unless DATABASE_URL names another, then the hub. */
export async function runHub(settings: Settings): Promise<void> {
  const log = createLogger(settings.logLevel);
  const stopAsked = new Promise<string>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(signal));
  });
  const dataDir = settings.databaseUrl ? null : findDataDir(settings.dataDir);
  if (dataDir) log.info({ event: "postgres.starting", dataDir }, `starting PostgreSQL in ${dataDir}`);
  const embedded = dataDir ? await startEmbedded({ dataDir, log }) : null;
  try {
    const address = embedded?.address ?? { url: settings.databaseUrl ?? "" };
    const hub = await startHub(settings, { address, dataDir, log });
    const terminal = process.stdout.isTTY ? (text: string) => process.stdout.write(text) : null;
    if (hub.setUpLink) await announceSetUp(hub.setUpLink, { dataDir, terminal, log });
    log.info({ event: "hub.ready", url: hub.url }, `Tocsin is ready: ${settings.publicUrl ?? hub.url}`);
    const signal = await stopAsked;
    log.info({ event: "hub.stopping", signal }, "stopping: finishing what is under way");
    await hub.stop();
  } finally {
    await embedded?.stop();
  }
  log.info({ event: "hub.stopped" }, "stopped");
}
