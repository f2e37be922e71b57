import { DamagedBackup } from "./damaged-backup.ts";

/** Everything in a tar file comes in blocks of this size. */
export const BLOCK_BYTES = 512;
/** Where the fields of a header lie (POSIX ustar). */
const NAME = { at: 0, bytes: 100 };
const SIZE = { at: 124, bytes: 12 };
const CHECKSUM = { at: 148, bytes: 8 };
const TYPE_AT = 156;
const MAGIC = { at: 257, text: "ustar\x0000" };

/** The header of a regular file that only its owner may read. */
export function tarHeader(name: string, size: number, seconds: number): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  if (Buffer.byteLength(name) >= NAME.bytes) throw new Error(`"${name}" is too long for a tar header`);
  header.write(name, NAME.at);
  header.write("0000600\x000000000\x000000000\x00", 100, "latin1");
  header.write(`${octal(size, 11)}\0${octal(seconds, 11)}\0`, SIZE.at, "latin1");
  header.write("0", TYPE_AT, "latin1");
  header.write(MAGIC.text, MAGIC.at, "latin1");
  header.write(`${octal(checksum(header), 6)}\0 `, CHECKSUM.at, "latin1");
  return header;
}

/** Name and size from a header; null for the empty block that ends a tar file. */
export function readTarHeader(header: Buffer): { name: string; size: number } | null {
  if (header.every((byte) => byte === 0)) return null;
  const said = Number.parseInt(field(header, CHECKSUM), 8);
  if (field(header, { at: MAGIC.at, bytes: 5 }) !== "ustar" || said !== checksum(header)) {
    throw new DamagedBackup("it is not made of entries as a backup is");
  }
  return { name: field(header, NAME), size: Number.parseInt(field(header, SIZE), 8) };
}

/** How many bytes follow a body up to the next block. */
export function tarPadding(size: number): number {
  return (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
}

function field(header: Buffer, { at, bytes }: { at: number; bytes: number }): string {
  return header.toString("latin1", at, at + bytes).replace(/[\0 ]+$/, "");
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

/** The sum of the header's bytes, its own field counted as spaces. */
function checksum(header: Buffer): number {
  let sum = 0x20 * CHECKSUM.bytes;
  for (let i = 0; i < BLOCK_BYTES; i += 1) {
    if (i < CHECKSUM.at || i >= CHECKSUM.at + CHECKSUM.bytes) sum += header[i] ?? 0;
  }
  return sum;
}
