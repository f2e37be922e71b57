import { say } from "../../contract/saying.ts";
import type { Clock } from "../base/clock.ts";
import { messageOf } from "../base/errors.ts";
import type { IdSource } from "../base/ids.ts";
import { failPushes } from "../flow/fail-push.ts";
import { createProcess, type Process, ReopenedMeanwhile } from "../flow/process-batch.ts";
import { type Answers, NO_ANSWERS } from "../flow/stage.ts";
import {
  claimLane,
  countSoloAttempt,
  findHead,
  goSoloUntil,
  joinLanes,
  takeBackSoloAttempt,
  takeFirstPush,
  takeRows,
} from "../journal/lane-store.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { databaseTrouble } from "../storage/database-trouble.ts";
import type { Partitions } from "../storage/partitions.ts";
import { type BatchSummary, summariseBatch } from "./batch-summary.ts";
import { createLookUps, type LookUp, type LookUps } from "./look-ups.ts";
import { restAfter } from "./pacing.ts";
import { createWorkLoop, type StepOutcome, type WorkLoop } from "./work-loop.ts";

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
  isPressed?: () => boolean;
  /** What stages ask of the world outside. */
  lookUps?: readonly LookUp[];
  onBatch(summary: BatchSummary): void;
  onTrouble(trouble: LaneTrouble): void;
};

/** A transaction that did not commit; `apart` when its lanes are now tried one by one, and a lane that is alone push by push. */
export type LaneTrouble = { lanes: number[]; because: string; apart: boolean };

/** The options with what processes pushes, made once: it remembers the rules that it read. */
type Lanes = LaneWorkerOptions & { process: Process; outside: LookUps };

/** What a step had in its hands when it failed: lanes, up to which batch, and the push whose attempt it counted. */
type Hands = { lanes: Map<number, number>; solo: { lane: number; deliveryId: string } | null };

/** Works through the lanes: claims some, processes what it can take, commits, goes on. Nothing runs before `start`. */
export function createLaneWorker(options: LaneWorkerOptions): WorkLoop {
  const { concurrency, isPressed, lookUps = [] } = options;
  const lanes: Lanes = {
    ...options,
    process: createProcess(options.newId),
    outside: createLookUps(lookUps, options.clock),
  };
  return createWorkLoop({ step: () => step(lanes, null), concurrency, lookEveryMs: LOOK_EVERY_MS, isPressed });
}

/** One transaction on the lanes that wait longest, or on `only` one. */
async function step(lanes: Lanes, only: number | null): Promise<StepOutcome> {
  const hands: Hands = { lanes: new Map(), solo: null };
  const tellMore = (error: unknown) => tellTrouble(lanes, hands.lanes, error, false);
  try {
    return await workOnce(lanes, hands, only);
  } catch (error) {
    const apart = !willPass(error) && hands.lanes.size > 0;
    tellTrouble(lanes, hands.lanes, error, apart);
    if (!apart) {
      // A push is not to blame for the database's trouble, however often that meets it.
      if (hands.solo) await takeBackSoloAttempt(lanes.database, hands.solo).catch(tellMore);
      return "trouble";
    }
    await takeApart(lanes, hands.lanes);
    return { restMs: 0 };
  }
}

/** One lane's push must not make the others slow: only the lane that fails alone goes push by push. */
async function takeApart(lanes: Lanes, failed: Hands["lanes"]): Promise<void> {
  const [first, ...more] = failed;
  if (more.length > 0) for (const lane of failed.keys()) await step(lanes, lane);
  // Should this fail too, the lane fails again, and then it is tried again.
  else if (first) {
    await goSoloUntil(lanes.database, ...first).catch((error: unknown) => tellTrouble(lanes, failed, error, false));
  }
}

function tellTrouble(lanes: Lanes, failed: Hands["lanes"], error: unknown, apart: boolean): void {
  lanes.onTrouble({ lanes: [...failed.keys()], because: messageOf(error), apart });
}

async function workOnce(lanes: Lanes, hands: Hands, only: number | null): Promise<StepOutcome> {
  const { database, partitions, clock } = lanes;
  await partitions.ensure(clock.now());
  const answers = await lanes.outside.prepare(database);
  const startedMs = performance.now();
  const ledger = await database.transaction(async (tx) => {
    const claimed = await claimLane(tx, only);
    if (!claimed) return null;
    const { lane, soloUntil } = claimed;
    const head = await findHead(tx, lane);
    hands.lanes.set(lane, head?.batchId ?? 0);
    if (head && head.batchId <= soloUntil) return workSolo(lanes, tx, lane, hands);
    const isAlone = only !== null || (head?.isEnough ?? false);
    const joined = isAlone ? [] : await joinLanes(tx, lane);
    for (const other of joined) hands.lanes.set(other, 0);
    return workTogether(lanes, tx, hands, answers);
  });
  if (!ledger) return "idle";
  if (ledger.length === 0) return { restMs: 0 };
  const worked = summariseBatch(ledger, performance.now() - startedMs, clock.now());
  lanes.onBatch(worked);
  return { restMs: restAfter(worked) };
}

async function workTogether(lanes: Lanes, tx: Queryable, hands: Hands, answers: Answers): Promise<LedgerEntry[]> {
  const rows = await takeRows(tx, [...hands.lanes.keys()]);
  for (const { lane, batchId } of rows) hands.lanes.set(lane, batchId);
  return lanes.process(tx, rows, answers, lanes.clock.now());
}

/**
 * One push, one transaction. That it is begun is committed beside it first, so that a push that kills the process is recognised
 * after the restart; after `ATTEMPTS_MAX` it is set aside as failed and the lane goes on (docs/decisions/0003).
 */
async function workSolo(lanes: Lanes, tx: Queryable, lane: number, hands: Hands): Promise<LedgerEntry[]> {
  const { database, clock } = lanes;
  const rows = await takeFirstPush(tx, lane);
  const deliveryId = rows[0]?.pushes[0]?.deliveryId ?? "";
  const attempts = await countSoloAttempt(database, lane, deliveryId);
  hands.solo = { lane, deliveryId };
  if (attempts <= ATTEMPTS_MAX) return lanes.process(tx, rows, NO_ANSWERS, clock.now());
  return failPushes(tx, rows, say("failed_alone", { times: ATTEMPTS_MAX }), clock.now());
}

/** Whether the same transaction may go through when it is tried again. */
function willPass(error: unknown): boolean {
  return error instanceof ReopenedMeanwhile || databaseTrouble(error) === "passing";
}
