import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, chown, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../server/base/package-root.ts";
import { findRunAs } from "../../server/storage/embedded/run-as.ts";
import { makeTempDir } from "../support/temp-dir.ts";

// The package is made, unpacked, and its hub runs from there. Installing it would change this machine.

let temp: Awaited<ReturnType<typeof makeTempDir>>;
let unpacked: string;
let control: string;
beforeAll(async () => {
  temp = await makeTempDir();
  unpacked = join(temp.path, "root");
  await run(process.execPath, join(packageRoot, "scripts", "package-deb.mjs"), temp.path, "none");
  const [file = ""] = (await readdir(temp.path)).filter((name) => name.endsWith(".deb"));
  await run("dpkg-deb", "-x", join(temp.path, file), unpacked);
  control = await run("dpkg-deb", "-I", join(temp.path, file), "control", "conffiles");
}, 240_000);
afterAll(() => temp.remove());

/** What a command printed; the reason it gives when it fails, and how to get it when it is not there. */
async function run(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args).catch((error) => {
    const missing = error.code === "ENOENT" ? " (apt-get install dpkg systemd)" : "";
    throw new Error(`${command} ${args.join(" ")}: ${error.message}${missing}\n${error.stdout}`);
  });
  return stdout;
}

test("the package says what it needs, keeps edited settings, and has nothing of what only developers need", async () => {
  expect(control).toMatch(/^Version: \d+\.\d+\.\d+$/m);
  expect(control).toMatch(/^Depends: nodejs \(>= 20\.19\), /m);
  expect(control).toContain("/etc/tocsin/tocsin.env");
  const modules = await readdir(join(unpacked, "usr/lib/tocsin/node_modules"));
  expect(modules).toContain("fastify");
  expect(modules.filter((name) => ["typescript", "vitest", "react", "vite", "tsx", "yaml"].includes(name))).toEqual([]);
});

test("its README and guides lead to pages that are there", async () => {
  const docs = join(unpacked, "usr/share/doc/tocsin");
  const pages = (await readdir(docs, { recursive: true })).filter((name) => name.endsWith(".md"));
  expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/guides/systemd.md", "docs/reference/settings.md"]));
  for (const page of pages) {
    const links = (await readFile(join(docs, page), "utf8")).matchAll(/\]\(([^)#:\s]+)(?=[)#])/g);
    for (const [, link = ""] of links) await access(join(docs, page, "..", link));
  }
  const named = (await readFile(join(unpacked, "usr/lib/systemd/system/tocsin.service"), "utf8")).match(
    /file:\/\/(.*)/,
  );
  await access(join(unpacked, named?.[1] ?? "no page is named"));
});

test("systemd takes the unit, and finds little that it could still take away from it", async () => {
  const unit = await readFile(join(unpacked, "usr/lib/systemd/system/tocsin.service"), "utf8");
  const here = unit.replace("/usr/bin/tocsin", join(unpacked, "usr/bin/tocsin")).replace(/^Documentation=.*\n/m, "");
  const file = join(temp.path, "tocsin.service");
  await writeFile(file, here);
  await run("systemd-analyze", "verify", file);
  // In tenths of the exposure; 1.7 when it was written.
  expect(await run("systemd-analyze", "security", "--offline=true", "--threshold=20", file)).toContain("exposure");
});

test("its hub starts as a user without rights, takes the settings' defaults, and ends when told to", async () => {
  const dataDir = join(temp.path, "data");
  await mkdir(dataDir);
  const user = findRunAs();
  if (user) await chown(dataDir, user.uid, user.gid);
  const env = { PATH: process.env.PATH ?? "", HOME: "/nonexistent", TOCSIN_DATA_DIR: dataDir, TOCSIN_PORT: "0" };
  const as = user && { uid: user.uid, gid: user.gid };
  const hub = spawn(join(unpacked, "usr/bin/tocsin"), ["serve"], { cwd: "/", env, ...as });
  const events: string[] = [];
  for await (const line of createInterface({ input: hub.stdout })) {
    const { event, url } = JSON.parse(line);
    events.push(event);
    if (event !== "hub.ready") continue;
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true, because: "" });
    expect((await fetch(url, { headers: { accept: "text/html" } })).status).toBe(200);
    hub.kill("SIGTERM");
  }
  if (hub.exitCode === null) await once(hub, "exit");
  expect(hub.exitCode).toBe(0);
  expect(events.at(-1)).toBe("hub.stopped");
}, 120_000);
