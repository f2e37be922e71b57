import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "./observe/logger.ts";

/** Where a set-up link is shown. */
export type Announcement = {
  /** Where the hub keeps its data; null when that is a database elsewhere. */
  dataDir: string | null;
  /** Writes to the terminal somebody sits at; null when output goes to a log, which others may read. */
  terminal: ((text: string) => void) | null;
  log: Pick<Logger, "warn">;
};

/** Shows the set-up link on the terminal, or puts it into a file that only the hub's user can read, and logs which. */
export async function announceSetUp(link: string, { dataDir, terminal, log }: Announcement): Promise<void> {
  if (terminal) {
    terminal(`\nMake the owner of this hub within 60 minutes: ${link}\n\n`);
    return;
  }
  const path = join(dataDir ?? (await mkdtemp(join(tmpdir(), "tocsin-"))), "set-up-link");
  await rm(path, { force: true });
  await writeFile(path, `${link}\n`, { mode: 0o600, flag: "wx" });
  log.warn({ event: "hub.needs_owner", path }, `no owner yet: the link in ${path} makes one within 60 minutes`);
}
