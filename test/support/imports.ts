import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { packageRoot } from "../../server/base/package-root.ts";

/** One import of one file; `to` is a path from the package's root for our own files, else the name of a package. */
export type Import = { from: string; to: string; isOurs: boolean };

/** A source file: its path from the package's root, its text, and what it imports. */
export type SourceFile = { path: string; text: string; imports: readonly Import[] };

const STATIC = /^\s*(?:import|export)\b[^"'`;]*?\bfrom\s*"([^"]+)"/gm;
const BARE = /^\s*import\s*"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"\s*\)/g;

/** What a text imports, as it is written there: values, types, and modules loaded later. */
export function readSpecifiers(text: string): string[] {
  return [STATIC, BARE, DYNAMIC].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));
}

/** Every TypeScript file below these folders. */
export function readSourceFiles(folders: readonly string[]): SourceFile[] {
  return folders.flatMap(listFiles).map((path) => {
    const text = readFileSync(join(packageRoot, path), "utf8");
    return { path, text, imports: readSpecifiers(text).map((specifier) => resolveImport(path, specifier)) };
  });
}

function listFiles(folder: string): string[] {
  return readdirSync(join(packageRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function resolveImport(from: string, specifier: string): Import {
  if (specifier.startsWith(".")) return { from, to: posix.join(dirname(from), specifier), isOurs: true };
  const [scope = "", name] = specifier.split("/");
  return { from, to: specifier.startsWith("@") ? `${scope}/${name}` : scope, isOurs: false };
}

/** All of our own files that a file reaches through imports, itself left out. */
export function reachedFrom(path: string, files: ReadonlyMap<string, SourceFile>): Set<string> {
  const reached = new Set<string>();
  const visit = (current: string) => {
    for (const { to, isOurs } of files.get(current)?.imports ?? []) {
      if (!isOurs || reached.has(to)) continue;
      reached.add(to);
      visit(to);
    }
  };
  visit(path);
  return reached;
}

/** A circle of imports, first file again at its end; null when there is none. */
export function findCycle(files: ReadonlyMap<string, SourceFile>): string[] | null {
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const { to, isOurs } of files.get(path)?.imports ?? []) {
      const cycle = isOurs ? visit(to, [...way, path]) : null;
      if (cycle) return cycle;
    }
    done.add(path);
    return null;
  };
  for (const path of files.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}
