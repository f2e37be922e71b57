import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../server/base/package-root.ts";

const CONSOLE = join(packageRoot, "console");
const SHEETS = readdirSync(CONSOLE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"));

/** The class that each rule of a sheet begins with: what it means to style. */
function classesOf(sheet: string): Set<string> {
  const rules = readFileSync(join(CONSOLE, sheet), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const selectors = [...rules.matchAll(/([^{}]+)\{/g)].flatMap(([, list]) => (list ?? "").split(","));
  return new Set(selectors.flatMap((selector) => /^\s*\.([\w-]+)/.exec(selector)?.[1] ?? []));
}

// Every sheet holds on every page: a class of two sheets would be a mixture of both.
test("a class is styled by one sheet, so that no page changes the look of another", () => {
  const owners = new Map<string, string[]>();
  for (const sheet of SHEETS) {
    for (const name of classesOf(sheet)) owners.set(name, [...(owners.get(name) ?? []), sheet]);
  }
  expect(owners.size).toBeGreaterThan(100);
  expect([...owners].filter(([, sheets]) => sheets.length > 1)).toEqual([]);
});
