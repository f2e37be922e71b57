import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { packageRoot } from "../base/package-root.ts";
import { othersCanEnter } from "../storage/embedded/run-as.ts";

const SYSTEM_WIDE = "/var/lib/tocsin";

/** The folder of the hub's data: as set; beside the code in a checkout; where the system keeps such things otherwise. */
export function findDataDir(set: string | undefined): string {
  if (set) return resolve(set);
  const isRoot = process.getuid?.() === 0;
  const isCheckout = existsSync(join(packageRoot, ".git"));
  // PostgreSQL of a hub run by root belongs to another user, who cannot enter a checkout below /root.
  if (isCheckout && !(isRoot && !othersCanEnter(packageRoot))) return join(packageRoot, "data");
  return isRoot ? SYSTEM_WIDE : join(homedir(), ".local", "share", "tocsin");
}
