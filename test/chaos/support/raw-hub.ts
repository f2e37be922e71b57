import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../../server/base/package-root.ts";

/** A hub whose start a test watches or cuts short. */
export type RawHub = {
  child: ChildProcess;
  pid: number;
  /** Everything it and its children printed so far. */
  said(): string;
  /** How it ended: its exit code, or null after a signal. */
  ended: Promise<number | null>;
};

const CLI = join(packageRoot, "dist", "cli", "main.js");

/** Runs `tocsin serve`. */
export function serve(env: Readonly<Record<string, string>>): RawHub {
  return launch(process.execPath, [CLI, "serve"], env);
}

/** Runs `npm start`, without the build that npm would do first: another test may be running what it would replace. */
export function npmStart(env: Readonly<Record<string, string>>): RawHub {
  return launch("npm", ["start", "--ignore-scripts"], env);
}

function launch(command: string, args: readonly string[], env: Readonly<Record<string, string>>): RawHub {
  const own = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/", TOCSIN_PORT: "0" };
  const child = spawn(command, args, {
    cwd: packageRoot,
    env: { ...own, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that npm, its shell and the hub can be ended together when a test fails.
    detached: true,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, pid: child.pid ?? 0, said: () => said, ended };
}

/** SIGKILL to whatever is left of it, children included. */
export async function destroy({ child, pid, ended }: RawHub): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-pid, "SIGKILL");
  await ended;
}

/** Whether a process of this id runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
