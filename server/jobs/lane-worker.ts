import { setTimeout as delay } from "node:timers/promises";
import { say } from "../../contract/saying.ts";
import { backoffMs } from "../base/backoff.ts";
import type { Clock } from "../base/clock.ts";
import { messageOf } from "../base/errors.ts";
import type { IdSource } from "../base/ids.ts";
import { failFirstPush } from "../flow/fail-push.ts";
import { createProcess, type Process, ReopenedMeanwhile } from "../flow/process.ts";
import {
  claimLane,
  countSoloAttempt,
  findHead,
  goSoloUntil,
  joinLanes,
  takeBackSoloAttempt,
  takeBatches,
  takeFirstPush,
} from "../journal/lane-store.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { databaseTrouble } from "../storage/database-trouble.ts";
import type { Partitions } from "../storage/partitions.ts";
import { type BatchSummary, summariseBatch } from "./batch-summary.ts";
import { restAfter } from "./pacing.ts";

/** Other nodes' pushes are found by looking; a node's own wake it at once. */
const LOOK_EVERY_MS = 150;
/** A push that fails alone this often is set aside. */
const ATTEMPTS_MAX = 3;

export type LaneWorkerOptions = {
  /** Needs two connections for each of `concurrency`: a solo push counts its attempt on a second one. */
  database: Database;
  partitions: Partitions;
  clock: Clock;
  newId: IdSource;
  /** How many transactions go on at once. */
  concurrency: number;
  /** Whether accepting needs the machine: the worker then rests between transactions. Never, unless told. */
  isPressed?(): boolean;
  onBatch(summary: BatchSummary): void;
  onTrouble(trouble: LaneTrouble): void;
};

/** A transaction that did not commit; `apart` when its lanes are now tried one by one, and a lane that is alone push by push. */
export type LaneTrouble = { lanes: number[]; because: string; apart: boolean };

/** Works through the lanes: claims some, processes what it can take, commits, goes on. */
export type LaneWorker = {
  start(): void;
  /** There is something to do. */
  wake(): void;
  /** Ends after the transactions under way. */
  stop(): Promise<void>;
  /** Processes until no lane has anything left. For tests, which move the clock themselves. */
  drain(): Promise<void>;
};

/** The options with what processes pushes, made once: it remembers the routes that it read. */
type Work = LaneWorkerOptions & { process: Process };

type Step = "idle" | "wait" | "worked" | { worked: BatchSummary };

/** What a step had in its hands when it failed: lanes, up to which batch, and the push whose attempt it counted. */
type Tried = { lanes: Map<number, number>; solo: { lane: number; deliveryId: string } | null };

