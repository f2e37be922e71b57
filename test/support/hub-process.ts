import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { packageRoot } from "../../server/base/package-root.ts";

/** What `npm start` of a checkout gives to node: options, the program, its command. */
function startOf(root: string): string[] {
  return String(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts.start)
    .split(" ")
    .slice("exec node".split(" ").length);
}

/** The owner every such hub is started with. */
export const OWNER = { email: "owner@example.com", password: "correct horse battery" };

/** A hub in a process of its own, as a user runs it. */
export type HubProcess = {
  url: string;
  pid: number;
  child: ChildProcess;
  /** Log lines of its event names, newest last. */
  log: readonly Record<string, unknown>[];
  /** SIGTERM, then waits. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, then waits. */
  kill(): Promise<void>;
};

/** A first start makes a database; a busy machine takes its time for that. */
const START_MS_MAX = 90_000;

/**
 * Starts `tocsin serve` of a checkout, this one unless told, on a free port and waits until it says that it is ready. `node` is the
 * program that runs it, the one of the tests unless told.
 */
export async function startHubProcess(
  env: Readonly<Record<string, string>>,
  root: string = packageRoot,
  node: string = process.execPath,
): Promise<HubProcess> {
  const child = spawn(node, startOf(root), {
    cwd: root,
    env: { ...hubEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log: Record<string, unknown>[] = [];
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  const late = setTimeout(() => child.kill("SIGKILL"), START_MS_MAX);
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const entry: Record<string, unknown> = JSON.parse(line);
      log.push(entry);
      if (log.length > 500) log.shift();
      if (entry.event === "hub.ready") resolve(String(entry.url));
    });
    child.once("exit", (code) => reject(new Error(`the hub ended with ${code} before it was ready: ${said}`)));
  }).finally(() => clearTimeout(late));
  const ended = once(child, "exit");
  return {
    url,
    pid: child.pid ?? 0,
    child,
    log,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      return child.exitCode;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs a `tocsin` command to its end and returns what it printed. */
export async function runCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  root: string = packageRoot,
): Promise<string> {
  const options = { env: { ...hubEnvironment(), ...env }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, "dist", "cli", "main.js"), ...args],
    options,
  );
  return stdout;
}

/** Makes an app key of the owner, as the README does. */
export async function createOwnerKey(env: Readonly<Record<string, string>>, root?: string): Promise<string> {
  const printed = await runCli(["app-key", "create", "--email", OWNER.email, "--name", "test"], env, root);
  return printed.trim().split(" ").at(-1) ?? "";
}

function hubEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "/",
    TOCSIN_PORT: "0",
    TOCSIN_OWNER_EMAIL: OWNER.email,
    TOCSIN_OWNER_PASSWORD: OWNER.password,
  };
}
