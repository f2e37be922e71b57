import { link, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type DirectoryLock, lockDirectory } from "./lock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tocsin-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Leaves what a killed owner leaves: a socket that nobody listens on. */
async function leaveStaleLock(name: string): Promise<void> {
  const path = join(folder, "dies.sock");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  await link(path, join(folder, `hub-${name}`));
  await new Promise((resolve) => server.close(resolve));
}

/** Several try at once; the locks of those that got it. */
async function race(count: number): Promise<DirectoryLock[]> {
  const tries = Array.from({ length: count }, () => lockDirectory(folder, "/data"));
  const settled = await Promise.allSettled(tries);
  for (const each of settled) {
    if (each.status === "rejected") expect(String(each.reason)).toContain("another Tocsin runs on /data");
  }
  return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

test("one of several that start at once gets the directory, and after it the next one", async () => {
  for (let round = 0; round < 5; round += 1) {
    const [lock, ...others] = await race(4);
    expect(others).toEqual([]);
    expect(await race(2)).toEqual([]);
    await lock?.release();
  }
});

test("one of several that find the lock of a killed owner takes it over, never two", async () => {
  for (let round = 0; round < 20; round += 1) {
    await leaveStaleLock("00000000");
    await leaveStaleLock("ffffffff");
    const [lock, ...others] = await race(4);
    expect(lock).toBeDefined();
    expect(others).toEqual([]);
    expect(await readdir(folder)).toHaveLength(1);
    await lock?.release();
  }
});
