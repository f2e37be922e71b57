import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds `package.json`, whether this file runs from `server/` or, compiled, from `dist/server/`. */
export const packageRoot: string = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

function findPackageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  return findPackageRoot(dirname(folder));
}

/** The version in `package.json`. */
export const packageVersion: string = String(
  JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")).version,
);
