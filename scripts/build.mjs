// Compiles TypeScript and bundles the console to dist/ when a source is newer than the last build; runs from npm's prepare, prestart and pretest.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "dist", ".built");

function newestMs(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    newest = Math.max(newest, statSync(path).mtimeMs, entry.isDirectory() ? newestMs(path) : 0);
  }
  return newest;
}

const sources = ["contract", "server", "cli", "console"].map((folder) => join(root, folder));
const settings = ["tsconfig.json", "tsconfig.build.json", "vite.config.ts", "package.json", "package-lock.json"].map(
  (file) => statSync(join(root, file)).mtimeMs,
);
const fresh = existsSync(stamp) && statSync(stamp).mtimeMs > Math.max(...settings, ...sources.map(newestMs));

if (!fresh) {
  let tools;
  try {
    const folderOf = (name) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    tools = [
      [join(folderOf("typescript"), "bin", "tsc"), "-p", join(root, "tsconfig.build.json")],
      [join(folderOf("vite"), "bin", "vite.js"), "build", "--logLevel", "warn"],
    ];
  } catch {
    console.error(
      "tocsin: dist/ is out of date and what builds it is not installed. Run `npm ci` (without --omit=dev) first.",
    );
    process.exit(1);
  }
  rmSync(join(root, "dist"), { recursive: true, force: true });
  for (const command of tools) {
    const build = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
    if (build.status !== 0) process.exit(build.status ?? 1);
  }
  chmodSync(join(root, "dist", "cli", "main.js"), 0o755);
  writeFileSync(stamp, "");
}
