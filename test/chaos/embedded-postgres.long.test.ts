import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeTempDir } from "../support/temp-dir.ts";
import { destroy, isAlive, npmStart, type RawHub, serve } from "./support/raw-hub.ts";
import { postmasterOf, waitUntilServerGone } from "./support/stage.ts";
import { waitFor, within } from "./support/wait.ts";

const READY = '"hub.ready"';
const UNCLEAN = '"hub.unclean_start"';
const TIMEOUT_MS = 150_000;

let folder: Awaited<ReturnType<typeof makeTempDir>>;
let dataDir: string;
let cluster: string;
let hubs: RawHub[];
beforeEach(async () => {
  folder = await makeTempDir();
  dataDir = join(folder.path, "data");
  cluster = join(dataDir, "postgres");
  hubs = [];
});
afterEach(async () => {
  for (const hub of hubs) await destroy(hub);
  await waitUntilServerGone(cluster);
  await folder.remove();
}, TIMEOUT_MS);

function start(run: typeof serve = serve): RawHub {
  const hub = run({ TOCSIN_DATA_DIR: dataDir });
  hubs.push(hub);
  return hub;
}

async function ready(hub: RawHub): Promise<RawHub> {
  await waitFor("the hub is ready", () => hub.said().includes(READY), 90_000);
  return hub;
}

async function kill(hub: RawHub): Promise<void> {
  hub.child.kill("SIGKILL");
  await hub.ended;
}

/** Waits until one of two hubs is ready and the other has ended with the message of a directory in use. */
async function expectOneOf(pair: readonly [RawHub, RawHub]): Promise<RawHub> {
  const first = Promise.race(pair.map((hub) => hub.ended.then(() => hub)));
  const refused = await within(60_000, "the refusal of one", first);
  expect(refused.child.exitCode).toBe(1);
  expect(refused.said()).toContain(
    `another Tocsin runs on ${dataDir}: stop it, or set TOCSIN_DATA_DIR to a folder of this one's own`,
  );
  return ready(pair[0] === refused ? pair[1] : pair[0]);
}

describe("the embedded PostgreSQL", () => {
  test(
    "shuts down by itself after kill -9 of its hub, and a hub that starts meanwhile waits for that and takes over",
    async () => {
      const first = await ready(start());
      const postmaster = postmasterOf(cluster);
      // Held, it cannot shut down before the next hub has found it.
      process.kill(postmaster, "SIGSTOP");
      const second = await kill(first).then(() => start());
      try {
        await waitFor("the next hub starts", () => second.said().includes('"postgres.starting"'));
        const third = start();
        expect(await within(60_000, "the refusal of a third hub", third.ended)).toBe(1);
        expect(second.said()).not.toContain(READY);
        expect(isAlive(postmaster)).toBe(true);
      } finally {
        process.kill(postmaster, "SIGCONT");
      }
      await ready(second);
      expect(second.said()).toContain(UNCLEAN);
      expect(postmasterOf(cluster)).not.toBe(postmaster);

      const successor = postmasterOf(cluster);
      await kill(second);
      await waitFor("PostgreSQL has ended", () => !isAlive(successor));
      expect(existsSync(join(cluster, "postmaster.pid"))).toBe(false);
    },
    TIMEOUT_MS,
  );

  test(
    "belongs to one of two hubs that start at once, on a fresh directory and after kill -9; the other is refused",
    async () => {
      const first = await expectOneOf([start(), start()]);
      await kill(first);
      const second = await expectOneOf([start(), start()]);
      const postmaster = postmasterOf(cluster);
      const late = start();
      expect(await within(60_000, "the refusal of a late hub", late.ended)).toBe(1);
      expect(isAlive(second.pid)).toBe(true);
      expect(postmasterOf(cluster)).toBe(postmaster);
    },
    TIMEOUT_MS,
  );

  test(
    "is made anew when the first start was killed while it was being made",
    async () => {
      const first = start();
      const isBeingMade = () =>
        existsSync(dataDir) &&
        readdirSync(dataDir).some(
          (name) => name.startsWith("postgres.partial") && readdirSync(join(dataDir, name)).length > 0,
        );
      await waitFor("initdb is at work", isBeingMade);
      await kill(first);
      const second = await ready(start());
      expect(second.said()).not.toContain(UNCLEAN);
      await kill(second);
      await ready(start());
    },
    TIMEOUT_MS,
  );

  test(
    "is gone, as its hub is, after SIGTERM to npm's own pid, and the next start is a clean one",
    async () => {
      const npm = await ready(start(npmStart));
      const postmaster = postmasterOf(cluster);
      npm.child.kill("SIGTERM");
      await within(60_000, "npm's end", npm.ended);
      expect(npm.said()).toContain('"hub.stopped"');
      expect(isAlive(postmaster)).toBe(false);
      expect(existsSync(join(cluster, "postmaster.pid"))).toBe(false);
      const next = await ready(start());
      expect(next.said()).not.toContain(UNCLEAN);
    },
    TIMEOUT_MS,
  );
});