/** Creates the worker; nothing runs before `start`. */
export function createLaneWorker(options: LaneWorkerOptions): LaneWorker {
  const { database } = options;
  const work: Work = { ...options, process: createProcess(options.newId) };
  let stopped = false;
  let woken = createSignal();
  let loops: Promise<void>[] = [];
  /** All loops rest together: else one takes up what another has put down. */
  let restUntilMs = 0;
  const restMsLeft = () => restUntilMs - performance.now();

  const step = async (only: number | null = null): Promise<Step> => {
    const tried: Tried = { lanes: new Map(), solo: null };
    try {
      return await workOnce(work, tried, only);
    } catch (error) {
      const apart = isTheBatchsFault(error) && tried.lanes.size > 0;
      options.onTrouble({ lanes: [...tried.lanes.keys()], because: messageOf(error), apart });
      if (!apart) {
        // A push is not to blame for the database's trouble, however often that meets it.
        if (tried.solo) await takeBackSoloAttempt(database, tried.solo).catch(() => undefined);
        return "wait";
      }
      await takeApart(tried.lanes);
      return "worked";
    }
  };

  /** One lane's push must not make the others slow: only the lane that fails alone goes push by push. */
  const takeApart = async (lanes: Tried["lanes"]): Promise<void> => {
    const [first, ...more] = lanes;
    if (more.length > 0) for (const lane of lanes.keys()) await step(lane);
    else if (first) await goSoloUntil(database, ...first).catch(() => undefined);
  };

  const loop = async () => {
    let troubles = 0;
    while (!stopped) {
      await rest();
      const outcome = await step();
      troubles = outcome === "wait" ? troubles + 1 : 0;
      if (outcome === "wait") await delay(backoffMs(troubles, 50, 2_000));
      if (outcome === "idle") await somethingToDo();
      if (typeof outcome === "object") restUntilMs = performance.now() + restAfter(outcome.worked);
    }
  };

  const isPressed = () => options.isPressed?.() ?? false;

  const rest = async () => {
    while (restMsLeft() > 0 && isPressed() && !stopped) await delay(Math.min(restMsLeft(), LOOK_EVERY_MS));
  };

  /** In a storm pushes come faster than looking for one takes, and each of them wakes. */
  const somethingToDo = async () => {
    const signal = woken;
    await (isPressed() ? delay(LOOK_EVERY_MS) : Promise.race([signal.promise, delay(LOOK_EVERY_MS)]));
    if (signal === woken) woken = createSignal();
  };

  return {
    start: () => {
      loops = Array.from({ length: options.concurrency }, loop);
    },
    wake: () => woken.resolve(),
    stop: async () => {
      stopped = true;
      woken.resolve();
      await Promise.all(loops);
    },
    drain: async () => {
      for (;;) {
        const outcome = await step();
        if (outcome === "idle") return;
        if (outcome === "wait") await delay(20);
      }
    },
  };
}

async function workOnce(work: Work, tried: Tried, only: number | null): Promise<Step> {
  const { database, partitions, clock } = work;
  await partitions.ensure(clock.now());
  const startedMs = performance.now();
  const ledger = await database.transaction(async (tx) => {
    const claimed = await claimLane(tx, only);
    if (!claimed) return null;
    const { lane, soloUntil } = claimed;
    const head = await findHead(tx, lane);
    tried.lanes.set(lane, head?.batchId ?? 0);
    if (head && head.batchId <= soloUntil) return workSolo(work, tx, lane, tried);
    const isAlone = only !== null || (head?.isEnough ?? false);
    const joined = isAlone ? [] : await joinLanes(tx, lane);
    for (const other of joined) tried.lanes.set(other, 0);
    const batches = await takeBatches(tx, [lane, ...joined]);
    for (const { lane: taken, batchId } of batches) tried.lanes.set(taken, batchId);
    return work.process(tx, batches, clock.now());
  });
  if (!ledger) return "idle";
  if (ledger.length === 0) return "worked";
  const worked = summariseBatch(ledger, performance.now() - startedMs, clock.now());
  work.onBatch(worked);
  return { worked };
}

/**
 * One push, one transaction. That it is begun is committed beside it first, so that a push that kills the process is recognised
 * after the restart; after `ATTEMPTS_MAX` it is set aside as failed and the lane goes on (`decisions.md` §1, poison).
 */
async function workSolo(work: Work, tx: Queryable, lane: number, tried: Tried): Promise<LedgerEntry[]> {
  const { database, clock } = work;
  const batches = await takeFirstPush(tx, lane);
  const deliveryId = batches[0]?.pushes[0]?.[0] ?? "";
  const attempts = await countSoloAttempt(database, lane, deliveryId);
  tried.solo = { lane, deliveryId };
  if (attempts <= ATTEMPTS_MAX) return work.process(tx, batches, clock.now());
  return failFirstPush(tx, batches, say("failed_alone", { times: ATTEMPTS_MAX }), clock.now());
}

/** Whether trying the same batch again would fail the same way. */
function isTheBatchsFault(error: unknown): boolean {
  return !(error instanceof ReopenedMeanwhile) && databaseTrouble(error) !== "passing";
}

function createSignal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
