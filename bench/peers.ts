import { join } from "node:path";
import { z } from "zod";
import { startAlertmanager } from "./support/alertmanager.ts";
import { startBareServer } from "./support/bare.ts";
import { type BenchHub, pathOf, startBenchHub } from "./support/bench-hub.ts";
import { prometheusBody } from "./support/bodies.ts";
import { waitUntilIdle } from "./support/cpu.ts";
import { type LoadResult, median, runNumberedLoad, writeLoad } from "./support/load.ts";
import { countAccepted, countProcessed, readVerdicts, workOff } from "./support/metrics.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const WARM_UP_SECONDS = 3;
const CONNECTIONS = 64;
const INTEGRATIONS = 20;
const SIZES = [1, 100];
/** Alerts that are sent again and again, for the loads that refresh. */
const REFRESHED_ALERTS = 20_000;

type Peer = "bare" | "Alertmanager" | "hub";
type Shape = { alerts: number; refreshed: boolean };
type Run = {
  peer: Peer;
  shape: Shape;
  round: number;
  /** Alerts a second until answered, and until processed; the hub alone has the latter. */
  answered: number;
  processed: number | null;
  load: LoadResult;
};
type Stage = { hub: BenchHub; bareUrl: string; nextNumber: number };

/**
 * Beside others: the bare server, Debian's Alertmanager, which keeps alerts in memory, and the hub take the same alerts from the same load
 * generator, in turns. The hub's are counted twice: when they are on disk and answered, and when they are processed too.
 */
async function main(): Promise<void> {
  const hub = await startBenchHub(INTEGRATIONS, { source: "prometheus" });
  const bare = await startBareServer();
  const stopping = [hub.stop, async () => bare.stop()];
  try {
    const stage = { hub, bareUrl: bare.url, nextNumber: 1 };
    const shapes = SIZES.flatMap((alerts) => [false, true].map((refreshed) => ({ alerts, refreshed })));
    for (const alerts of SIZES) await writeTemplates(stage, alerts);
    const runs: Run[] = [];
    for (const shape of shapes) await runRound(stage, shape, 0, WARM_UP_SECONDS);
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const shape of shapes) runs.push(...(await runRound(stage, shape, round, SECONDS)));
    }
    for (const shape of shapes)
      report(
        runs.filter((run) => run.shape === shape),
        shape,
      );
  } finally {
    for (const stop of stopping.reverse()) await stop();
  }
}

/** One file for each peer and size: the hub's bodies are those Alertmanager would send, Alertmanager's those Prometheus would. */
async function writeTemplates({ hub }: Stage, alerts: number): Promise<void> {
  const webhook = prometheusBody(
    Array.from({ length: alerts }, (_, i) => {
      const place = String(i).padStart(3, "0");
      const fingerprint = `0000#ENTITY#${place}`;
      return { entity: `#ENTITY#-${place}`, isRecovery: false, value: 91, seen: "#SEEN#", fingerprint };
    }),
  );
  const paths = hub.pushUrls.map(pathOf);
  const own = postable.parse(webhook).alerts;
  await writeLoad(
    fileOf(hub, "hub", alerts),
    paths.map((path) => ({ path, body: webhook })),
  );
  await writeLoad(
    fileOf(hub, "bare", alerts),
    paths.map((path) => ({ path, body: webhook })),
  );
  await writeLoad(fileOf(hub, "Alertmanager", alerts), [{ path: "/api/v2/alerts", body: own }]);
}

/** What Prometheus posts of each alert. */
const postable = z.object({
  alerts: z.array(
    z.object({ labels: z.unknown(), annotations: z.unknown(), startsAt: z.string(), generatorURL: z.string() }),
  ),
});

function fileOf(hub: BenchHub, peer: Peer, alerts: number): string {
  return join(hub.folder, `${peer}-${alerts}`);
}

async function runRound(stage: Stage, shape: Shape, round: number, seconds: number): Promise<Run[]> {
  const peers: Peer[] = ["bare", "Alertmanager", "hub"];
  const runs: Run[] = [];
  for (let turn = 0; turn < peers.length; turn += 1) {
    const peer = peers[(turn + round) % peers.length] ?? "bare";
    await waitUntilIdle();
    const run = await measure(stage, peer, shape, round, seconds);
    runs.push(run);
    if (round > 0) console.log(`  round ${round}/${ROUNDS} ${nameOf(shape)}: ${describe(run)}`);
  }
  return runs;
}

