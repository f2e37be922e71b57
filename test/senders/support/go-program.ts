import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { within } from "../../chaos/support/wait.ts";

/** A running server of the Prometheus family. */
export type GoProgram = {
  /** Where it listens, `host:port`. */
  address: string;
  /** Everything it logged. */
  log: readonly string[];
  stop(): Promise<void>;
};

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;
/** Both log it when they listen, and port 0 becomes a free one. */
const LISTENS = /msg="Listening on".* address=(\S+)/;

/** Starts a program in a folder and waits until it listens. */
export async function startGoProgram(path: string, args: readonly string[], folder: string): Promise<GoProgram> {
  const child = spawn(path, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const log: string[] = [];
  const ended = once(child, "exit");
  const listening = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      log.push(line);
      const address = LISTENS.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${path} ended with ${code}:\n${log.slice(-10).join("\n")}`)));
  });
  const address = await within(START_TIMEOUT_MS, `the start of ${path}`, listening);
  return {
    ...{ address, log },
    stop: async () => {
      child.kill("SIGTERM");
      await within(STOP_TIMEOUT_MS, `the stop of ${path}`, ended).catch((error: unknown) => {
        child.kill("SIGKILL");
        throw error;
      });
    },
  };
}
