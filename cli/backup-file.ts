import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { open, rename, rm, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pipeline as pipe, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { messageOf, SetupError } from "../server/base/errors.ts";
import { randomHex } from "../server/base/ids.ts";
import { sizeOf } from "./row-progress.ts";

/** Standard input or output instead of a file. */
export const STANDARD = "-";

/** Level 1 makes files a fifth larger than level 6 does, in a third of the time. */
const GZIP_LEVEL = 1;
/** The least share of what the rows take on disk that a backup of them was seen to take is below this. */
const SHARE_EXPECTED = 0.25;
/** Below this the hub itself takes no more pushes (server/jobs/backlog-watch.ts), so a backup stops before. */
const FREE_SHARE_MIN = 0.05;
const LOOK_EVERY_BYTES = 64 * 1024 * 1024;
const READ_BYTES = 1024 * 1024;

/** Refuses a file that is there, unless it may be overwritten, and a disk that is too full for what is to come. */
export async function checkPlace(file: string, tableBytes: number, overwrite: boolean): Promise<void> {
  if (existsSync(file) && !overwrite) throw new SetupError(`${file} is there already: name another, or use --force`);
  const folder = dirname(resolve(file));
  const { freeBytes } = await readDisk(folder);
  const neededBytes = tableBytes * SHARE_EXPECTED;
  if (freeBytes < neededBytes) {
    throw new SetupError(
      `${folder} has ${sizeOf(freeBytes)} left; about ${sizeOf(neededBytes)} are needed: name a file elsewhere`,
    );
  }
}

/** Writes the bytes, compressed, under another name, and gives them theirs when all are on disk. What fails leaves no file. */
export async function writeBackupFile(
  file: string,
  bytes: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<{ fileBytes: number }> {
  const folder = dirname(resolve(file));
  const partial = `${file}.partial-${randomHex(4)}`;
  const output = createWriteStream(partial, { flags: "wx", mode: 0o600, flush: true });
  try {
    const watched = Readable.from(whileThereIsSpace(bytes, folder));
    await pipeline(watched, createGzip({ level: GZIP_LEVEL }), output, { signal });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    if (signal.aborted) throw new SetupError("stopped; no file was written");
    throw isOfSystem(error) ? new SetupError(`cannot write ${file}: ${messageOf(error)}`) : error;
  }
  // The new name is on disk only when the folder is.
  const folderHandle = await open(folder);
  await folderHandle.sync().finally(() => folderHandle.close());
  return { fileBytes: output.bytesWritten };
}

/** Writes the bytes, compressed, to standard output. */
export async function writeBackupOut(bytes: AsyncIterable<Buffer>, signal: AbortSignal): Promise<void> {
  if (process.stdout.isTTY) throw new SetupError("a backup is no text for a terminal: send it to a file or a program");
  await pipeline(Readable.from(bytes), createGzip({ level: GZIP_LEVEL }), process.stdout, { signal });
}

/** The bytes of a backup, from a file or from standard input, as they were before they were compressed. */
export function readBackupFile(file: string): AsyncIterable<Buffer> {
  if (file !== STANDARD && !existsSync(file)) throw new SetupError(`there is no file ${file}`);
  const input = file === STANDARD ? process.stdin : createReadStream(file, { highWaterMark: READ_BYTES });
  const bytes = createGunzip({ chunkSize: READ_BYTES });
  // Whoever reads the bytes is thrown what fails: the other end needs no word of it.
  return pipe(input, bytes, () => undefined);
}

async function* whileThereIsSpace(bytes: AsyncIterable<Buffer>, folder: string): AsyncGenerator<Buffer> {
  let sinceLook = 0;
  for await (const chunk of bytes) {
    yield chunk;
    sinceLook += chunk.length;
    if (sinceLook < LOOK_EVERY_BYTES) continue;
    sinceLook = 0;
    const { freeBytes, totalBytes } = await readDisk(folder);
    if (freeBytes >= totalBytes * FREE_SHARE_MIN) continue;
    throw new SetupError(`${folder} has only ${sizeOf(freeBytes)} left: no file was written, name one elsewhere`);
  }
}

async function readDisk(folder: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const found = await statfs(folder).catch((error: unknown) => {
    throw new SetupError(`cannot write to ${folder}: ${messageOf(error)}`);
  });
  return { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize };
}

/** No space, no permission, and the like: nothing that a stack would explain. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
