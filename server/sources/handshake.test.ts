import { expect, test } from "vitest";
import { settleHandshake } from "./handshake.ts";
import { getSource } from "./registry.ts";
import type { Source } from "./source.ts";

const source: Source = {
  ...getSource("standard"),
  handshakeHosts: [/^sns\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com$/],
};
const settle = (url: string) => settleHandshake(source, { outcome: "handshake", confirm: { method: "GET", url } });

test("one at a host of the vendor is kept for whoever confirms it, and the ledger says that it waits", () => {
  const url = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
  expect(settle(url)).toMatchObject({
    outcome: "ignored",
    because: { word: "handshake_waits", values: { host: "sns.eu-west-1.amazonaws.com" } },
    handshake: { method: "GET", url },
  });
});

test.each([
  ["another host", "https://example.com/sns.eu-west-1.amazonaws.com"],
  ["a host that ends in another", "https://sns.eu-west-1.amazonaws.com.example.com/"],
  ["a bucket of anybody", "https://sns.s3.amazonaws.com/"],
  ["no HTTPS", "http://sns.eu-west-1.amazonaws.com/"],
  ["a port", "https://sns.eu-west-1.amazonaws.com:8443/"],
  ["a name ahead of the host", "https://sns.eu-west-1.amazonaws.com@example.com/"],
  ["a password", "https://a:b@sns.eu-west-1.amazonaws.com/"],
  ["an address of the network it runs in", "https://169.254.169.254/latest/meta-data"],
  ["no address", "confirm me"],
])("P11: refused: %s", (_what, url) => {
  const settled = settle(url);
  expect(settled).toMatchObject({ outcome: "rejected", kind: "shape", issues: [{ at: "" }] });
  expect(JSON.stringify(settled), "what it asked for is not repeated").not.toContain(url);
});
