import { expect, test } from "vitest";
import { createIdSource, hashKey, idTimeMs } from "./ids.ts";

test("ids are 24 hex digits that begin with their second", () => {
  const id = createIdSource("0123456789", 41)(1_795_140_600_999);
  expect(id).toBe("6affabf8012345678900002a");
  expect(idTimeMs(id)).toBe(1_795_140_600_000);
});

test("ids increase when the clock stands still, steps back, or the counter begins anew", () => {
  const newId = createIdSource("0123456789", 0xff_ff_fd);
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
