import { afterEach, expect, test } from "vitest";
import { startTestHub, type TestHub } from "../support/hub.ts";

// Callers nobody knows yet are told apart by their address, also behind a proxy, if the hub was told of it.

let hub: TestHub;
afterEach(() => hub.stop());

const LIMITED = { TOCSIN_API_RATE_PER_SECOND: "2" };

/** How the hub answers somebody who is not signed in, and whom a proxy on this machine says it speaks for. */
async function askFor(forwardedFor: string): Promise<number> {
  const headers = { "content-type": "application/json", "x-forwarded-for": forwardedFor };
  return (await fetch(`${hub.url}/session/create`, { method: "POST", headers, body: "{}" })).status;
}

test("behind a trusted proxy each client has limits of its own, and cannot borrow another's by forging the header", async () => {
  hub = await startTestHub({ environment: { ...LIMITED, TOCSIN_TRUSTED_PROXIES: "10.0.0.0/8,127.0.0.0/8" } });
  for (const status of [400, 400, 429]) expect(await askFor("203.0.113.5")).toBe(status);
  expect(await askFor("203.0.113.6")).toBe(400);
  expect(await askFor("198.51.100.9, 203.0.113.5")).toBe(429);
  expect(await askFor("203.0.113.5, 10.1.2.3")).toBe(429);
});

test("without trusted proxies the header is nobody's word", async () => {
  hub = await startTestHub({ environment: LIMITED });
  for (const status of [400, 400, 429]) expect(await askFor("203.0.113.5")).toBe(status);
  expect(await askFor("203.0.113.6")).toBe(429);
});
