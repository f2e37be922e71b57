import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { packageRoot } from "../server/base/package-root.ts";
import { ensureAccount } from "../server/people/account-store.ts";
import { createAppKey } from "../server/people/app-key-store.ts";
import { createOwner } from "../server/people/person-store.ts";
import { createTestDatabase, type TestDatabase } from "../test/support/test-database.ts";

const OWNER = { email: "owner@example.com", password: "correct horse battery staple" };

// Each of these starts the command several times over.
vi.setConfig({ testTimeout: 90_000 });

let from: TestDatabase;
let to: TestDatabase;
let key: string;
let folder: string;
beforeAll(async () => {
  from = await createTestDatabase();
  await ensureAccount(from.database, Date.now());
  await createOwner(from.database, OWNER, Date.now());
  key = (await createAppKey(from.database, { email: OWNER.email, name: "tests" }, Date.now())).key;
  to = await createTestDatabase();
});
afterAll(async () => {
  await from.drop();
  await to.drop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tocsin-backup-"));
  return () => rm(folder, { recursive: true });
});

/** Runs `tocsin` in the folder, on a database unless there is to be none. */
async function run(args: readonly string[], on: TestDatabase | null, input?: Buffer) {
  const main = join(packageRoot, "dist", "cli", "main.js");
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    TOCSIN_DATA_DIR: join(folder, "data"),
  };
  if (on) {
    const { socketDir, user, password, database } = on.address;
    env.DATABASE_URL = `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(socketDir)}`;
  }
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [output, said, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  return { output, printed: output.toString("utf8"), said, code };
}

test("backup writes one file for its owner's eyes, says what is in it, and overwrites only when told", async () => {
  const first = await run(["backup", "hub.tar.gz"], from);
  expect(first).toMatchObject({ code: 0, said: "" });
  expect(first.printed).toMatch(/app_key +1 rows/);
  expect(first.printed).toMatch(/hub\.tar\.gz: \d+ rows as of 20\S+Z, \d+\.\d KB\./);
  for (const secret of [key, OWNER.password, "$argon2"]) expect(first.printed).not.toContain(secret);
  expect(await readdir(folder)).toEqual(["hub.tar.gz"]);
  expect((await stat(join(folder, "hub.tar.gz"))).mode & 0o777).toBe(0o600);

  const again = await run(["backup", "hub.tar.gz"], from);
  expect(again).toMatchObject({ code: 1, said: "tocsin: hub.tar.gz is there already: name another, or use --force\n" });
  expect(await run(["backup", "hub.tar.gz", "--force"], from)).toMatchObject({ code: 0 });
  expect(await run(["backup"], from)).toMatchObject({ code: 0 });
  expect((await readdir(folder)).filter((name) => /^tocsin-\d{8}-\d{6}\.tar\.gz$/.test(name))).toHaveLength(1);
  expect((await run(["backup", "no/such/folder/hub.tar.gz"], from)).said).toMatch(
    /^tocsin: cannot write to .*no\/such/,
  );
});

test("a backup goes through a pipe, is checked without a database, and restores into an empty one", async () => {
  const { output, said } = await run(["backup", "-"], from);
  expect(said).toContain("keep it as safe as the hub itself");
  const checked = await run(["restore", "--check", "-"], null, output);
  expect(checked).toMatchObject({ code: 0, said: "" });
  expect(checked.printed).toContain("whole and unaltered");
  await writeFile(join(folder, "hub.tar.gz"), output);
  const restored = await run(["restore", "hub.tar.gz"], to);
  expect(restored).toMatchObject({ code: 0, said: "" });
  expect(restored.printed).toMatch(/person +1 rows[\s\S]*Restored into DATABASE_URL\.\nStart the hub with the same/);
  expect((await run(["restore", "hub.tar.gz"], to)).said).toContain("--replace removes all it holds");
  expect(await run(["restore", "-", "--replace"], to, output)).toMatchObject({ code: 0 });
});

test("a file that is cut off or no backup at all is told in one line, before a database is looked for", async () => {
  await run(["backup", "hub.tar.gz"], from);
  const whole = await readFile(join(folder, "hub.tar.gz"));
  await writeFile(join(folder, "cut.tar.gz"), whole.subarray(0, whole.length - 30));
  await writeFile(join(folder, "other.txt"), "something else");
  for (const [file, because] of [
    ["cut.tar.gz", "it was cut off or altered"],
    ["other.txt", "incorrect header check"],
  ] as const) {
    const { code, said } = await run(["restore", file], null);
    expect(code).toBe(1);
    expect(said).toMatch(/^tocsin: this backup cannot be restored: .*\n$/);
    expect(said).toContain(because);
  }
  expect((await run(["restore", "none.tar.gz"], null)).said).toBe("tocsin: there is no file none.tar.gz\n");
  expect(await readdir(folder)).not.toContain("data");
});

test("a folder without a hub's data is not backed up as an empty hub", async () => {
  const { code, said } = await run(["backup"], null);
  expect(code).toBe(1);
  expect(said).toMatch(/^tocsin: there is no hub's data in .*data, or this user may not see it: set TOCSIN_DATA_DIR/);
  expect(await readdir(folder)).toEqual([]);
});
