// Makes a Debian package of the hub for this machine's architecture: `npm run package:deb`. Needs dpkg-deb (`apt-get install dpkg`).
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const parts = join(root, "deploy", "debian");
const { version, description, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const architecture = { x64: "amd64", arm64: "arm64" }[process.arch];
const [folder = root, compression = "xz"] = process.argv.slice(2);
const file = resolve(folder, `tocsin_${version}_${architecture}.deb`);

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (error?.code === "ENOENT") console.error(`${command} is not installed: apt-get install dpkg`);
  if (status !== 0) process.exit(status ?? 1);
}

const package_ = mkdtempSync(join(tmpdir(), "tocsin-deb-"));
const at = (path) => join(package_, path);
const docs = "usr/share/doc/tocsin";
const put = (name, path, mode) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  cpSync(join(parts, name), at(path));
  chmodSync(at(path), mode);
};

/** A page and all files of the repository that links and pictures lead to from it. */
function pagesFrom(first) {
  const found = new Set([first]);
  for (const path of found) {
    if (statSync(join(root, path)).isDirectory()) {
      for (const name of readdirSync(join(root, path))) found.add(join(path, name));
    } else if (path.endsWith(".md")) {
      const links = readFileSync(join(root, path), "utf8").matchAll(/(?:\]\(|src(?:set)?=")([^)"#:\s]+)(?=[)"#])/g);
      for (const [, link] of links) found.add(join(dirname(path), link));
    }
  }
  return [...found].filter((path) => statSync(join(root, path)).isFile());
}

try {
  chmodSync(package_, 0o755);
  run(process.execPath, join(root, "scripts", "stage.mjs"), at("usr/lib/tocsin"));
  put("tocsin", "usr/bin/tocsin", 0o755);
  put("defaults.env", "usr/lib/tocsin/defaults.env", 0o644);
  put("tocsin.env", "etc/tocsin/tocsin.env", 0o640);
  put("tocsin.service", "usr/lib/systemd/system/tocsin.service", 0o644);
  for (const script of ["postinst", "prerm", "postrm"]) put(script, `DEBIAN/${script}`, 0o755);
  cpSync(join(root, "LICENSE"), at(`${docs}/copyright`));
  for (const path of pagesFrom("README.md")) cpSync(join(root, path), at(`${docs}/${path}`));
  const fields = {
    Package: "tocsin",
    Version: version,
    Architecture: architecture,
    Maintainer: "Tocsin <tocsin@localhost>",
    Section: "admin",
    Priority: "optional",
    // Debian 12 has Node 18 only; every nodejs package of this version or later will do.
    Depends: `nodejs (${engines.node.replace(">=", ">= ")}), adduser, init-system-helpers, libc6, libgcc-s1, libstdc++6`,
    Description: description,
  };
  writeFileSync(
    at("DEBIAN/control"),
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join(""),
  );
  writeFileSync(at("DEBIAN/conffiles"), "/etc/tocsin/tocsin.env\n");
  run("chmod", "-R", "u=rwX,go=rX", at("usr"));
  run("dpkg-deb", "--root-owner-group", `-Z${compression}`, "--build", package_, file);
  console.log(file);
} finally {
  rmSync(package_, { recursive: true, force: true });
}
