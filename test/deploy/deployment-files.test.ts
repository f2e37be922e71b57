import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { packageRoot, packageVersion } from "../../server/base/package-root.ts";
import { readSettings } from "../../server/config/read-settings.ts";
import { FILE_SUFFIX, SETTINGS } from "../../server/config/settings.ts";

// What people start a hub with names settings, paths and users of the hub: this keeps it from naming what is no more.

const read = (path: string) => readFileSync(join(packageRoot, path), "utf8");
const NAMES = new Set(
  Object.values(SETTINGS).flatMap(({ env, secret }) => (secret ? [env, `${env}${FILE_SUFFIX}`] : [env])),
);

const dockerfile = read("Dockerfile");
const unit = read("deploy/debian/tocsin.service");
const hubTemplate = read("deploy/helm/tocsin/templates/hub.yaml");

const named = z.array(z.object({ name: z.string(), value: z.unknown().optional() }));
const pod = z.object({
  enableServiceLinks: z.boolean(),
  automountServiceAccountToken: z.boolean(),
  securityContext: z.object({ runAsNonRoot: z.boolean(), runAsUser: z.int() }),
  containers: z.tuple([
    z.object({
      env: named,
      startupProbe: z.object({ httpGet: z.object({ path: z.string() }) }),
      livenessProbe: z.object({ httpGet: z.object({ path: z.string() }) }),
      readinessProbe: z.object({ httpGet: z.object({ path: z.string() }) }),
      securityContext: z.object({ readOnlyRootFilesystem: z.boolean(), allowPrivilegeEscalation: z.boolean() }),
      ports: z.tuple([z.object({ containerPort: z.int() })]),
    }),
  ]),
});
const workload = z.object({ kind: z.string(), spec: z.object({ template: z.object({ spec: pod }) }) });
const values = z.object({ settings: z.record(z.string(), z.string()), databaseSecret: z.string() });
const compose = z.object({
  services: z.object({
    tocsin: z.object({ environment: z.record(z.string(), z.string()), ports: z.array(z.string()) }),
    postgres: z.object({ image: z.string() }),
  }),
});

/** A template as YAML: lines that only steer go, what is filled in becomes a word. */
function withoutTemplating(text: string): string {
  return text.replace(/^\s*\{\{-.*\}\}\s*$/gm, "").replace(/\{\{.*?\}\}/g, "x");
}

const readPod = () => workload.parse(parse(withoutTemplating(hubTemplate))).spec.template.spec;
const readValues = () => values.parse(parse(read("deploy/helm/tocsin/values.yaml")));
const readCompose = () => compose.parse(parse(read("compose.yaml"))).services;
/** `NAME=value` lines, those that are commented out too. */
const assignments = (text: string) => [...text.matchAll(/^#?([A-Z][A-Z_]+)="?([^"\n]*)"?$/gm)];

describe("settings that are named are settings that there are", () => {
  const files: [file: string, names: () => string[]][] = [
    ["Dockerfile", () => [...dockerfile.matchAll(/\b(TOCSIN_[A-Z_]+|DATABASE_URL)=/g)].map(([, name]) => name ?? "")],
    ["tocsin.env", () => assignments(read("deploy/debian/tocsin.env")).map(([, name]) => name ?? "")],
    ["defaults.env", () => assignments(read("deploy/debian/defaults.env")).map(([, name]) => name ?? "")],
    ["compose.yaml", () => Object.keys(readCompose().tocsin.environment)],
    ["values.yaml", () => Object.keys(readValues().settings)],
    ["hub.yaml", () => readPod().containers[0].env.flatMap(({ name }) => (name === "x" ? [] : [name]))],
  ];
  test.each(files)("%s", (_file, names) => {
    const found = names();
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((name) => !NAMES.has(name))).toEqual([]);
  });

  test("every line of tocsin.env is taken as it stands once its sign is removed", () => {
    const lines = assignments(read("deploy/debian/tocsin.env"));
    expect(lines).toHaveLength(4);
    const environment = Object.fromEntries(lines.map(([, name = "", value]) => [name, value]));
    expect(readSettings(environment)).toMatchObject({ host: "0.0.0.0", publicUrl: "https://tocsin.example.com" });
  });
});

describe("the chart", () => {
  test("keeps services of the namespace out of the environment, and the pod restricted", () => {
    const { containers, ...spec } = readPod();
    expect(spec).toMatchObject({
      enableServiceLinks: false,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true },
    });
    expect(containers[0].securityContext).toEqual({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  });

  test("asks for health where the hub tells it, on the hub's port", () => {
    const [{ startupProbe, livenessProbe, readinessProbe, ports }] = readPod().containers;
    const health = read("server/http/health.ts");
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) {
      expect(health).toContain(`app.get("${httpGet.path}"`);
    }
    expect(livenessProbe.httpGet.path).not.toBe(readinessProbe.httpGet.path);
    expect(ports[0].containerPort).toBe(readSettings({}).port);
    expect(readCompose().tocsin.ports).toEqual(["8080:8080"]);
  });

  test("is of this version", () => {
    const chart = z.object({ version: z.string(), appVersion: z.string() });
    expect(chart.parse(parse(read("deploy/helm/tocsin/Chart.yaml")))).toMatchObject({
      version: packageVersion,
      appVersion: packageVersion,
    });
  });

  test("runs as the user that the image has", () => {
    const { runAsUser } = readPod().securityContext;
    expect(dockerfile).toContain(`useradd --uid ${runAsUser} `);
    expect(dockerfile).toContain(`\nUSER ${runAsUser}:${runAsUser}\n`);
  });
});

describe("the image", () => {
  test("hands signals on to the hub: no shell stands between", () => {
    expect(dockerfile).toMatch(/^ENTRYPOINT \["tocsin"\]\nCMD \["serve"\]$/m);
    expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
    expect(read("cli/main.ts").split("\n")[0]).toMatch(/^#!\/usr\/bin\/env -S node /);
  });

  test("is made of what .dockerignore lets in", () => {
    const ignore = read(".dockerignore").split("\n");
    expect(ignore).toContain("*");
    const needed = ["cli", "console", "contract", "server", "scripts", "package.json", "package-lock.json", "LICENSE"];
    const settings = ["tsconfig.json", "tsconfig.build.json", "vite.config.ts"];
    expect([...needed, ...settings].filter((path) => !ignore.includes(`!${path}`))).toEqual([]);
  });
});

test("the unit tells the hub alone to stop, since the hub ends its PostgreSQL itself when it has written everything", () => {
  expect(unit).toContain("\nKillMode=mixed\n");
  expect(unit).toContain("\nRestart=always\n");
});
