import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineCommand } from "citty";
import cliProgress from "cli-progress";
import { startHub } from "../server/compose.ts";
import { readSettings, type Settings } from "../server/config/read-settings.ts";
import { createLogger, type Logger } from "../server/observe/logger.ts";
import { createAppKey } from "../server/people/app-key-store.ts";
import type { DatabaseAddress } from "../server/storage/database.ts";
import { startEmbedded } from "../server/storage/embedded/embedded.ts";
import { createCaller } from "./demo/caller.ts";
import { playHistory } from "./demo/history.ts";
import { gatherPeople } from "./demo/people.ts";
import { playLive } from "./demo/play.ts";
import { type Sender, setScene } from "./demo/scene.ts";
import { orFail } from "./fail.ts";

const EMAIL = "demo@example.com";
const HISTORY_MS = 24 * 3_600_000;
const PASSWORD_BYTES = 9;
const NO_LIMIT = {
  TOCSIN_PUSH_RATE_PER_SECOND: "0",
  TOCSIN_PUSH_RATE_PER_MINUTE: "0",
  TOCSIN_API_RATE_PER_SECOND: "0",
  TOCSIN_API_RATE_PER_MINUTE: "0",
};

/** `tocsin demo`: a hub with a team, a day of history and alerts that keep coming, gone when it ends. */
export const demo = defineCommand({
  meta: { name: "demo", description: "Run a hub with sample data and a simulator, to look around; nothing is kept" },
  run: () => orFail(runDemo),
});

type Demo = { settings: Settings; address: DatabaseAddress; log: Logger; password: string };

async function runDemo(): Promise<void> {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  const owner = { TOCSIN_OWNER_EMAIL: EMAIL, TOCSIN_OWNER_PASSWORD: password };
  const settings = readSettings({ TOCSIN_LOG_LEVEL: "warn", ...process.env, ...NO_LIMIT, ...owner });
  const log = createLogger(settings.logLevel);
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-demo-"));
  // PostgreSQL of a demo run by root belongs to another user, who has to enter.
  await chmod(dataDir, 0o711);
  try {
    console.log("Making a hub with a day of history; this takes about half a minute.");
    const embedded = await startEmbedded({ dataDir: join(dataDir, "data"), log });
    try {
      await playUntil(ending.signal, { settings, address: embedded.address, log, password });
    } finally {
      await embedded.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  console.log("The demo is over; its data is removed.");
}

async function playUntil(signal: AbortSignal, parts: Demo): Promise<void> {
  const senders = await makePast(parts);
  if (signal.aborted) return;
  const { settings, address, log, password } = parts;
  const hub = await startHub(settings, { address, dataDir: null, log });
  const where = settings.publicUrl ?? hub.url;
  console.log(`\nTocsin's demo is ready: ${where}\nSign in as ${EMAIL} with the password ${password}`);
  console.log("Alerts keep coming. Ctrl-C ends the demo and removes its data.\n");
  await playLive(hub.url, senders, Date.now(), signal);
  await hub.stop();
}

/** The past goes the way of every push and call; only the clock is moved. */
async function makePast({ settings, address, log, password }: Demo): Promise<Sender[]> {
  const toMs = Date.now();
  const fromMs = toMs - HISTORY_MS;
  let nowMs = fromMs;
  const clock = { now: () => nowMs };
  const hub = await startHub(settings, { address, dataDir: null, log, clock, processing: "inline" });
  const { key } = await createAppKey(hub.database, { email: EMAIL, name: "demo" }, nowMs);
  const owner = createCaller(hub.url, key);
  const people = await gatherPeople(owner, hub, password, nowMs);
  const senders = await setScene(owner, people);
  const progress = createBar();
  const moveTo = (ms: number) => {
    nowMs = ms;
  };
  const past = { fromMs, toMs, senders, responders: people.responders };
  await playHistory({ url: hub.url, moveTo, drain: hub.drain }, past, progress.show);
  progress.stop();
  await hub.stop();
  return senders;
}

/** A bar on a terminal, nothing elsewhere. */
function createBar() {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const options = { format: "{bar} {percentage}%", hideCursor: true, gracefulExit: false };
  const bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
  bar.start(1, 0);
  return { show: (share: number) => bar.update(share), stop: () => bar.stop() };
}
