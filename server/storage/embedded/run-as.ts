import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { SetupError } from "../../base/errors.ts";

/** The system user the embedded PostgreSQL runs as; null means the hub's own. */
export type RunAs = { user: string; uid: number; gid: number } | null;

/** In order of preference: ours if the administrator made one, PostgreSQL's, the one every system has. */
const CANDIDATES = ["tocsin", "postgres", "nobody"];

/** PostgreSQL refuses to run as root, so a hub that does picks an unprivileged user for it. */
export function findRunAs(): RunAs {
  if (process.getuid?.() !== 0) return null;
  const users = new Map(
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .map(([user = "", , uid, gid]) => [user, { user, uid: Number(uid), gid: Number(gid) }]),
  );
  for (const name of CANDIDATES) {
    const found = users.get(name);
    if (found && found.uid > 0) return found;
  }
  throw new SetupError(
    "the hub runs as root and found no unprivileged user for its PostgreSQL. " +
      "Make one (`useradd --system tocsin`), start the hub as another user, or set DATABASE_URL",
  );
}

/** Whether a user other than root and the owner can reach what lies below a folder: each part lets others pass. */
export function othersCanEnter(folder: string): boolean {
  if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || othersCanEnter(parent);
}
