import { afterAll } from "vitest";

/** Handles that outlive a test file are a leak: a forgotten server, timer or socket. */
const ALLOWED = new Set(["PipeWrap", "TTYWrap", "MessagePort", "Immediate", "Worker", "Pipe"]);

// Last of a file's hooks, since hooks run in reverse: what the file opened must be closed by then.
afterAll(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  const left = process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap" || kind === "PipeServerWrap");
  if (left.length > 0)
    throw new Error(`the test file left open: ${left.join(", ")} (allowed: ${[...ALLOWED].join(", ")})`);
});
