import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../server/base/package-root.ts";
import { readCited, readComments } from "./support/comments.ts";

// What a comment refers to is in the repository: whoever reads it can look it up.

const FOLDERS = ["contract", "server", "cli", "console", "test", "bench", "scripts", "deploy", "docs"];
const ALL = [
  ...readdirSync(packageRoot, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  ),
  ".ci/run",
];
const FILES = ALL.filter(
  (path) =>
    path !== "test/citations.test.ts" &&
    /\.(tsx?|mjs|css|sql|yaml|service|sh|tpl)$|^Dockerfile$|^\.ci\/run$/.test(path),
);
const PAGES = ALL.filter((path) => /^([^/]+|docs\/.*)\.md$/.test(path));
const textOf = (path: string) => readFileSync(join(packageRoot, path), "utf8");

const DEFINED = new Set(
  ["docs/reference/rules.md", "docs/ARCHITECTURE.md"]
    .flatMap((page) => textOf(page).match(/^\| [A-Z]\d{1,2} \|/gm) ?? [])
    .map((row) => row.slice(2, -2)),
);

function isPage(from: string, page: string): boolean {
  return ["", "docs", dirname(from)].some((folder) => existsSync(join(packageRoot, folder, page)));
}

/** What of a file's comments and test names is not in the repository. */
function listLost(path: string, text: string): string[] {
  const names = /\.test\.ts$/.test(path) ? (text.match(/\b(test|describe)\b[^\n]*/g) ?? []) : [];
  const { pages, rules, sections } = readCited(readComments(path, text).join("\n"));
  const named = readCited(names.join("\n")).rules;
  return [
    ...pages.filter((page) => !isPage(path, page)),
    ...[...rules, ...named].filter((rule) => !DEFINED.has(rule)),
    ...sections,
  ];
}

test("every page, rule and section that a comment cites is in the repository", () => {
  const lost = FILES.flatMap((path) => listLost(path, textOf(path)).map((what) => `${path} cites ${what}`));
  expect(lost).toEqual([]);
  const rules = new Set(FILES.flatMap((path) => readCited(readComments(path, textOf(path)).join("\n")).rules));
  expect(rules.size).toBeGreaterThan(30);
});

test.each([
  ["a page that is not here", "server/a.ts", "/** As `elsewhere.md` says. */"],
  ["a rule that nobody wrote", "server/a.ts", "const a = 1; // never (A99)"],
  ["a second rule of several", "server/a.ts", "/** Both hold (A1, D99). */"],
  ["a section of a page", "server/a.sql", "-- see § 4.2"],
  ["a promise in the name of a test", "server/a.test.ts", 'test("P99: all is well", () => {'],
  ["a page in a shell script", ".ci/run", "# as nothing.md says"],
])("control: %s is found", (_, path, text) => {
  expect(listLost(path, text)).toHaveLength(1);
});

test("each rule is written once", () => {
  const rows: string[] = textOf("docs/reference/rules.md").match(/^\| [A-Z]\d{1,2} \|/gm) ?? [];
  expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([]);
});

test("every link between pages leads to a file", () => {
  const lost = PAGES.flatMap((page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, to = ""]) => to);
    return links.filter((to) => !existsSync(join(packageRoot, dirname(page), to))).map((to) => `${page} → ${to}`);
  });
  expect(lost).toEqual([]);
});
