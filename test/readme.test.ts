import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { en } from "../console/locales/en.ts";
import { packageRoot } from "../server/base/package-root.ts";
import { SOURCES } from "../server/sources/registry.ts";

const README = readFileSync(join(packageRoot, "README.md"), "utf8");

test("the README names the console's pages and buttons as the console does", () => {
  const chapter = README.split(/^## /m).find((each) => each.startsWith("From a push to an incident")) ?? "";
  const named = [...chapter.matchAll(/\*\*([A-Z][\w ]+)\*\*/g)].map(([, name]) => name ?? "");
  const texts = new Set([
    ...Object.values(en).flatMap((group) => Object.values<string>(group)),
    ...SOURCES.map(({ title }) => title.en),
  ]);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !texts.has(name))).toEqual([]);
});

test("every file the README links to is there", () => {
  const links = [...README.matchAll(/\]\(([^)#]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, image]) => link ?? image ?? "")
    .filter((link) => !/^https?:/.test(link));
  expect(links.length).toBeGreaterThan(8);
  expect(links.filter((link) => !existsSync(join(packageRoot, link)))).toEqual([]);
});
