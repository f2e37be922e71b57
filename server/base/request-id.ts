import { randomBytes } from "node:crypto";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const node = Array.from(randomBytes(10), (byte) => CROCKFORD[byte % 32]).join("");
let counter = 0;

/** A ULID-shaped id: 10 characters of time, 10 of this process, 6 of a counter. It names a request, it guards nothing. */
export function createRequestId(nowMs: number): string {
  counter = (counter + 1) % 0x40_00_00_00;
  return base32(nowMs, 10) + node + base32(counter, 6);
}

function base32(value: number, length: number): string {
  let text = "";
  let rest = value;
  for (let i = 0; i < length; i += 1) {
    text = CROCKFORD[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
