import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../../server/base/package-root.ts";
import { createApi, createChannel, createIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { createOwnerKey, startHubProcess } from "../support/hub-process.ts";
import { makeTempDir } from "../support/temp-dir.ts";

// Every Node that the README names runs the hub as it is built: its database, both its threads, a push from its bytes to its alert.

const VERSIONS = ["20.19", "22", "24"];
const alerts = z.object({ items: z.array(z.object({ alert_severity: z.string() })) });

/** The newest Node of a line, brought by npm: packages of the platform's program alone, without a script that installs. */
async function installNode(version: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(packageRoot, "node_modules", ".cache", `node-${version}`);
  const node = join(folder, "node_modules", name, "bin", "node");
  if (existsSync(node)) return node;
  const install = ["install", "--prefix", folder, "--no-save", "--no-audit", "--ignore-scripts", `${name}@${version}`];
  await promisify(execFile)("npm", install, { timeout: 300_000 });
  return node;
}

test.each(VERSIONS)(
  "on Node %s the hub starts, takes a push, makes it an alert, and ends",
  async (version) => {
    const node = await installNode(version);
    const { stdout } = await promisify(execFile)(node, ["--version"]);
    expect(stdout).toMatch(new RegExp(`^v${version}\\.`));
    const folder = await makeTempDir();
    const env = { TOCSIN_DATA_DIR: join(folder.path, "data") };
    const hub = await startHubProcess(env, packageRoot, node);
    try {
      const api = createApi(hub.url, await createOwnerKey(env));
      const { integrationId, pushUrl } = await createIntegration(api, hub.url, await createChannel(api, "Versions"));
      const body = JSON.stringify(cmsEvent({ rule: "version" }));
      const answer = await fetch(pushUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
      expect(answer.status).toBe(200);
      const now = Math.floor(Date.now() / 1000);
      const find = { integration_ids: [integrationId], start_time: now - 86_400, end_time: now + 86_400 };
      await expect.poll(async () => (await api.get("/alert/list", find, alerts)).items.length).toBe(1);
      expect(await hub.stop()).toBe(0);
    } finally {
      await hub.kill();
      await folder.remove();
    }
  },
  480_000,
);

test("the pages and the image name these versions", () => {
  const read = (path: string) => readFileSync(join(packageRoot, path), "utf8");
  const named = `Node ${VERSIONS.slice(0, -1).join(", ")} or ${VERSIONS.at(-1)}`;
  expect(read("README.md")).toContain(named);
  expect(read("CONTRIBUTING.md")).toContain(named);
  expect(
    z.object({ engines: z.object({ node: z.literal(">=20.19") }) }).parse(JSON.parse(read("package.json"))),
  ).toBeDefined();
  expect([...read("Dockerfile").matchAll(/^FROM node:(\d+)-/gm)].map(([, major]) => major)).toEqual(["24", "24"]);
});
