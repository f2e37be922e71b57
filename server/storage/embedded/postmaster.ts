import { readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { retry } from "../../base/backoff.ts";
import { SetupError } from "../../base/errors.ts";

const FAST_SHUTDOWN = "SIGINT";
const IMMEDIATE_SHUTDOWN = "SIGQUIT";

/**
 * Ends the server that a hub which was killed may have left on this cluster, and resolves when it is gone. Its watch has
 * usually told it to stop already; its children may outlive a killed postmaster for a moment, which PostgreSQL itself checks.
 */
export async function endServerOf(cluster: string): Promise<void> {
  for (const signal of [FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN] as const) {
    const pid = await findServerOf(cluster);
    if (pid === null) return;
    sendSignal(pid, signal);
    const ended = await retry(
      async () => {
        if ((await findServerOf(cluster)) !== null) throw new Error("still running");
      },
      { firstDelayMs: 20, delayMsMax: 200, totalMsMax: 20_000 },
    ).then(
      () => true,
      () => false,
    );
    if (ended) return;
  }
  throw new SetupError(
    `a PostgreSQL that was left on ${cluster} does not stop: see its postmaster.pid and end it by hand`,
  );
}

/** The live postmaster of this cluster, or null. A pid that was reused by another program is not it. */
async function findServerOf(cluster: string): Promise<number | null> {
  const file = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(file.split("\n")[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return null;
  // Where /proc is missing (macOS) the pid file alone must do, as it does for PostgreSQL's own tools.
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => cluster);
  return folder === cluster ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended meanwhile, which is what was wanted
  }
}
