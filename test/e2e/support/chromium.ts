import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** The same Chromium without what shows it on a screen comes first: it takes two thirds of the processor. */
const PATHS = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const INSTALL = "apt-get update && apt-get install -y --no-install-recommends chromium-headless-shell fonts-noto-cjk";
const INSTALL_TIMEOUT_MS = 300_000;

let ofThisWorker: Promise<Browser> | null = null;

/** The browser of this worker, which all its files share and which ends with it. Stories have contexts of their own. */
export function openChromium(): Promise<Browser> {
  ofThisWorker ??= launchChromium();
  return ofThisWorker;
}

/** Starts Chromium, installing Debian's where there is none and we may; otherwise fails with the command that does. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium() ?? installChromium();
  // The sandbox of Chromium does not start for root, which bare machines and containers run tests as.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

function findChromium(): string | undefined {
  return PATHS.find((path) => existsSync(path));
}

function installChromium(): string {
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    // Two workers may want it at once: the second waits, and then finds it there.
    const alone = [join(tmpdir(), "tocsin-chromium.lock"), "sh", "-c", INSTALL];
    spawnSync("flock", alone, { stdio: "ignore", timeout: INSTALL_TIMEOUT_MS });
  }
  const path = findChromium();
  if (path) return path;
  throw new Error(`the console is tested in Chromium, and there is none. As root: ${INSTALL}`);
}
