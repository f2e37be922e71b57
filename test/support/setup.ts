import { afterAll, expect } from "vitest";
import { equalsInEnglish } from "./sayings.ts";

expect.addEqualityTesters([equalsInEnglish]);

// Last of a file's hooks, since hooks run in reverse: what the file opened must be closed by then.
afterAll(async () => {
  // A closed HTTP server needs two turns of the event loop until its handle is gone.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const servers = process
    .getActiveResourcesInfo()
    .filter((kind) => kind === "TCPServerWrap" || kind === "PipeServerWrap");
  if (servers.length > 0) throw new Error(`the test file left servers open: ${servers.join(", ")}`);
});
