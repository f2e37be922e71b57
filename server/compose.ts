import { hostname } from "node:os";
import { join } from "node:path";
import { inEnglish, type Saying, say } from "../contract/saying.ts";
import { type Clock, systemClock } from "./base/clock.ts";
import { messageOf, SetupError } from "./base/errors.ts";
import { createIdSource, type IdSource } from "./base/ids.ts";
import { packageRoot } from "./base/package-root.ts";
import type { Settings } from "./config/read-settings.ts";
import { type ConfigListener, startConfigListener } from "./edits/config-listener.ts";
import { createAccept } from "./flow/accept.ts";
import { createInlineJudge, createJudge } from "./flow/judge.ts";
import { isPush } from "./flow/push-address.ts";
import { createClientAddress } from "./http/client-address.ts";
import { readConsoleFiles } from "./http/console-files.ts";
import { createRateLimiter } from "./http/limits.ts";
import { createListener, type Listener, type RequestTimeouts } from "./http/listener.ts";
import { createLiveStreams } from "./http/live-stream.ts";
import { createBodyBudget } from "./http/push-body.ts";
import { findLane } from "./integrations/flow-integration-store.ts";
import { createPushDirectory } from "./integrations/push-directory.ts";
import { type BacklogWatch, startBacklogWatch } from "./jobs/backlog-watch.ts";
import { createLaneWorker } from "./jobs/lane-worker.ts";
import { registerNode, unregisterNode } from "./jobs/node-store.ts";
import { type Processor, startProcessHost } from "./jobs/process-host.ts";
import { startRetention } from "./jobs/retention.ts";
import { createTimerWorker } from "./jobs/timer-worker.ts";
import { createEnqueue } from "./journal/enqueue.ts";
import { createJournal } from "./journal/journal.ts";
import { goSoloEverywhere } from "./journal/lane-store.ts";
import { createRejectionLog } from "./ledger/rejection-log.ts";
import { startChangeClearing } from "./live/change-clearing.ts";
import { adoptChangeLog } from "./live/change-store.ts";
import { type LiveFeed, startLiveFeed } from "./live/live-feed.ts";
import type { Logger } from "./observe/logger.ts";
import { createMetrics } from "./observe/metrics.ts";
import { createOperations } from "./operations/all.ts";
import { readOwnEdits } from "./operations/read-own-edits.ts";
import { ensureAccount } from "./people/account-store.ts";
import { createOwner } from "./people/person-store.ts";
import { createSetUpLink } from "./people/set-up.ts";
import { type Database, type DatabaseAddress, openDatabase } from "./storage/database.ts";
import { migrate } from "./storage/migrate.ts";
import { createPartitions } from "./storage/partitions.ts";
import { checkRequirements } from "./storage/requirements.ts";

const MEGABYTE = 1024 * 1024;
const HUB_CONNECTIONS = 10;
const BATCHES_AT_ONCE = 2;
/**
 * More than the heaviest bodies that are accepted need, one in each batch: 16 MiB of `{}` parse to 320 MB. A thread that reaches its
 * limit can take the whole process with it, so this is no wall against hostile pushes.
 */
const PROCESS_HEAP_MEGABYTES_MAX = 1_536;

/** What a hub is made from besides its settings. */
export type HubParts = {
  address: DatabaseAddress;
  /** Where disk space is watched; null when the database is elsewhere. */
  dataDir: string | null;
  log: Logger;
  clock?: Clock;
  /** In the thread of the hub instead of one of its own, moved by `drain`: for tests that move the clock. */
  processing?: "thread" | "inline";
  /** How long a sender may take; for tests that do not want to wait a minute. */
  timeouts?: RequestTimeouts;
};

/** A hub that listens. */
export type Hub = {
  port: number;
  url: string;
  database: Database;
  /** Where the owner can be made; null when there is one. */
  setUpLink: string | null;
  /** Processes what is pending, when processing is inline. */
  drain(): Promise<void>;
  /** Answers what is under way, commits what waits, ends. */
  stop(): Promise<void>;
};

