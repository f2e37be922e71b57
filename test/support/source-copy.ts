import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../server/base/package-root.ts";

/** What a hub and the tests of its sources are made of. */
const COPIED = ["contract", "server", "test/support", "package.json", "tsconfig.json"];
const THROW_AWAY = join("test", "sources");
const ENTRY = /^ {2}\(await import\(.*,$/;

/** A copy of the tree that has sources more than we have. */
export type SourceCopy = {
  root: string;
  /** How many lines of the registry are not ours. */
  linesAdded: number;
  remove(): void;
};

/** Copies the tree, and adds throw-away sources of `test/sources/`: a folder and a line in the registry for each. */
export function copyWithSources(ids: readonly string[]): SourceCopy {
  const root = mkdtempSync(join(tmpdir(), "tocsin-sources-"));
  for (const part of COPIED) cpSync(join(packageRoot, part), join(root, part), { recursive: true });
  symlinkSync(join(packageRoot, "node_modules"), join(root, "node_modules"));
  for (const id of ids) addFolder(root, id);
  const registry = join(root, "server", "sources", "registry.ts");
  const before = readFileSync(registry, "utf8").split("\n");
  const after = addEntries(before, ids);
  writeFileSync(registry, after.join("\n"));
  return {
    root,
    linesAdded: after.filter((line) => !before.includes(line)).length,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Here a source imports from `server/sources`, there it stands in it. */
function addFolder(root: string, id: string): void {
  const folder = join(root, "server", "sources", id);
  cpSync(join(packageRoot, THROW_AWAY, id), folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".ts")) continue;
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), text.replaceAll("../../../server/sources/", "../"));
  }
}

function addEntries(lines: readonly string[], ids: readonly string[]): string[] {
  const entries = lines.filter((line) => ENTRY.test(line));
  const first = lines.findIndex((line) => ENTRY.test(line));
  const added = ids.map(
    (id) =>
      `  (await import("./${id}/${id}.ts")).${id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())},`,
  );
  return [...lines.slice(0, first), ...[...entries, ...added].sort(), ...lines.slice(first + entries.length)];
}
