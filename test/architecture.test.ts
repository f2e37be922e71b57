import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../server/base/package-root.ts";
import { CONSOLE_ROOMS } from "./support/console-rooms.ts";
import { findCycle, reachedFrom, readSourceFiles, readSpecifiers } from "./support/imports.ts";

/** A room: the files in it, and the rooms its files may import from besides their own. The first room that fits holds a file. */
type Room = { name: string; holds: RegExp; mayImport: readonly string[] | "everything" };

const PURE = ["contract", "base"] as const;

/** Which way imports point (docs/ARCHITECTURE.md). */
const ROOMS: readonly Room[] = [
  { name: "contract", holds: /^contract\//, mayImport: [] },
  { name: "base", holds: /^server\/base\//, mayImport: ["contract"] },
  { name: "source contract", holds: /^server\/sources\/source\.ts$/, mayImport: PURE },
  { name: "parsers", holds: /^server\/sources\/shared\//, mayImport: [...PURE, "source contract"] },
  { name: "a source", holds: /^server\/sources\/[^/]+\//, mayImport: [...PURE, "source contract", "parsers"] },
  { name: "sources", holds: /^server\/sources\//, mayImport: [...PURE, "source contract", "parsers", "a source"] },
  { name: "storage", holds: /^server\/storage\//, mayImport: ["base"] },
  { name: "change", holds: /^server\/live\/change\.ts$/, mayImport: PURE },
  {
    name: "store",
    holds: /-store\.ts$/,
    mayImport: [...PURE, "storage", "decision", "permissions", "feature", "change"],
  },
  {
    name: "decision",
    holds: /^server\/((alerts|incidents|routing|rules|titles|timers)\/|board\/board\.ts$)/,
    mayImport: PURE,
  },
  { name: "permissions", holds: /^server\/people\/(permission|data-scope)-decision\.ts$/, mayImport: PURE },
  {
    name: "feature",
    holds: /^server\/(people|channels|integrations|journal|ledger|edits)\//,
    mayImport: [...PURE, "source contract", "storage", "store"],
  },
  {
    name: "accept",
    holds:
      /^server\/flow\/(accept|accept-answer|judge|judge-thread|judgement|key-in-body|push-address|send-answer)\.ts$/,
    mayImport: [...PURE, "source contract", "sources", "store", "feature", "http"],
  },
  { name: "board", holds: /^server\/board\//, mayImport: [...PURE, "decision", "store", "storage", "change"] },
  {
    name: "stages",
    holds: /^server\/flow\/(process|route-event|merge-events|decide-incident|push|stage|render-title|receipts)\.ts$/,
    mayImport: [...PURE, "source contract", "sources", "decision", "feature", "change"],
  },
  {
    name: "process",
    holds: /^server\/flow\//,
    mayImport: [...PURE, "stages", "decision", "board", "store", "feature", "storage", "change"],
  },
  { name: "jobs", holds: /^server\/jobs\//, mayImport: [...PURE, "stages", "process", "store", "feature", "storage"] },
  {
    name: "operations",
    holds: /^server\/operations\//,
    mayImport: [
      ...PURE,
      "source contract",
      "sources",
      "stages",
      "decision",
      "board",
      "permissions",
      "store",
      "feature",
      "storage",
      "change",
    ],
  },
  { name: "live", holds: /^server\/live\//, mayImport: [...PURE, "change", "store", "storage"] },
  {
    name: "http",
    holds: /^server\/http\//,
    mayImport: [...PURE, "operations", "permissions", "store", "storage", "change", "live"],
  },
  { name: "observe", holds: /^server\/observe\//, mayImport: ["base", "accept", "jobs"] },
  { name: "config", holds: /^server\/config\//, mayImport: ["base"] },
  { name: "backup", holds: /^server\/backup\//, mayImport: ["base", "storage", "store"] },
  ...CONSOLE_ROOMS,
  { name: "compose", holds: /^server\/[^/]+\.ts$/, mayImport: "everything" },
  { name: "cli", holds: /^cli\//, mayImport: "everything" },
];

/** Imports that go against the table, each with its reason. One that is not there any more must leave this list. */
const EXCEPTIONS = [
  {
    from: "server/config/data-dir.ts",
    to: "server/storage/embedded/run-as.ts",
    because: "the default folder must be one that the user of PostgreSQL can enter",
  },
] as const;

/** The rooms that may import each package. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "@node-rs/argon2": ["feature"],
  citty: ["cli"],
  "cli-progress": ["cli"],
  fastify: ["http"],
  pg: ["storage"],
  "pg-copy-streams": ["storage"],
  pino: ["observe"],
  "pino-pretty": ["observe"],
  "prom-client": ["observe"],
  re2js: ["decision"],
  zod: ["contract", "config", "http", "operations", "console", "cli", "backup"],
};

/** What the build bundles into the console: nobody installs them to run the hub. */
const BUNDLED = [
  "@mantine/core",
  "@mantine/hooks",
  "@mantine/spotlight",
  "@tabler/icons-react",
  "@tanstack/react-query",
  "@tanstack/react-router",
  "@tanstack/react-virtual",
  "marked",
  "react",
  "react-dom",
  "use-intl",
];

const ALL = readSourceFiles(["contract", "server", "cli", "console", "test", "bench"]);
const SHIPPED = new Map(
  ALL.filter(({ path }) => /^(contract|server|cli|console)\//.test(path) && !path.endsWith(".test.ts")).map((file) => [
    file.path,
    file,
  ]),
);
const IMPORTS = [...SHIPPED.values()].flatMap((file) => file.imports);

function roomOf(path: string): Room {
  const room = ROOMS.find(({ holds }) => holds.test(path));
  if (!room) throw new Error(`${path} is in no room: add it to the table and to docs/ARCHITECTURE.md`);
  return room;
}

/** A source imports nothing of another one. */
function sourceFolder(path: string): string {
  return path.split("/").slice(0, 3).join("/");
}

function isAllowed(from: string, to: string): boolean {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here.name === "a source" && there.name === "a source") return sourceFolder(from) === sourceFolder(to);
  return here === there || here.mayImport === "everything" || here.mayImport.includes(there.name);
}

/** Pairs of folders, each with an import from the other. */
function findMutual(edges: readonly { from: string; to: string }[]): string[] {
  const folderOf = (path: string) => path.split("/").slice(0, 2).join("/");
  const pairs = new Set(edges.map(({ from, to }) => `${folderOf(from)}, ${folderOf(to)}`));
  const isMutual = (pair: string) => pairs.has(pair.split(", ").reverse().join(", "));
  return [...pairs].filter((pair) => isMutual(pair) && pair === pair.split(", ").sort().join(", ") && !isSame(pair));
}

function isSame(pair: string): boolean {
  const [a, b] = pair.split(", ");
  return a === b;
}

function readManifest() {
  const versions = z.record(z.string(), z.string());
  const manifest = z.object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions });
  return manifest.parse(JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")));
}

test("imports are read in every form, and enough of them", () => {
  const text = [
    'import a, { type B } from "./a.ts";',
    "import type {",
    "  C,",
    '} from "../c.ts";',
    'import "node:fs";',
    'export { d } from "./d.ts";',
    'const e = import("./e.ts").then((module) => module.e);',
    "// nothing: from 'x'",
  ].join("\n");
  expect(readSpecifiers(text).sort()).toEqual(["../c.ts", "./a.ts", "./d.ts", "./e.ts", "node:fs"]);
  expect(SHIPPED.size).toBeGreaterThan(130);
  expect(IMPORTS.length).toBeGreaterThan(550);
  const used = new Set([...SHIPPED.keys()].map((path) => roomOf(path).name));
  expect(ROOMS.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
});

test("every import of ours names a file that is there, outside of tests", () => {
  const isThere = (path: string) =>
    SHIPPED.has(path) || (/\.(css|svg)$/.test(path) && existsSync(join(packageRoot, path)));
  const lost = IMPORTS.filter(({ to, isOurs }) => isOurs && !isThere(to));
  expect(lost).toEqual([]);
});

describe("imports point one way", () => {
  test.each(ROOMS)("$name", ({ name }) => {
    const isException = ({ from, to }: { from: string; to: string }) =>
      EXCEPTIONS.some((exception) => exception.from === from && exception.to === to);
    const wrong = IMPORTS.filter(({ from, isOurs }) => isOurs && roomOf(from).name === name)
      .filter((edge) => !isAllowed(edge.from, edge.to) && !isException(edge))
      .map(({ from, to }) => `${from} imports ${to} (${roomOf(to).name})`);
    expect(wrong).toEqual([]);
  });

  test("every exception is still needed", () => {
    const unneeded = EXCEPTIONS.filter(
      ({ from, to }) => isAllowed(from, to) || !SHIPPED.get(from)?.imports.some((edge) => edge.to === to),
    );
    expect(unneeded).toEqual([]);
  });

  test.each([
    ["server/alerts/alert-decision.ts", "server/storage/database.ts"],
    ["server/sources/aliyun-prometheus/sample.ts", "server/sources/other/other.ts"],
    ["server/flow/process.ts", "server/http/envelope.ts"],
    ["contract/severity.ts", "server/base/text.ts"],
    ["console/ui/dialog.tsx", "console/channels/channel-card.tsx"],
    ["console/channels/channel-card.tsx", "console/integrations/integration-card.tsx"],
    ["console/alerts/alert-table.tsx", "console/pages/alerts-page.tsx"],
  ])("control: %s may not import %s", (from, to) => {
    expect(isAllowed(from, to)).toBe(false);
  });

  test("no two folders of the server or the console import each other, and a pair would be found", () => {
    const edges = IMPORTS.filter(
      ({ isOurs, from, to }) => isOurs && [from, to].every((path) => /^(server|console)\/.+\//.test(path)),
    );
    expect(findMutual(edges)).toEqual([]);
    const back = { from: "server/journal/journal.ts", to: "server/flow/process.ts" };
    expect(findMutual([...edges, back])).toEqual(["server/flow, server/journal"]);
  });

  test("a room of the console imports only rooms that stand before it", () => {
    const names = CONSOLE_ROOMS.map(({ name }) => name);
    const backwards = CONSOLE_ROOMS.flatMap(({ name, mayImport }, at) =>
      mayImport.filter((other) => names.indexOf(other) >= at).map((other) => `${name} imports ${other}`),
    );
    expect(backwards).toEqual([]);
  });

  test("there is no cycle, and one would be found", () => {
    expect(findCycle(SHIPPED)).toBeNull();
    const edge = (from: string, to: string) => ({ path: from, text: "", imports: [{ from, to, isOurs: true }] });
    const circle = [edge("a", "b"), edge("b", "c"), edge("c", "b")];
    expect(findCycle(new Map(circle.map((file) => [file.path, file])))).toEqual(["b", "c", "b"]);
  });
});

describe("what a part can reach, however far", () => {
  const reachedRooms = (path: string) => {
    expect(SHIPPED.has(path)).toBe(true);
    return new Set([...reachedFrom(path, SHIPPED)].map((reached) => roomOf(reached).name));
  };

  test("P3: accepting a push reaches nothing of what comes after it", () => {
    const reached = reachedFrom("server/flow/accept.ts", SHIPPED);
    const later = [...reached].filter((path) =>
      /^server\/(alerts|incidents|routing|rules|jobs\/lane-worker)/.test(path),
    );
    expect(later).toEqual([]);
    expect([...reached]).not.toContain("server/flow/process.ts");
    expect([...reached]).not.toContain("server/flow/process-batch.ts");
  });

  test("processing reaches no listener, no settings, no log", () => {
    const rooms = reachedRooms("server/flow/process-batch.ts");
    expect(["http", "operations", "observe", "config", "accept", "jobs"].filter((name) => rooms.has(name))).toEqual([]);
  });

  test("P9: deciding about alerts and incidents reaches no database", () => {
    const noDatabase = reachedRooms("server/flow/process.ts");
    expect(["storage", "store", "process", "board"].filter((name) => noDatabase.has(name))).toEqual([]);
    for (const path of ["server/alerts/alert-decision.ts", "server/incidents/incident-transitions.ts"]) {
      expect([...reachedRooms(path)].sort()).toEqual(["base", "contract", "decision"]);
    }
  });
});

describe("packages", () => {
  test("each is imported from its rooms only", () => {
    const isKnown = (room: string, to: string) => {
      if (room === "console" && BUNDLED.includes(to)) return true;
      return PACKAGES[to]?.includes(room) || (room !== "console" && to.startsWith("node:"));
    };
    const houseOf = (path: string) => (path.startsWith("console/") ? "console" : roomOf(path).name);
    const wrong = IMPORTS.filter(({ isOurs, from, to }) => !isOurs && !isKnown(houseOf(from), to));
    expect(wrong).toEqual([]);
  });

  const manifest = readManifest();

  test("the table names every dependency", () => {
    expect(Object.keys(PACKAGES)).toEqual(Object.keys(manifest.dependencies));
    expect(BUNDLED.filter((name) => !(name in manifest.devDependencies))).toEqual([]);
  });

  test("every one has its reason in docs/decisions/0004-dependencies.md", () => {
    const reasons = readFileSync(join(packageRoot, "docs/decisions/0004-dependencies.md"), "utf8");
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(Object.keys(all).filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Whether a text declares statements, or begins one in a string. */
function hasSql(text: string): boolean {
  const declares = /\b(statement|sortedStatements)\s*[<(]/;
  const begins =
    /["'`]\s*(select |insert into |update \w+ set |delete from |(create|alter|drop|lock|truncate) (table|index|database) |listen |begin\b|commit\b|rollback\b)/;
  return declares.test(text) || begins.test(text);
}

test("SQL stands in stores and in storage", () => {
  const wrong = [...SHIPPED.values()]
    .filter(({ path, text }) => hasSql(text) && !["store", "storage", "console"].includes(roomOf(path).name))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test.each([
  'const one = statement<Row>("one", "select 1");',
  "await connection.run(`select pg_advisory_lock(7)`);",
  "await connection.run(`listen config`);",
  'await connection.run("begin isolation level read committed");',
  'await client.query("delete from alert");',
])("control: this is SQL: %s", (text) => {
  expect(hasSql(text)).toBe(true);
});

test("no file only hands on what others export", () => {
  const barrels = ALL.filter(({ text }) => /^export\s+(type\s+)?(\*|\{[^}]*\})[^;\n]*from\s*"\./m.test(text));
  expect(barrels.map(({ path }) => path)).toEqual([]);
});

test("there are no default exports but the pages of the console and those that tools ask for, at the root", () => {
  const isPage = (path: string) => path.startsWith("console/pages/");
  const defaults = ALL.filter(({ path }) => !isPage(path)).filter(({ text }) =>
    /^export\s+default\b|^export\s*\{[^}]*\bas default\b/m.test(text),
  );
  expect(defaults.map(({ path }) => path)).toEqual([]);
});