/** Builds the parts, hands them to each other, and starts them in order: database, processing, listener. */
export async function startHub(settings: Settings, parts: HubParts): Promise<Hub> {
  const ground = await layGround(settings, parts);
  const { clock, database } = ground;
  const processor = startProcessor(parts, ground);
  const watches = startWatches(parts, ground);
  let stopping = false;
  const overload = () => (stopping ? say("hub_stopping") : watches.backlog.overload());
  const accept = createPushes(settings, parts, { ...ground, ...watches, overload, onAccepted: processor.wake });
  const publicUrl = { value: settings.publicUrl ?? "" };
  const listener = createHubListener(settings, parts, {
    ...{ ...ground, ...watches, ...accept },
    publicUrl: () => publicUrl.value,
    isStopping: () => stopping,
  });
  const { port } = await listener.listen(settings.host, settings.port);
  const url = `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${port}`;
  if (!publicUrl.value) publicUrl.value = url;
  return {
    ...{ port, url, database },
    setUpLink: await createSetUpLink(database, publicUrl.value, clock.now()),
    drain: processor.drain,
    stop: async () => {
      stopping = true;
      await listener.close();
      await accept.judge.stop();
      await ground.journal.stop();
      await Promise.all([processor.stop(), accept.rejections.stop(), watches.stop()]);
      await ground.leave();
      await database.stop();
    },
  };
}

/** What all other parts stand on: the database, ready for this version, and the journal. */
type Ground = {
  log: Logger;
  clock: Clock;
  database: Database;
  metrics: ReturnType<typeof createMetrics>;
  partitions: ReturnType<typeof createPartitions>;
  journal: ReturnType<typeof createJournal>;
  newId: IdSource;
  /** Notes that this node ended cleanly. */
  leave(): Promise<void>;
};

async function layGround(settings: Settings, { address, log, clock = systemClock }: HubParts): Promise<Ground> {
  const onError = (error: Error) => log.warn({ event: "database.connection_lost", because: error.message });
  const database = openDatabase({ address, connectionsMax: HUB_CONNECTIONS, applicationName: "tocsin", onError });
  const metrics = createMetrics();
  const partitions = createPartitions(database);
  await prepareDatabase(database, settings, clock, log);
  await partitions.ensure(clock.now());
  const node = settings.nodeName ?? `${hostname()}:${settings.port}`;
  if (await registerNode(database, node, clock.now())) {
    log.warn({ event: "hub.unclean_start", node }, "the last run did not end cleanly: pending pushes start one by one");
    await goSoloEverywhere(database);
  }
  const journal = createJournal({
    ...{ database, partitions, clock },
    waitingBytesMax: 64 * MEGABYTE,
    onCommit: metrics.committed,
  });
  const leave = () => unregisterNode(database, node).catch(onError);
  return { log, clock, database, metrics, partitions, journal, newId: createIdSource(), leave };
}

/** What looks at the database by itself, again and again, until it is stopped. */
type Watches = {
  directory: ReturnType<typeof createPushDirectory>;
  configListener: ConfigListener;
  backlog: BacklogWatch;
  feed: LiveFeed;
  stop(): Promise<void>;
};

function startWatches({ dataDir }: HubParts, { database, clock, log, metrics }: Ground): Watches {
  const directory = createPushDirectory(database, clock);
  const configListener = startConfigListener(database, directory.forget);
  const backlog = startBacklogWatch({
    ...{ database, dataDir, clock },
    onLook: metrics.setBacklog,
    onError: (error) => log.warn({ event: "backlog.not_seen", because: messageOf(error) }),
  });
  const retention = startRetention({
    ...{ database, clock },
    onCleared: (cleared) => log.info({ event: "retention.cleared", ...cleared }),
    onError: (error) => log.warn({ event: "retention.failed", because: messageOf(error) }),
  });
  const onLiveTrouble = (because: string) => log.warn({ event: "live.trouble", because });
  const feed = startLiveFeed({ database, onBatch: metrics.liveBatch, onTrouble: onLiveTrouble });
  const clearing = startChangeClearing(database, onLiveTrouble);
  const stop = async () => {
    await Promise.all([configListener, backlog, retention, feed, clearing].map((watch) => watch.stop()));
  };
  return { directory, configListener, backlog, feed, stop };
}

/** What takes pushes, from senders and from the API. */
type Pushes = {
  onPush: ReturnType<typeof createAccept>;
  enqueue: ReturnType<typeof createEnqueue>;
  judge: ReturnType<typeof createJudge>;
  rejections: ReturnType<typeof createRejectionLog>;
};

