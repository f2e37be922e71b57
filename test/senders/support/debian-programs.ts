import { type ExecFileOptions, execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { messageOf } from "../../../server/base/errors.ts";
import { packageRoot } from "../../../server/base/package-root.ts";

/** The programs of Prometheus and of its Alertmanager, and the folder they are to be run from. */
export type Programs = { folder: string; prometheus: string; promtool: string; alertmanager: string; amtool: string };

const PACKAGES = ["prometheus", "prometheus-alertmanager"];
const CACHE = join(packageRoot, "node_modules", ".cache");
/** What the packages hold. Nothing of them is installed: no service, no user, no file outside this folder. */
const UNPACKED = join(CACHE, "debian-prometheus");
const BY_HAND =
  `mkdir -p ${UNPACKED} && cd ${UNPACKED} && apt-get update && apt-get download ${PACKAGES.join(" ")} && ` +
  'for package in *.deb; do dpkg-deb -x "$package" .; done';
const FETCH_TIMEOUT_MS = 240_000;
/** Where Debian's Alertmanager reads the templates that others have compiled in. It does not start without them. */
const TEMPLATES = /\/usr\/share\/prometheus\/alertmanager(?!\/)/;

/** Debian's Prometheus and Alertmanager, fetched when a test first asks for them; otherwise fails with the command that does. */
export async function findPrograms(): Promise<Programs> {
  if (!existsSync(inBin("amtool"))) await fetchPackages();
  const at = { prometheus: inBin("prometheus"), promtool: inBin("promtool"), amtool: inBin("amtool") };
  return { folder: UNPACKED, ...at, alertmanager: await makeMovable(inBin("prometheus-alertmanager")) };
}

function inBin(name: string): string {
  return join(UNPACKED, "usr", "bin", name);
}

/** Unpacks beside the place and moves there what is whole, since two test files may do this at once. */
async function fetchPackages(): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, "debian-"));
  try {
    await download(folder).catch(() => downloadByOwnLists(folder));
    const packages = (await readdir(folder)).filter((name) => name.endsWith(".deb"));
    const unpacked = join(folder, "unpacked");
    for (const name of packages) await run("dpkg-deb", ["-x", name, unpacked], { cwd: folder });
    // Whoever came first has put the same there.
    await rename(unpacked, UNPACKED).catch((error: unknown) => {
      if (!existsSync(inBin("amtool"))) throw error;
    });
  } catch (error) {
    const elsewhere = `on other systems put prometheus, promtool, prometheus-alertmanager and amtool into ${UNPACKED}/usr/bin`;
    throw new Error(
      `the senders' tests need Prometheus: ${messageOf(error)}\nOn Debian run: ${BY_HAND}\n(${elsewhere})`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(folder: string, options: readonly string[] = []): Promise<void> {
  await run("apt-get", ["-qq", "-o", "Acquire::Retries=3", ...options, "download", ...PACKAGES], { cwd: folder });
}

/** A machine without package lists, or with old ones: lists of our own need no root and change nothing of the machine. */
async function downloadByOwnLists(folder: string): Promise<void> {
  const lists = join(folder, "lists");
  const archives = join(folder, "archives");
  await mkdir(join(lists, "lists", "partial"), { recursive: true });
  await mkdir(join(archives, "archives", "partial"), { recursive: true });
  // Root would fetch as a user who cannot enter this folder.
  const options = ["-o", `Dir::State=${lists}`, "-o", `Dir::Cache=${archives}`, "-o", "APT::Sandbox::User="];
  await run("apt-get", ["-qq", "-o", "Acquire::Retries=3", ...options, "update"], { cwd: folder });
  await download(folder, options);
}

/**
 * An Alertmanager that finds its templates below the folder it runs in. As root one could put them where Debian has them, but
 * tests change nothing outside their folders; so the one path in the program becomes a relative one of the same length.
 */
async function makeMovable(program: string): Promise<string> {
  const movable = `${program}-movable`;
  if (existsSync(movable)) return movable;
  const bytes = await readFile(program);
  const place = bytes.toString("latin1").search(TEMPLATES);
  if (place >= 0) bytes.write("usr/share/prometheus/alertmanager/", place, "latin1");
  const copy = await mkdtemp(join(CACHE, "movable-"));
  await writeFile(join(copy, "alertmanager"), bytes);
  await chmod(join(copy, "alertmanager"), 0o755);
  await rename(join(copy, "alertmanager"), movable);
  await rm(copy, { recursive: true });
  return movable;
}

async function run(command: string, args: readonly string[], options: ExecFileOptions): Promise<void> {
  await promisify(execFile)(command, args, { ...options, timeout: FETCH_TIMEOUT_MS });
}
