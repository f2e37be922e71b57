import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../../server/base/package-root.ts";

/** The server that keeps nothing, running. */
export type Bare = { url: string; pid: number; stop(): void };

/** Starts the bare server in a process of its own. */
export async function startBareServer(): Promise<Bare> {
  const child = spawn(process.execPath, ["--import", "tsx", join(packageRoot, "bench", "support", "bare-server.ts")]);
  const [port] = await once(child.stdout, "data");
  return { url: `http://127.0.0.1:${String(port).trim()}`, pid: child.pid ?? 0, stop: () => void child.kill() };
}