async function measure(stage: Stage, peer: Peer, shape: Shape, round: number, seconds: number): Promise<Run> {
  const { hub, bareUrl } = stage;
  const range = shape.refreshed ? REFRESHED_ALERTS / shape.alerts : 1_000_000;
  // Numbers of nine digits, and for each size a range of its own that is sent again.
  const first = shape.refreshed ? 900_000_000 + 100_000 * shape.alerts : stage.nextNumber;
  if (!shape.refreshed) stage.nextNumber += range;
  const send = (url: string) =>
    runNumberedLoad(url, fileOf(hub, peer, shape.alerts), { connections: CONNECTIONS, seconds, first, range });
  const measured = (load: LoadResult, processed: number | null): Run => {
    const failed = load.notOk + load.socketErrors;
    if (failed > 0) throw new Error(`${peer}: ${load.notOk} not 200, ${load.socketErrors} errors of sockets`);
    return { peer, shape, round, load, answered: load.perSecond * shape.alerts, processed };
  };
  if (peer === "bare") return measured(await send(bareUrl), null);
  if (peer === "hub") return measured(...(await measureHub(hub.hub.url, shape, send)));
  // A new one each time: its memory would fill with what it was sent before.
  const alertmanager = await startAlertmanager(hub.folder);
  try {
    return measured(await send(`http://${alertmanager.address}`), null);
  } finally {
    await alertmanager.stop();
  }
}

/** Sends, waits until all is processed, and compares what was made of it with what was sent. */
async function measureHub(
  url: string,
  { alerts, refreshed }: Shape,
  send: (url: string) => Promise<LoadResult>,
): Promise<[LoadResult, number]> {
  const [acceptedBefore, before] = [await countAccepted(url), await readVerdicts(url)];
  const load = await send(url);
  const seconds = load.seconds + (await workOff(url));
  const accepted = await countAccepted(url);
  const events = (accepted - acceptedBefore) * alerts;
  const given = new Map([...(await readVerdicts(url))].map(([word, count]) => [word, count - (before.get(word) ?? 0)]));
  const opened = given.get("opened") ?? 0;
  const total = [...given.values()].reduce((sum, count) => sum + count, 0);
  const isRight = refreshed ? opened + (given.get("refreshed") ?? 0) === events : opened === events;
  if (!isRight || total !== events || (await countProcessed(url)) !== accepted) {
    throw new Error(`${events} alerts became ${JSON.stringify(Object.fromEntries(given))}`);
  }
  return [load, events / seconds];
}

function nameOf({ alerts, refreshed }: Shape): string {
  return `${alerts === 1 ? "single alerts" : `bodies of ${alerts}`}, ${refreshed ? "refreshed" : "new"}`;
}

function describe({ peer, answered, processed, load }: Run): string {
  const also = processed === null ? "" : `, ${Math.round(processed)}/s processed too`;
  return `${peer} ${Math.round(answered)} alerts/s${also}; p50 ${load.p50Ms.toFixed(1)} ms, p99 ${load.p99Ms.toFixed(1)} ms`;
}

function report(runs: readonly Run[], shape: Shape): void {
  const rateOf = (peer: Peer, round: number) =>
    runs.find((run) => run.peer === peer && run.round === round)?.answered ?? Number.NaN;
  const columns: readonly (readonly [string, Peer, (run: Run) => number])[] = [
    ["bare", "bare", (run) => run.answered],
    ["Alertmanager", "Alertmanager", (run) => run.answered],
    ["hub, durable", "hub", (run) => run.answered],
    ["hub, durable and processed", "hub", (run) => run.processed ?? Number.NaN],
  ];
  console.log(`\n${nameOf(shape).padEnd(28)} alerts/s   of bare (min–max)   of Alertmanager (min–max)`);
  for (const [name, peer, rate] of columns) {
    const own = runs.filter((run) => run.peer === peer);
    const by = (other: Peer) => range(own.map((run) => rate(run) / rateOf(other, run.round)));
    const middle = String(Math.round(median(own.map(rate))));
    console.log(
      `${name.padEnd(26)} ${middle.padStart(10)} ${by("bare").padStart(19)} ${by("Alertmanager").padStart(27)}`,
    );
  }
}

function range(values: readonly number[]): string {
  return `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
}

await main();
