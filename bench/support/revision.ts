import { execFile } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../server/base/package-root.ts";
import { makeTempDir } from "../../test/support/temp-dir.ts";

/** A built checkout that a hub can be started from. */
export type Revision = { name: string; root: string; remove(): Promise<void> };

/** What is checked out here; `npm run` has built it. */
export function thisRevision(): Revision {
  return { name: "this", root: packageRoot, remove: async () => undefined };
}

/** Checks out another revision of this repository in a folder of its own, and builds it. */
export async function checkOutRevision(name: string): Promise<Revision> {
  const temp = await makeTempDir();
  const root = join(temp.path, "checkout");
  const remove = async () => {
    await temp.remove();
    await run("git", ["worktree", "prune"], packageRoot);
  };
  try {
    await run("git", ["worktree", "add", "--detach", root, name], packageRoot);
    await bringPackages(root);
    await run(process.execPath, [join("scripts", "build.mjs")], root);
    return { name, root, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Packages are the same wherever the lock file is; else that revision gets those it asks for. */
async function bringPackages(root: string): Promise<void> {
  const [there, here] = await Promise.all(
    [root, packageRoot].map((folder) => readFile(join(folder, "package-lock.json"), "utf8")),
  );
  if (there === here) await symlink(join(packageRoot, "node_modules"), join(root, "node_modules"));
  else await run("npm", ["ci"], root);
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
}
