import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { createIdSource, hashKey, idTimeMs } from "./ids.ts";

test("ids are 24 hex digits that begin with their second and millisecond", () => {
  const id = createIdSource("012345", 41)(1_795_140_600_999);
  expect(id).toBe("6affabf803e701234500002a");
  expect(idTimeMs(id)).toBe(1_795_140_600_000);
});

test("ids of two processes sort by the time they were made at, whatever their nodes and counters", () => {
  const [one, other] = [createIdSource("ffffff", 0xff_ff_00), createIdSource("000000", 0)];
  const ids = [1_000, 1_001, 1_009, 1_010, 1_256, 1_999, 2_000].map((ms, i) => (i % 2 === 0 ? one(ms) : other(ms)));
  expect([...ids].sort()).toEqual(ids);
});

test("ids increase when the clock stands still, steps back, or the counter begins anew", () => {
  const newId = createIdSource("012345", 0xff_ff_fd);
  const clock = [5_000, 5_000, 5_000, 5_000, 2_000, 5_000, 6_000, 6_000, 9_000];
  const ids = clock.map((nowMs) => newId(nowMs));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("keys differ when the same text is cut differently into parts", () => {
  expect(hashKey(["ab", "c"])).not.toBe(hashKey(["a", "bc"]));
  expect(hashKey(["", "ab"])).not.toBe(hashKey(["ab", ""]));
  expect(hashKey(["a"])).toMatch(/^[1-9A-HJ-NP-Za-km-z]{22}$/);
});

test("a key is the first 128 bits of the hash in base 58, as every key in a database was made", () => {
  for (let i = 0; i < 20_000; i += 1) {
    const parts = ["labels", `pod=${i}`, "告警"];
    expect(hashKey(parts)).toBe(
      base58(BigInt(`0x${hash("sha256", `6:labels${parts[1]?.length}:${parts[1]}2:告警`).slice(0, 32)}`)),
    );
  }
});

/** 22 digits, by the definition. */
function base58(number: bigint): string {
  const digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  let text = "";
  for (let rest = number; text.length < 22; rest /= 58n) text = digits.charAt(Number(rest % 58n)) + text;
  return text;
}
