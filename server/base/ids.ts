import { hash, randomBytes, randomInt } from "node:crypto";

/**
 * Makes 24-hex ids that sort by time: 4 bytes of seconds, 2 of milliseconds within it, 3 of node, 3 of counter
 * (`docs/decisions/0008-ids-carry-milliseconds.md`).
 */
export type IdSource = (nowMs: number) => string;

const COUNTER_MAX = 0xff_ff_ff;

/**
 * One id source per process. Ids of one source strictly increase even when the clock stands still or steps back: the millisecond
 * it was last asked for is never undercut, and a counter that begins anew borrows the next one. The counter starts anywhere and
 * goes on from one to the next, since its six digits are what people call an incident by.
 */
export function createIdSource(node: string = randomHex(3), firstCount: number = randomInt(COUNTER_MAX)): IdSource {
  let atMs = 0;
  let counter = firstCount;
  let start = "";
  return (nowMs) => {
    counter = counter === COUNTER_MAX ? 0 : counter + 1;
    const nextMs = Math.max(Math.floor(nowMs), counter === 0 ? atMs + 1 : atMs);
    if (nextMs !== atMs) {
      atMs = nextMs;
      start = hex(Math.floor(atMs / 1000), 8) + hex(atMs % 1000, 4) + node;
    }
    return start + hex(counter, 6);
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

/** The second inside a 24-hex id, in milliseconds. */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) * 1000;
}

const KEY_LENGTH = 22;
const DIGITS_AT_ONCE = 5;
const CHUNK = 58 ** DIGITS_AT_ONCE;
const LIMB = 2 ** 16;
const LIMBS = 8;
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/**
 * 22 base-58 characters of the SHA-256 over parts joined without ambiguity (each part is preceded by its length): the shape of
 * a generated alert key (D18).
 */
export function hashKey(parts: readonly string[]): string {
  let joined = "";
  for (const part of parts) joined += `${part.length}:${part}`;
  const limbs = readLimbs(hash("sha256", joined, "binary"));
  let key = "";
  // Five digits at a time: 58^5 leaves room for a limb below it in a plain number, and BigInt costs as much as the hash.
  for (let digits = KEY_LENGTH; digits > 0; digits -= DIGITS_AT_ONCE) {
    let chunk = divide(limbs);
    for (let i = 0; i < Math.min(DIGITS_AT_ONCE, digits); i += 1) {
      key = (BASE58[chunk % 58] ?? "") + key;
      chunk = Math.floor(chunk / 58);
    }
  }
  return key;
}

/** The first 128 bits of a digest, a byte a character, as numbers of 16 bits, the most significant first. */
function readLimbs(digest: string): number[] {
  const limbs: number[] = [];
  for (let at = 0; at < 2 * LIMBS; at += 2) limbs.push(digest.charCodeAt(at) * 256 + digest.charCodeAt(at + 1));
  return limbs;
}

/** Divides the number in place by `CHUNK`, by hand as at school, and returns what is left over. */
function divide(limbs: number[]): number {
  let rest = 0;
  for (let i = 0; i < LIMBS; i += 1) {
    const dividend = rest * LIMB + (limbs[i] ?? 0);
    const quotient = Math.floor(dividend / CHUNK);
    limbs[i] = quotient;
    rest = dividend - quotient * CHUNK;
  }
  return rest;
}

/** A secret for URLs and keys: `bytes` random bytes as lower-case hex. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
