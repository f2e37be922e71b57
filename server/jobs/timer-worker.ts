import type { Clock } from "../base/clock.ts";
import { messageOf } from "../base/errors.ts";
import type { IdSource } from "../base/ids.ts";
import { type Fired, fireTimers, PUT_OFF_MS } from "../flow/fire-timers.ts";
import type { Database } from "../storage/database.ts";
import { databaseTrouble } from "../storage/database-trouble.ts";
import { listDueChannels, putOffFirstTimer } from "../timers/timer-store.ts";
import { createWorkLoop, type StepOutcome, type WorkLoop } from "./work-loop.ts";

/** Timers are found by looking. */
const LOOK_EVERY_MS = 200;
/** So many channels with due timers are looked at, of which those in hand are passed over. */
const CHANNELS_LOOKED_AT = 50;
/** A channel whose transaction failed is left alone for this long, so that it holds up no other. */
const LEFT_ALONE_MS = 1_000;

/** What one transaction of timers did, for metrics. */
export type FiredSummary = Pick<Fired, "timers" | "lateMs">;

/** Timers that could not be fired now, and why; they are tried again. */
export type TimerTrouble = { channelId: number; because: string };

export type TimerWorkerOptions = {
  database: Database;
  clock: Clock;
  newId: IdSource;
  concurrency: number;
  onFired(fired: FiredSummary): void;
  onTrouble(trouble: TimerTrouble): void;
};

/** What this worker's loops have in hand: no two take up one channel, and none one that just failed. */
type Hands = { busy: Set<number>; aloneUntilMs: Map<number, number>; single: Set<number> };

/** Fires timers as they become due, channel by channel. Nothing runs before `start`. Several nodes share the work by their locks. */
export function createTimerWorker(options: TimerWorkerOptions): WorkLoop {
  const hands: Hands = { busy: new Set(), aloneUntilMs: new Map(), single: new Set() };
  const step = () => fireOnce(options, hands);
  return createWorkLoop({ step, concurrency: options.concurrency, lookEveryMs: LOOK_EVERY_MS });
}

async function fireOnce(options: TimerWorkerOptions, hands: Hands): Promise<StepOutcome> {
  const channelId = await findChannel(options, hands).catch((error: unknown) => {
    options.onTrouble({ channelId: 0, because: messageOf(error) });
    return null;
  });
  if (channelId === null) return "trouble";
  if (channelId === undefined) return "idle";
  const tell = (error: unknown) => options.onTrouble({ channelId, because: messageOf(error) });
  hands.busy.add(channelId);
  try {
    await fireIn(options, channelId, hands);
  } catch (error) {
    tell(error);
    hands.aloneUntilMs.set(channelId, performance.now() + LEFT_ALONE_MS);
    if (databaseTrouble(error) !== "passing") await takeApart(options, channelId, hands).catch(tell);
  } finally {
    hands.busy.delete(channelId);
  }
  return { restMs: 0 };
}

/** One of them is refused by the database: they go one by one, and the one that fails alone is put off. */
async function takeApart({ database, clock }: TimerWorkerOptions, channelId: number, hands: Hands): Promise<void> {
  if (!hands.single.has(channelId)) hands.single.add(channelId);
  else await putOffFirstTimer(database, channelId, clock.now(), PUT_OFF_MS);
}

async function findChannel({ database, clock }: TimerWorkerOptions, hands: Hands): Promise<number | undefined> {
  const due = await listDueChannels(database, clock.now(), CHANNELS_LOOKED_AT);
  // What had trouble and has nothing due any more is forgotten.
  for (const trouble of [hands.single, hands.aloneUntilMs]) {
    for (const channelId of trouble.keys()) if (!due.includes(channelId)) trouble.delete(channelId);
  }
  const nowMs = performance.now();
  return due.find((channelId) => !hands.busy.has(channelId) && (hands.aloneUntilMs.get(channelId) ?? 0) <= nowMs);
}

async function fireIn(options: TimerWorkerOptions, channelId: number, hands: Hands): Promise<void> {
  const { database, clock, newId } = options;
  const context = { newId, nowMs: clock.now(), personId: 0 };
  const isSingle = hands.single.has(channelId);
  const fired = await database.transaction((tx) => fireTimers(tx, channelId, context, isSingle ? 1 : undefined));
  hands.aloneUntilMs.delete(channelId);
  options.onFired(fired);
  for (const { error } of fired.failed) options.onTrouble({ channelId, because: messageOf(error) });
}
