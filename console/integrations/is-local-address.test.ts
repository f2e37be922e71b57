import { expect, test } from "vitest";
import { isLocalAddress } from "./is-local-address.ts";

test.each([
  "http://127.0.0.1:8080/x",
  "http://localhost/x",
  "http://10.1.2.3/x",
  "http://172.31.0.1/x",
  "http://192.168.1.1/x",
  "http://100.64.0.1/x",
  "http://[::1]:8080/x",
  "http://[fd00::1]/x",
  "http://hub/x",
  "http://hub.local/x",
])("the cloud cannot reach %s", (url) => {
  expect(isLocalAddress(url)).toBe(true);
});

test.each(["https://hub.example.com/x", "http://8.8.8.8/x", "http://172.32.0.1/x", "https://[2001:db8::1]/x"])(
  "the cloud may reach %s",
  (url) => {
    expect(isLocalAddress(url)).toBe(false);
  },
);
