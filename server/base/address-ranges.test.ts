import { expect, test } from "vitest";
import { createAddressCheck, readAddressRanges } from "./address-ranges.ts";

test("addresses and ranges of both families are read", () => {
  expect(readAddressRanges("10.0.0.0/8, 127.0.0.1,fd00::/8,::1")).toEqual([
    ...["10.0.0.0/8", "127.0.0.1", "fd00::/8", "::1"],
  ]);
});

test.each(["", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "fd00::/129", "1.2.3.4/8/8", "proxy", "10.0.0.0/-1", "::1,"])(
  "%j is refused",
  (text) => expect(readAddressRanges(text)).toBeNull(),
);

test("an address is looked for in all ranges of its family; what is no address is in none", () => {
  const isIn = createAddressCheck(["10.0.0.0/8", "192.168.1.7", "fd00::/8"]);
  for (const inside of ["10.255.0.1", "192.168.1.7", "fd12::1"]) expect(isIn(inside), inside).toBe(true);
  for (const outside of ["11.0.0.1", "192.168.1.8", "fe80::1", "", "10", "unix"]) {
    expect(isIn(outside), outside).toBe(false);
  }
});
