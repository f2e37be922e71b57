import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../../server/base/package-root.ts";
import { REFERENCE_FILE } from "../../server/sources/reference.ts";
import { copyWithSources, type SourceCopy } from "../support/source-copy.ts";

// A new source is one folder and one line: added to a copy of the tree, it is everywhere that sources are.

const ID = "throw-away-get";

let copy: SourceCopy;
beforeAll(() => {
  copy = copyWithSources([ID]);
});
afterAll(() => copy.remove());

const load = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(copy.root, path)).href);

test("it is one line in the registry", () => {
  expect(copy.linesAdded).toBe(1);
});

test("the gallery has it, with its guides", async () => {
  const all: typeof import("../../server/operations/source-operations.ts") = await load(
    "server/operations/source-operations.ts",
  );
  const items = all.listSourceItems();
  const item = items.find(({ plugin_type }) => plugin_type === ID);
  expect(item).toMatchObject({ methods: ["GET"], push_path: `/event/push/alert/${ID}` });
  for (const guide of [item?.guide.en, item?.guide.zh]) expect(guide).toContain("{{push_url}}");
});

test("the reference page has it, and the API says nothing that a source would change", async () => {
  const reference: typeof import("../../server/sources/reference.ts") = await load("server/sources/reference.ts");
  const ours = readFileSync(join(packageRoot, REFERENCE_FILE), "utf8").split("\n");
  const added = reference
    .renderReference()
    .split("\n")
    .filter((line) => !ours.includes(line));
  expect(added).toEqual([
    `| [Throw-away by GET](https://example.com/callbacks) | \`${ID}\` | – | GET | query | yes | no | – |`,
    "| Throw-away by GET | `high` → Critical, `middle` → Warning, `low` → Info | Warning |",
  ]);
  expect(readFileSync(join(packageRoot, "openapi.json"), "utf8")).not.toContain("aliyun-prometheus");
});

const report = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});

// What the suite does with thousands of bodies is left out: it takes seconds, and finds this source in the same way.
const CHOSEN = `${ID} (?!P3: no body)|sources stand in alphabetical order`;

test("the conformance suite and the checks of facts run over it, and it passes", async () => {
  const test = { setupFiles: [join(copy.root, "test/support/setup.ts")], provide: { suite: "quick" } };
  writeFileSync(join(copy.root, "vitest.config.js"), `export default ${JSON.stringify({ test })};\n`);
  const runner = join(packageRoot, "node_modules", "vitest", "vitest.mjs");
  const suites = ["conformance.both", "facts", "registry"].map((name) => `server/sources/${name}.test.ts`);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [runner, "run", "--reporter=json", "--testTimeout=30000", "-t", CHOSEN, ...suites],
    { cwd: copy.root, env: { PATH: process.env.PATH }, maxBuffer: 16 * 1024 * 1024 },
  );
  const all = report.parse(JSON.parse(stdout)).testResults.flatMap(({ assertionResults }) => assertionResults);
  const ran = all.filter(({ status }) => status !== "skipped" && status !== "pending");
  expect(ran.filter(({ status }) => status !== "passed")).toEqual([]);
  const about = ran.filter(({ fullName }) => fullName.includes(ID)).map(({ fullName }) => fullName);
  expect(about.length).toBeGreaterThan(25);
  expect(about).toContainEqual(expect.stringContaining("firing.json"));
  expect(about).toContainEqual(expect.stringContaining("'low' is read as 'Info'"));
});
