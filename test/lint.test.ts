import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../server/base/package-root.ts";
import { makeTempDir } from "./support/temp-dir.ts";

const lines = (count: number) => Array.from({ length: count }, (_, at) => `  told.push(${at});`).join("\n");

/** One fault for each rule that biome.json names, in a file of its own: what the linter does not find, it does not hold. */
const FAULTS: Readonly<Record<string, string>> = {
  noAwaitInPromiseMethods: "export const one = async (a: Promise<1>) => Promise.all([await a]);",
  noBarrelFile: 'export * from "./good.ts";',
  noDefaultExport: "export default 1;",
  noDuplicateTestHooks:
    'import { beforeEach, describe } from "vitest";\ndescribe("a", () => { beforeEach(() => 1); beforeEach(() => 2); });',
  noEmptyBlockStatements: "export function one(): void {}",
  noExcessiveLinesPerFile: `const told: number[] = [];\nexport { told };\n${lines(400)}`,
  noExcessiveLinesPerFunction: `export function one(told: number[]): void {\n${lines(65)}\n}`,
  noExplicitAny: "export const one: any = 1;",
  noExportsInTest: 'import { test } from "vitest";\nexport const one = 1;\ntest("a", () => one);',
  noFloatingPromises: 'import { later } from "./good.ts";\nexport function one(): void {\n  later.soon();\n}',
  noFocusedTests: 'import { test } from "vitest";\ntest.only("a", () => 1);',
  noIdenticalTestTitle: 'import { test } from "vitest";\ntest("a", () => 1);\ntest("a", () => 2);',
  noMisusedPromises: "export const one = (a: Promise<1>) => (a ? 1 : 2);",
  noNonNullAssertion: "export const one = (a: string | null) => a!.length;",
  noParameterAssign: "export function one(a: number): number {\n  a = 2;\n  return a;\n}",
  noSinglePromiseInPromiseMethods: "export const one = async (a: Promise<1>) => Promise.all([a]);",
  noSkippedTests: 'import { test } from "vitest";\ntest.skip("a", () => 1);',
  noUnassignedVariables: "let a: number | undefined;\nexport const one = () => a;",
  noUndeclaredDependencies: 'import one from "left-pad";\nexport { one };',
  noUnsafePlusOperands: "export const one = (a: number | bigint) => a + 1n;",
  noUnusedFunctionParameters: "export const one = (a: number) => 1;",
  noUnusedImports: 'import { later } from "./good.ts";\nexport const one = 1;',
  noUnusedPrivateClassMembers: "export class One {\n  #a = 1;\n}",
  noUnusedVariables: "export function one(): number {\n  const a = 1;\n  return 1;\n}",
  noUselessAssignment: "export function one(): number {\n  let a = 1;\n  a = 2;\n  return a;\n}",
  useAwaitThenable: "export const one = async () => await 1;",
  useExhaustiveSwitchCases:
    'export function one(a: "b" | "c"): number {\n  switch (a) {\n    case "b":\n      return 1;\n  }\n  return 2;\n}',
  useFilenamingConvention: "export const one = 1;",
  useImportType: 'import { Later } from "./good.ts";\nexport const one = (a: Later) => a;',
  usePromiseRejectErrors: 'export const one = () => Promise.reject("no");',
  useThrowOnlyError: 'export function one(): never {\n  throw "no";\n}',
};

/** The same for the rules of our own, by a word of what they say. */
const OWN_FAULTS: Readonly<Record<string, string>> = {
  "nobody checked": "export const one = (a: unknown) => a as string;",
  "failure is dropped": "export const one = (a: Promise<1>) => a.catch(() => undefined);",
};

const GOOD = `export type Later = { soon(): Promise<void> };
export const later: Later = { soon: () => Promise.resolve() };
export const sides = ["left", "right"] as const;
`;

const config = z.looseObject({
  vcs: z.unknown(),
  linter: z.object({ rules: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.unknown())])) }),
});
const report = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), message: z.string(), location: z.looseObject({ path: z.string() }) }),
  ),
});

const isTestRule = (rule: string) => /Test/.test(rule);
const fileOf = (rule: string) =>
  rule === "useFilenamingConvention"
    ? "Bad_Name.ts"
    : `fault-${rule.toLowerCase()}${isTestRule(rule) ? ".test" : ""}.ts`;

/** Lints files, by name, as if they were the repository's, and returns what was found in each. */
async function lint(files: Readonly<Record<string, string>>): Promise<Map<string, string[]>> {
  const folder = await makeTempDir();
  try {
    const text = await readFile(join(packageRoot, "biome.json"), "utf8");
    const settings = { ...config.parse(JSON.parse(text)), vcs: { enabled: false } };
    await writeFile(join(folder.path, "biome.json"), JSON.stringify(settings));
    await writeFile(join(folder.path, "package.json"), JSON.stringify({ devDependencies: { vitest: "4" } }));
    await cp(join(packageRoot, "scripts/lint-rules"), join(folder.path, "scripts/lint-rules"), { recursive: true });
    for (const [name, body] of Object.entries(files)) {
      await mkdir(dirname(join(folder.path, name)), { recursive: true });
      await writeFile(join(folder.path, name), body);
    }
    return await runBiome(folder.path);
  } finally {
    await folder.remove();
  }
}

async function runBiome(folder: string): Promise<Map<string, string[]>> {
  const biome = join(packageRoot, "node_modules/.bin/biome");
  const run = promisify(execFile)(biome, ["lint", "--reporter=json", "--max-diagnostics=none", "server"], {
    cwd: folder,
  });
  const stdout = await run.then(
    (done) => done.stdout,
    (failed: unknown) => z.object({ stdout: z.string() }).parse(failed).stdout,
  );
  const found = new Map<string, string[]>();
  for (const { category, message, location } of report.parse(JSON.parse(stdout)).diagnostics) {
    const name = location.path.slice("server/".length);
    found.set(name, [...(found.get(name) ?? []), category === "plugin" ? message : (category.split("/").at(-1) ?? "")]);
  }
  return found;
}

test("every rule that biome.json names finds its fault, and sound code has none", async () => {
  const faults = Object.entries(FAULTS).map(([rule, text]) => [`server/${fileOf(rule)}`, text]);
  const own = Object.values(OWN_FAULTS).map((text, at) => [`server/own-${at}.ts`, text]);
  const found = await lint({ ...Object.fromEntries([...faults, ...own]), "server/good.ts": GOOD });
  const missed = Object.keys(FAULTS).filter((rule) => !found.get(fileOf(rule))?.includes(rule));
  expect(missed).toEqual([]);
  for (const [at, word] of Object.keys(OWN_FAULTS).entries()) {
    expect(found.get(`own-${at}.ts`)?.join()).toContain(word);
  }
  expect(found.get("good.ts")).toBeUndefined();
});

test("no rule is named without a fault that shows it works", async () => {
  const { linter } = config.parse(JSON.parse(await readFile(join(packageRoot, "biome.json"), "utf8")));
  const named = Object.values(linter.rules).flatMap((group) => (typeof group === "string" ? [] : Object.keys(group)));
  expect(named.sort()).toEqual(Object.keys(FAULTS).sort());
});
