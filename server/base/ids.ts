import { hash, randomBytes } from "node:crypto";

/** Makes 24-hex ids that sort by time: 4 bytes of seconds, 5 bytes of node, 3 bytes of counter (`decisions.md` §4). */
export type IdSource = (nowMs: number) => string;

const COUNTER_MAX = 0xff_ff_ff;

/**
 * One id source per process. Ids of one source strictly increase even when the clock stands still or steps back, because the
 * second it was last asked for is never undercut and an exhausted counter borrows the next second.
 */
export function createIdSource(node: string = randomBytes(5).toString("hex")): IdSource {
  let second = 0;
  let counter = 0;
  return (nowMs) => {
    const asked = Math.floor(nowMs / 1000);
    if (asked > second) {
      second = asked;
      counter = 0;
    } else if (counter === COUNTER_MAX) {
      second += 1;
      counter = 0;
    } else {
      counter += 1;
    }
    return second.toString(16).padStart(8, "0") + node + counter.toString(16).padStart(6, "0");
  };
}

/** The second inside a 24-hex id, in milliseconds. */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) * 1000;
}

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/**
 * 22 base-58 characters of the SHA-256 over parts joined without ambiguity (each part is preceded by its length): the shape of
 * a generated alert key (`spec.md` §14 D18).
 */
export function hashKey(parts: readonly string[]): string {
  let joined = "";
  for (const part of parts) joined += `${part.length}:${part}`;
  let rest = BigInt(`0x${hash("sha256", joined, "hex").slice(0, 32)}`);
  let key = "";
  for (let i = 0; i < 22; i += 1) {
    key = BASE58[Number(rest % 58n)] + key;
    rest /= 58n;
  }
  return key;
}

/** A secret for URLs and keys: `bytes` random bytes as lower-case hex. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
