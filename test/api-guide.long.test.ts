import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../server/base/package-root.ts";
import { type HubProcess, startHubProcess } from "./support/hub-process.ts";
import { makeTempDir } from "./support/temp-dir.ts";

const API_GUIDE = readFileSync(join(packageRoot, "docs/guides/first-steps-with-the-api.md"), "utf8");
const EMAIL = "you@example.com";
const PASSWORD = "choose-a-long-one";

let temp: Awaited<ReturnType<typeof makeTempDir>>;
let hub: HubProcess;
let env: Record<string, string>;

beforeAll(async () => {
  temp = await makeTempDir();
  const owner = { TOCSIN_OWNER_EMAIL: EMAIL, TOCSIN_OWNER_PASSWORD: PASSWORD };
  env = { TOCSIN_DATA_DIR: join(temp.path, "data"), ...owner };
  hub = await startHubProcess(env);
}, 120_000);
afterAll(async () => {
  await hub?.stop();
  await temp.remove();
}, 120_000);

/** The commands of the guide, with the address of this test's hub. */
function commandsOf(guide: string): string {
  const blocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, code]) => code ?? "");
  return blocks.join("\n").replaceAll("http://127.0.0.1:8080", hub.url);
}

test("the first steps with the API, typed as they stand, end with the simulator's alert in /incident/list", async () => {
  const script = commandsOf(API_GUIDE);
  expect(script).toContain("simulate aliyun-prometheus");
  const options = { cwd: packageRoot, env: { ...process.env, ...env }, maxBuffer: 16 * 1024 * 1024 };
  // A person types slower than the hub processes; a script waits for the list to have something in it.
  const [steps = "", last = ""] = script.split(/^(?=NOW=)/m);
  // npx locks a folder of its own for each call, and on a busy machine says at times that it lost the lock.
  const patientNpx = 'npx() { command npx "$@" || command npx "$@"; }';
  const loop = `set +o pipefail\nfor try in $(seq 100); do\n${last}\nsleep 0.2\ndone | grep -m 1 incident_id`;
  const patient = `${patientNpx}\n${steps}\n${loop}`;
  const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", patient], options);
  const answer = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  expect(answer.data.items).toHaveLength(1);
  expect(answer.data.items[0]).toMatchObject({ progress: "Triggered", integration_type: "aliyun-prometheus" });
}, 180_000);
