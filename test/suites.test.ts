import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../server/base/package-root.ts";

// A test file that neither `npm test` nor `npm run test:long` runs would be taken for one that passes.

const listed = z.array(z.object({ file: z.string(), projectName: z.string() }));
const NOT_OURS = new Set(["node_modules", "dist", ".git"]);
/** What a file that both suites run asks for, so that it does not do the same twice. */
const PART_OF_A_SUITE = /\b(SUITE|PROFILE|VIEW)\b/;

let files: string[];
let ran: string[];
beforeAll(async () => {
  files = (await findTestFiles()).sort();
  const vitest = join(packageRoot, "node_modules", "vitest", "vitest.mjs");
  const list = [vitest, "list", "--filesOnly", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, list, { cwd: packageRoot });
  ran = listed
    .parse(JSON.parse(stdout))
    .map(({ file, projectName }) => `${projectName} ${file.slice(packageRoot.length + 1)}`);
});

async function findTestFiles(): Promise<string[]> {
  const folders = (await readdir(packageRoot, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && !NOT_OURS.has(entry.name),
  );
  const found = folders.map(async ({ name }) =>
    (await readdir(join(packageRoot, name), { recursive: true })).map((file) => `${name}/${file}`),
  );
  return (await Promise.all(found)).flat().filter((file) => /\.test\.tsx?$/.test(file));
}

test("each test file is in one suite, or, where its name says so, does a part of its work in both", () => {
  const expected = files.flatMap((file) => {
    if (file.includes(".both.")) return [`quick ${file}`, `long ${file}`];
    return [`${file.includes(".long.") ? "long" : "quick"} ${file}`];
  });
  expect(ran.sort()).toEqual(expected.sort());
  expect(files.length).toBeGreaterThan(150);
});

test("what both suites run has another part to do in each", async () => {
  const both = files.filter((file) => file.includes(".both."));
  const same: string[] = [];
  for (const file of both) {
    if (!PART_OF_A_SUITE.test(await readFile(join(packageRoot, file), "utf8"))) same.push(file);
  }
  expect(same).toEqual([]);
  expect(both.length).toBeGreaterThan(2);
});
