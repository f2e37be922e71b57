import { createHash } from "node:crypto";
import { messageOf } from "../base/errors.ts";
import { DamagedBackup } from "./damaged-backup.ts";
import { BLOCK_BYTES, readTarHeader, tarHeader, tarPadding } from "./tar.ts";

/** A file within a backup. */
export type Entry = { name: string; body: Buffer };

/** The last entry: the SHA-256 of all bytes before it, which tells a whole backup from one that was cut off or altered. */
const END = "SHA256";
/** No entry that is written is half as large; a header that says more must not cost the memory it asks for. */
const ENTRY_BYTES_MAX = 64 * 1024 * 1024;

/** Entries as the bytes of a tar file, in memory one at a time. */
export async function* writeArchive(entries: AsyncIterable<Entry>, nowMs: number): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const seconds = Math.floor(nowMs / 1000);
  for await (const entry of entries) {
    const bytes = tarEntry(entry, seconds);
    hash.update(bytes);
    yield bytes;
  }
  yield tarEntry({ name: END, body: Buffer.from(`${hash.digest("hex")}\n`) }, seconds);
  yield Buffer.alloc(2 * BLOCK_BYTES);
}

/** The entries of such a tar file. Throws `DamagedBackup` at its end, or before, unless every byte is as it was written. */
export async function* readArchive(bytes: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const hash = createHash("sha256");
  const read = createByteReader(bytes);
  for (;;) {
    const header = await read(BLOCK_BYTES);
    const found = readTarHeader(header);
    if (found === null) throw new DamagedBackup("it ends without its checksum");
    if (!(found.size <= ENTRY_BYTES_MAX)) throw new DamagedBackup(`its entry "${found.name}" is impossibly large`);
    const padded = await read(found.size + tarPadding(found.size));
    const body = padded.subarray(0, found.size);
    if (found.name === END) {
      if (body.toString("latin1").trim() === hash.digest("hex")) return;
      throw new DamagedBackup("its checksum is another one: it was altered after it was made");
    }
    hash.update(header).update(padded);
    yield { name: found.name, body };
  }
}

function tarEntry({ name, body }: Entry, seconds: number): Buffer {
  return Buffer.concat([tarHeader(name, body.length, seconds), body, Buffer.alloc(tarPadding(body.length))]);
}

/** Takes a stream of chunks apart into pieces of the sizes asked for. */
function createByteReader(bytes: AsyncIterable<Buffer>): (count: number) => Promise<Buffer> {
  const chunks = bytes[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return async (count) => {
    const parts = [held];
    let size = held.length;
    while (size < count) {
      const { value, done } = await chunks.next().catch((error: unknown) => {
        throw new DamagedBackup(`it was cut off or altered, or is no backup (${messageOf(error)})`);
      });
      if (done) throw new DamagedBackup("it was cut off");
      parts.push(value);
      size += value.length;
    }
    const all = parts.length === 1 ? held : Buffer.concat(parts);
    held = all.subarray(count);
    return all.subarray(0, count);
  };
}
