import fc from "fast-check";
import { expect, test } from "vitest";
import { createAddressCheck } from "../base/address-ranges.ts";
import { decideClientAddress } from "./client-address.ts";

const isTrusted = createAddressCheck(["10.0.0.0/8", "::1"]);

test.each([
  ["no proxy, no header", "203.0.113.5", "", "203.0.113.5"],
  ["no proxy, a forged header", "203.0.113.5", "198.51.100.1", "203.0.113.5"],
  ["one proxy", "10.0.0.1", "203.0.113.5", "203.0.113.5"],
  ["one proxy, a forged claim before its own", "10.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"],
  ["one proxy, a forged claim to be a proxy", "10.0.0.1", "198.51.100.1, 10.0.0.9, 203.0.113.5", "203.0.113.5"],
  ["two proxies", "10.0.0.1", "203.0.113.5, 10.0.0.2", "203.0.113.5"],
  ["a proxy that says nothing", "10.0.0.1", "", "10.0.0.1"],
  ["a proxy that says nonsense", "10.0.0.1", "203.0.113.5, unknown", "10.0.0.1"],
  ["a client inside the trusted range", "10.0.0.1", "10.0.0.7", "10.0.0.7"],
  ["a proxy on an IPv6 socket", "::ffff:10.0.0.1", "203.0.113.5", "203.0.113.5"],
  ["ports", "::1", "[2001:db8::5]:4711, 10.0.0.2:80", "2001:db8::5"],
])("%s", (_what, peer, header, expected) => {
  expect(decideClientAddress(peer, header, isTrusted)).toBe(expected);
});

test("whatever a client writes into the header, it is found to be itself", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.constantFrom("203.0.113.5", "2001:db8::5"), (forged, client) => {
      expect(decideClientAddress(client, forged, isTrusted)).toBe(client);
      expect(decideClientAddress("10.0.0.1", `${forged}, ${client}`, isTrusted)).toBe(client);
    }),
    { seed: 20_261_125 },
  );
});
