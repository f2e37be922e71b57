import { defineCommand } from "citty";
import { type Manifest, totalRows } from "../server/backup/manifest.ts";
import { checkBackup, type RestoreWatch, restoreBackup } from "../server/backup/restore-backup.ts";
import { systemClock } from "../server/base/clock.ts";
import { readSettings, type Settings } from "../server/config/read-settings.ts";
import { openBulkConnection } from "../server/storage/bulk-connection.ts";
import type { DatabaseAddress } from "../server/storage/database.ts";
import { readBackupFile, STANDARD } from "./backup-file.ts";
import { orFail } from "./fail.ts";
import { withAddress } from "./open-database.ts";
import { countOf, createRowProgress, type RowProgress } from "./row-progress.ts";

/** `tocsin restore`: while no hub runs on the database. */
export const restore = defineCommand({
  meta: { name: "restore", description: "Bring a backup into an empty database: all of it, or nothing" },
  args: {
    file: { type: "positional", required: true, description: "What `tocsin backup` wrote; - for standard input" },
    check: {
      type: "boolean",
      default: false,
      description: "Only read the file, and say what is in it and whether it is whole",
    },
    replace: {
      type: "boolean",
      default: false,
      description: "Remove all that the database holds; the hub must be stopped",
    },
  },
  run: ({ args }) =>
    orFail(async () => {
      const { file, check, replace } = args;
      if (check) return describe(await readThrough(file, true));
      const settings = readSettings(process.env);
      // A file that is not whole is told before anything is locked; standard input can be read only once.
      if (file !== STANDARD) await readThrough(file, false);
      await withAddress(settings, (address) => bring(file, address, replace));
      console.log(`Restored ${settings.databaseUrl ? "into DATABASE_URL" : "into the embedded PostgreSQL"}.`);
      console.log(howToStart(settings));
    }),
});

async function readThrough(file: string, listing: boolean): Promise<Manifest> {
  const print = listing ? console.log : () => undefined;
  const progress = createRowProgress("Checking", process.stderr.isTTY === true, print);
  const manifest = await checkBackup(readBackupFile(file), watchOf(progress));
  progress.end();
  return manifest;
}

async function bring(file: string, address: DatabaseAddress, replace: boolean): Promise<void> {
  const connection = await openBulkConnection(address, "tocsin-restore");
  const progress = createRowProgress("Restoring", process.stderr.isTTY === true, console.log);
  try {
    const onIndexes = (count: number) => {
      progress.end();
      console.log(`Making ${count} indexes; with many alerts this takes some minutes.`);
    };
    const options = { ...watchOf(progress), onIndexes, replace, nowMs: systemClock.now() };
    describe(await restoreBackup(connection, readBackupFile(file), options));
  } finally {
    await connection.end();
  }
}

function watchOf(progress: RowProgress): RestoreWatch {
  return { onManifest: progress.begin, onPart: progress.show };
}

function describe(manifest: Manifest): void {
  const { tocsin, migration, madeAt, postgres } = manifest;
  console.log(`${countOf(totalRows(manifest))} rows as of ${madeAt}, whole and unaltered.`);
  console.log(`Written by Tocsin ${tocsin} (migration ${migration}) from PostgreSQL ${postgres}.`);
}

function howToStart({ databaseUrl }: Settings): string {
  const where = databaseUrl ? "with the same DATABASE_URL" : "with the same TOCSIN_DATA_DIR and as the same user";
  return `Start the hub ${where}; it goes on with the pushes that were pending. Under systemd: systemctl start tocsin`;
}
