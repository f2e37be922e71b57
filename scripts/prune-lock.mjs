// Takes optional packages that the lock file does not hold out of what others in it ask for. A registry that lacks a platform's build of
// a tool makes `npm install` leave that package out without a word, and `npm ci` then refuses the lock file it wrote.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const held = (from, name) => {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf("/node_modules/"))) {
    if (lock.packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`]) return true;
    if (!folder.includes("/node_modules/")) return folder !== "" && Boolean(lock.packages[`node_modules/${name}`]);
  }
};
const removed = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (path === "" || held(path, name)) continue;
    delete entry.optionalDependencies[name];
    removed.push(name);
  }
}
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(removed.length === 0 ? "nothing to prune" : `pruned ${removed.length}: ${removed.join(", ")}`);
