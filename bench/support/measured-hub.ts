import { type BenchHub, pathOf, startBenchHub } from "./bench-hub.ts";
import { type CpuTimes, forgetPeak, perRequest, readCpu, readMemory } from "./cpu.ts";
import { type HubDatabase, openHubDatabase } from "./hub-database.ts";
import { countProcessed, readMetric, readVerdicts, waitUntilProcessed } from "./metrics.ts";
import { type LoadOptions, type LoadSource, type ProcessingLoad, planLoad } from "./processing-load.ts";
import { sendQueues, type WireRequest, wireRequest } from "./push-sender.ts";
import type { Revision } from "./revision.ts";

const INTEGRATIONS = 20;
/** As many open alerts go into one body as accept reads in its own thread, and so many bodies are sent at a time. */
const SEED_EVENTS_PER_BODY = 150;
const SEED_CONNECTIONS = 8;
const SEED_EVENTS_AT_ONCE = 48_000;

/** A hub from the outside: a process, its database, what it says of itself. Of any revision. */
export type MeasuredHub = {
  revision: Revision;
  openAlerts: number;
  bench: BenchHub;
  database: HubDatabase;
  stop(): Promise<void>;
};

/** What a round gave. `seconds` is until all was processed: from the release of the lanes, or from the first push. */
export type Measured = {
  events: number;
  seconds: number;
  /** From the first push to the last answer. */
  acceptSeconds: number;
  /** Of an event, while it was processed. */
  cpu: CpuTimes;
  peakMb: number;
  commitPushes: number;
};

/** Starts a hub of a revision and opens as many alerts in it, by pushes, as a user would. */
export async function startMeasuredHub(
  revision: Revision,
  openAlerts: number,
  source: LoadSource,
): Promise<MeasuredHub> {
  const bench = await startBenchHub(INTEGRATIONS, { root: revision.root, source });
  const database = await openHubDatabase(bench.dataDir);
  const stop = async () => {
    await database.stop();
    await bench.stop();
  };
  const hub = { revision, openAlerts, bench, database, stop };
  try {
    await seed(hub, source);
    return hub;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function seed(hub: MeasuredHub, source: LoadSource): Promise<void> {
  const shape = { kind: "new", source, seen: 0, ownTitles: false, connections: SEED_CONNECTIONS } as const;
  for (let left = hub.openAlerts; left > 0; left -= SEED_EVENTS_AT_ONCE) {
    const events = Math.min(left, SEED_EVENTS_AT_ONCE);
    const eventsPerBody = Math.min(SEED_EVENTS_PER_BODY, Math.ceil(events / SEED_CONNECTIONS));
    await sendAlong(hub, { ...shape, name: `open-${left}`, events, eventsPerBody });
  }
  await hub.database.vacuum();
}

/** Sends a load to a hub that processes meanwhile, and measures from the first push until all of it is processed. */
export async function sendAlong(hub: MeasuredHub, options: LoadOptions): Promise<Measured> {
  const load = planLoad(options, Date.now());
  const queues = wireQueues(hub.bench, load);
  await hub.database.checkpoint();
  return measure(hub, load, () => sendQueues(hub.bench.hub.url, queues));
}

/**
 * Fills the journal while the lanes are held, lets go, and measures until all is processed. Accepting then costs nothing, and
 * processing has the machine.
 */
export async function sendHeld(hub: MeasuredHub, options: LoadOptions): Promise<Measured> {
  const load = planLoad(options, Date.now());
  const { url } = hub.bench.hub;
  const [first = [], ...others] = wireQueues(hub.bench, load);
  // A push wakes the workers, which else find out by looking now and then. It is the last of its connection.
  const waking = first.splice(-1);
  const [processedBefore, commitsBefore] = [await countProcessed(url), await readCommits(url)];
  const release = await hub.database.holdLanes();
  const acceptSeconds = await sendQueues(url, [first, ...others]);
  const commitPushes = meanSince(commitsBefore, await readCommits(url));
  if ((await countProcessed(url)) !== processedBefore)
    throw new Error("the hub processed pushes of lanes that are held");
  await hub.database.checkpoint();
  const measured = await measure(hub, load, async () => {
    await release();
    return sendQueues(url, [waking]);
  });
  return { ...measured, acceptSeconds, commitPushes };
}

function wireQueues({ pushUrls }: BenchHub, load: ProcessingLoad): WireRequest[][] {
  return load.queues.map((bodies, connection) => {
    const path = pathOf(pushUrls[connection % pushUrls.length] ?? "");
    return bodies.map((body) => wireRequest(path, body));
  });
}

/** From the start of `send` until as many pushes as the load has are processed; then the hub's own counts must be those planned. */
async function measure(
  { bench: { hub, cluster }, database }: MeasuredHub,
  load: ProcessingLoad,
  send: () => Promise<number>,
): Promise<Measured> {
  const processedBefore = await countProcessed(hub.url);
  const verdictsBefore = await readVerdicts(hub.url);
  const outcomesBefore = await database.countOutcomes();
  const commitsBefore = await readCommits(hub.url);
  forgetPeak(hub.pid);
  const cpuBefore = readCpu(hub.pid, cluster);
  const startedMs = performance.now();
  const acceptSeconds = await send();
  await waitUntilProcessed(hub.url, processedBefore + load.bodies);
  const seconds = (performance.now() - startedMs) / 1_000;
  const cpu = perRequest(cpuBefore, readCpu(hub.pid, cluster), load.events);
  const { peakMb } = readMemory(hub.pid);
  expectCounts("verdicts", load.planned, verdictsBefore, await readVerdicts(hub.url));
  expectCounts("ledger", new Map([["processed", load.bodies]]), outcomesBefore, await database.countOutcomes());
  const commitPushes = meanSince(commitsBefore, await readCommits(hub.url));
  return { events: load.events, seconds, acceptSeconds, cpu, peakMb, commitPushes };
}

/** A hub that says less or other than what was planned has not done the work that was measured. */
function expectCounts(
  what: string,
  planned: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): void {
  const got = [...after].map(([word, count]) => [word, count - (before.get(word) ?? 0)] as const);
  const text = (counts: Iterable<readonly [string, number]>) =>
    [...counts]
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([word, count]) => `${word} ${count}`)
      .join(", ");
  if (text(got) !== text(planned)) throw new Error(`${what}: planned ${text(planned)}; got ${text(got)}`);
}

type Commits = { pushes: number; commits: number };

async function readCommits(url: string): Promise<Commits> {
  const [pushes, commits] = [
    await readMetric(url, "tocsin_commit_pushes_sum"),
    await readMetric(url, "tocsin_commit_pushes_count"),
  ];
  return { pushes, commits };
}

function meanSince(before: Commits, after: Commits): number {
  return (after.pushes - before.pushes) / Math.max(1, after.commits - before.commits);
}
