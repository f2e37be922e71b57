// Copies what a hub needs to run, and nothing else, into a folder: `node scripts/stage.mjs FOLDER`. The Debian package and the container
// image are made of it. Needs the result of `npm ci` and of `npm run build`.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [target] = process.argv.slice(2);
if (!target) {
  console.error("usage: node scripts/stage.mjs FOLDER");
  process.exit(1);
}

const copy = (path) => cpSync(join(root, path), join(target, path), { recursive: true, verbatimSymlinks: true });
mkdirSync(target, { recursive: true });
for (const path of ["package.json", "LICENSE", "dist", "server/storage/migrations"]) copy(path);
for (const source of readdirSync(join(root, "server/sources"))) {
  for (const guide of ["guide.en.md", "guide.zh.md"]) {
    const path = join("server/sources", source, guide);
    if (existsSync(join(root, path))) copy(path);
  }
}

const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const needed = Object.entries(lock.packages).filter(([path, entry]) => path !== "" && !entry.dev);
const absent = needed.filter(([path, entry]) => !entry.optional && !existsSync(join(root, path))).map(([path]) => path);
if (absent.length > 0) {
  console.error(`not installed: ${absent.join(", ")}. Run \`npm ci\` first.`);
  process.exit(1);
}
for (const [path] of needed.filter(([path]) => existsSync(join(root, path)))) {
  // What a package keeps in a node_modules of its own has entries of its own.
  const filter = (source) => basename(source) !== "node_modules";
  cpSync(join(root, path), join(target, path), { recursive: true, verbatimSymlinks: true, filter });
}
