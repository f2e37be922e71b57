import { defineCommand } from "citty";
import { totalRows } from "../server/backup/manifest.ts";
import { type OpenBackup, openBackup } from "../server/backup/write-backup.ts";
import { systemClock } from "../server/base/clock.ts";
import { SetupError } from "../server/base/errors.ts";
import { findDataDir } from "../server/config/data-dir.ts";
import { readSettings, type Settings } from "../server/config/read-settings.ts";
import { openBulkConnection } from "../server/storage/bulk-connection.ts";
import { hasCluster } from "../server/storage/embedded/embedded.ts";
import { checkPlace, STANDARD, writeBackupFile, writeBackupOut } from "./backup-file.ts";
import { orFail } from "./fail.ts";
import { withAddress } from "./open-database.ts";
import { countOf, createRowProgress, sizeOf } from "./row-progress.ts";

/** `tocsin backup`: works while the hub runs. */
export const backup = defineCommand({
  meta: {
    name: "backup",
    description: "Write all the hub keeps, as it is at this instant, to one file; also while it runs",
  },
  args: {
    file: {
      type: "positional",
      required: false,
      description: "The file; - for standard output; a new one here if left out",
    },
    force: { type: "boolean", default: false, description: "Overwrite the file if it is there" },
  },
  run: ({ args }) =>
    orFail(async () => {
      const nowMs = systemClock.now();
      const settings = readSettings(process.env);
      refuseNothing(settings);
      await withAddress(settings, async (address) => {
        const connection = await openBulkConnection(address, "tocsin-backup");
        try {
          const opened = await openBackup(connection, nowMs);
          await writeTo(args.file ?? nameFor(nowMs), opened, args.force);
        } finally {
          await connection.end();
        }
      });
    }),
});

async function writeTo(file: string, opened: OpenBackup, force: boolean): Promise<void> {
  const isFile = file !== STANDARD;
  const say = isFile ? console.log : console.error;
  const { manifest } = opened;
  if (isFile) await checkPlace(file, opened.tableBytes, force);
  const progress = createRowProgress("Backing up", process.stderr.isTTY === true, say);
  progress.begin(manifest);
  const bytes = opened.read(progress.show);
  const stop = stopOnSignal();
  const written = isFile ? await writeBackupFile(file, bytes, stop.signal) : await writeBackupOut(bytes, stop.signal);
  stop.release();
  progress.end();
  const size = written ? `, ${sizeOf(written.fileBytes)}` : "";
  say(`${isFile ? file : "Written"}: ${countOf(totalRows(manifest))} rows as of ${manifest.madeAt}${size}.`);
  say("It holds push keys, hashes of passwords and the bodies of pushes: keep it as safe as the hub itself.");
}

/** A wrong folder or a wrong user would end in a backup of a new, empty hub. */
function refuseNothing(settings: Settings): void {
  if (settings.databaseUrl) return;
  const dataDir = findDataDir(settings.dataDir);
  if (hasCluster(dataDir)) return;
  throw new SetupError(
    `there is no hub's data in ${dataDir}, or this user may not see it: set TOCSIN_DATA_DIR or DATABASE_URL as the hub has it, and run this as the hub's user`,
  );
}

function nameFor(nowMs: number): string {
  const [date = "", time = ""] = new Date(nowMs).toISOString().split(/[T.]/);
  return `tocsin-${date.replaceAll("-", "")}-${time.replaceAll(":", "")}.tar.gz`;
}

/** Ctrl-C ends a backup in order, so that half a file does not stay. */
function stopOnSignal(): { signal: AbortSignal; release(): void } {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, stop);
  return {
    signal: stopping.signal,
    release: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, stop);
    },
  };
}