function createPushes(
  settings: Settings,
  { processing }: HubParts,
  parts: Ground & Watches & { overload(): Saying | null; onAccepted(): void },
): Pushes {
  const { log, clock, database, metrics, journal, newId, directory, overload, onAccepted } = parts;
  const judge = processing === "inline" ? createInlineJudge() : createJudge();
  const rejections = createRejectionLog(database, (error) =>
    log.warn({ event: "rejections.lost", because: messageOf(error) }),
  );
  const rate = { perSecond: settings.pushRatePerSecond, perMinute: settings.pushRatePerMinute };
  const onPush = createAccept({
    ...{ clock, newId, directory, judge, journal, rejections, overload, onAccepted },
    limiter: createRateLimiter(rate),
    strangers: createRateLimiter(rate),
    clientAddress: createClientAddress(settings.trustedProxies ?? []),
    bodies: createBodyBudget(128 * MEGABYTE),
    onAnswered: (push) => {
      metrics.pushAnswered(push);
      if (push.code !== "OK") log.info({ event: "push.refused", ...push });
    },
  });
  const laneOf = (integrationId: number) => findLane(database, integrationId);
  return { onPush, enqueue: createEnqueue({ journal, newId, laneOf, overload, onAccepted }), judge, rejections };
}

function createHubListener(
  settings: Settings,
  { timeouts }: HubParts,
  parts: Ground & Watches & Pushes & { publicUrl(): string; isStopping(): boolean },
): Listener {
  const { log, clock, database, metrics, journal, backlog, feed, onPush, enqueue, publicUrl, isStopping } = parts;
  const limiter = createRateLimiter({ perSecond: settings.apiRatePerSecond, perMinute: settings.apiRatePerMinute });
  const renderMetrics = () => {
    metrics.setWaitingBytes(journal.waitingBytes());
    return metrics.render();
  };
  return createListener({
    ...{ clock, database, log, isPush, onPush, limiter },
    operations: createOperations({ database, publicUrl, enqueue }).map((bound) =>
      readOwnEdits(bound, parts.configListener.catchUp),
    ),
    clientAddress: createClientAddress(settings.trustedProxies ?? []),
    live: createLiveStreams({ ...{ database, clock, limiter, feed, log }, onStreams: metrics.setLiveStreams }),
    onAnswered: metrics.apiAnswered,
    ...(timeouts && { timeouts }),
    health: { isReady: () => isReady(database, isStopping(), backlog), metrics: renderMetrics },
    console: readConsoleFiles(join(packageRoot, "dist", "console")),
  });
}

async function prepareDatabase(database: Database, settings: Settings, clock: Clock, log: Logger): Promise<void> {
  await checkRequirements(database);
  const applied = await migrate(database, clock.now());
  if (applied.length > 0) log.info({ event: "database.migrated", applied }, `applied ${applied.join(", ")}`);
  await adoptChangeLog(database);
  await ensureAccount(database, clock.now());
  const { ownerEmail, ownerPassword } = settings;
  if (ownerEmail && ownerPassword)
    await createOwner(database, { email: ownerEmail, password: ownerPassword }, clock.now());
}

function startProcessor(
  { log, address, processing }: HubParts,
  { database, partitions, clock, metrics, newId, journal }: Ground,
): Processor & { drain(): Promise<void> } {
  const onBatch = metrics.processed;
  const onTrouble = (trouble: object) => log.warn({ event: "process.trouble", ...trouble });
  const onFired = metrics.timersFired;
  const onTimerTrouble = (trouble: object) => log.warn({ event: "timers.trouble", ...trouble });
  if (processing === "inline") {
    const options = { database, clock, newId, concurrency: 1 };
    const lanes = createLaneWorker({ ...options, partitions, onBatch, onTrouble });
    const timers = createTimerWorker({ ...options, onFired, onTrouble: onTimerTrouble });
    return {
      wake: () => undefined,
      stop: async () => {
        await Promise.all([lanes.stop(), timers.stop()]);
      },
      drain: async () => {
        await lanes.drain();
        await timers.drain();
      },
    };
  }
  const onDeath = (because: string) => {
    log.error({ event: "process.died", because }, "the processing thread ended and is started again");
    return goSoloEverywhere(database);
  };
  const host = startProcessHost({
    address,
    concurrency: BATCHES_AT_ONCE,
    heapMegabytesMax: PROCESS_HEAP_MEGABYTES_MAX,
    waitingBytes: journal.waitingBytes,
    onBatch,
    onTrouble,
    onFired,
    onTimerTrouble,
    onDeath,
  });
  return { ...host, drain: () => Promise.reject(new SetupError("only inline processing can be drained")) };
}

async function isReady(
  database: Database,
  stopping: boolean,
  backlog: BacklogWatch,
): Promise<{ ready: boolean; because: string }> {
  if (stopping) return { ready: false, because: "the hub is stopping" };
  const overload = backlog.overload();
  if (overload) return { ready: false, because: inEnglish([overload]) };
  try {
    await checkRequirements(database);
    return { ready: true, because: "" };
  } catch {
    return { ready: false, because: "the database does not answer" };
  }
}
