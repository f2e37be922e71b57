import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../server/base/package-root.ts";

const FIRST_LOAD_BYTES_MAX = 300 * 1024;
const LANDING = ["main.tsx", "index.html", "pages/channels-page.tsx"];

const chunk = z.object({ file: z.string(), imports: z.array(z.string()).default([]) });
const folder = join(packageRoot, "dist", "console");
const manifest = z
  .record(z.string(), chunk)
  .parse(JSON.parse(readFileSync(join(folder, ".vite", "manifest.json"), "utf8")));

/** The files that these chunks bring along. */
function filesOf(names: readonly string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    const one = manifest[name];
    if (!one || seen.has(one.file)) continue;
    seen.add(one.file);
    filesOf(one.imports, seen);
  }
  return seen;
}

test("the first page of the console loads at most 300 KB of compressed JavaScript", () => {
  const files = [...filesOf(LANDING)].filter((file) => file.endsWith(".js"));
  expect(files.some((file) => file.includes("channels-page"))).toBe(true);
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  expect(bytes).toBeGreaterThan(100 * 1024);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX);
});
