import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTempDir } from "../test/support/temp-dir.ts";
import { announceSetUp } from "./announce-set-up.ts";

const LINK = "https://hub.example.com/setup#token=abc";

function createLog() {
  const lines: unknown[] = [];
  const warn = (...line: unknown[]) => {
    lines.push(line);
  };
  return { lines, log: { warn } };
}

test("on a terminal the link is printed, and neither written nor logged", async () => {
  const { lines, log } = createLog();
  let printed = "";
  const terminal = (text: string) => {
    printed += text;
  };
  await announceSetUp(LINK, { dataDir: "/nowhere", terminal, log });
  expect(printed).toContain(LINK);
  expect(lines).toEqual([]);
});

test("P11: without a terminal it is in a file of the hub's user alone, and only the file is logged", async () => {
  const { path: dataDir, remove } = await makeTempDir();
  const { lines, log } = createLog();
  for (const link of [`${LINK}-old`, LINK]) await announceSetUp(link, { dataDir, terminal: null, log });
  const path = join(dataDir, "set-up-link");
  expect(await readFile(path, "utf8")).toBe(`${LINK}\n`);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(lines)).toContain(path);
  expect(JSON.stringify(lines)).not.toContain("token");
  await remove();
});
