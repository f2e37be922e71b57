import type { Page, Request } from "playwright-core";
import { poll } from "../../support/poll.ts";

/** A page asks on in what it has read: it is done when nothing is asked for this many looks. */
const QUIET_LOOKS = 20;
const DEADLINE_MS = 15_000;

/** Follows the calls of a page from now on; what it returns waits until all are answered. The live stream is no call. */
export function followCalls(page: Page): () => Promise<void> {
  const waiting = new Set<Request>();
  page.on("request", (request) => {
    if (request.method() === "POST") waiting.add(request);
  });
  page.on("requestfinished", (request) => waiting.delete(request));
  page.on("requestfailed", (request) => waiting.delete(request));
  return async () => {
    let quiet = 0;
    await poll(async () => {
      quiet = waiting.size === 0 ? quiet + 1 : 0;
      return quiet >= QUIET_LOOKS;
    }, DEADLINE_MS);
  };
}
