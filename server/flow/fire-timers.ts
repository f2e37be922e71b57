import { listLatestArrivals } from "../alerts/alert-store.ts";
import type { Board, BoardContext } from "../board/board.ts";
import { loadBoardOfIncidents } from "../board/load-board.ts";
import { sliceIncidents } from "../board/slices.ts";
import { changeOf, writeBoard } from "../board/write-board.ts";
import { lockChannels } from "../channels/channel-lock-store.ts";
import type { FlowChannel } from "../channels/flow-channel.ts";
import { decideAutoResolve } from "../incidents/auto-resolve.ts";
import { noteChange } from "../live/change-store.ts";
import type { Queryable } from "../storage/database.ts";
import type { Timer, TimerKind } from "../timers/timer.ts";
import { deleteTimers, listDueTimers, putOffTimers, waitBriefly } from "../timers/timer-store.ts";

/** What was done in a channel: how many timers fired, how late the first of them was, and which threw. */
export type Fired = { timers: number; lateMs: number; failed: readonly { timerId: string; error: unknown }[] };

/** One transaction takes on so many, and waits so long for its channel. */
const TIMERS_MAX = 200;
const LOCK_MS_MAX = 1_000;
/** A timer that threw, or that the database refused, is tried again after this. */
export const PUT_OFF_MS = 60_000;

/**
 * Fires what is due in a channel, inside one transaction: the channel is locked as everyone locks it, its timers are read again behind
 * the lock, decided about on a board, and written. Never a timer before its channel, or this would meet others crosswise.
 */
export async function fireTimers(
  tx: Queryable,
  channelId: number,
  context: BoardContext,
  timersMax: number = TIMERS_MAX,
): Promise<Fired> {
  const { nowMs } = context;
  await waitBriefly(tx, LOCK_MS_MAX);
  const [channel] = await lockChannels(tx, [channelId]);
  const due = await listDueTimers(tx, channelId, nowMs, timersMax);
  const refs = [...new Set(due.map(({ ref }) => ref))];
  const [slice = [], ...later] = await sliceIncidents(tx, refs);
  // Those beyond the slice stay due. Timers of what is gone are done with: they fire, and find nothing to do.
  const stayDue = new Set(later.flat());
  const now = due.filter(({ ref }) => !stayDue.has(ref));
  if (!channel || now.length === 0) {
    await deleteTimers(tx, now.map(idOf));
    return { timers: now.length, lateMs: 0, failed: [] };
  }
  const board = await loadBoardOfIncidents(tx, slice, "open", context);
  const arrivals = await listLatestArrivals(tx, slice);
  const failed = now.flatMap((timer) => {
    const error = fire(timer, board, channel, arrivals.get(timer.ref) ?? 0);
    return error === null ? [] : { timerId: timer.timerId, error };
  });
  await writeBoard(tx, board);
  if (failed.length > 0) await putOffTimers(tx, failed.map(idOf), nowMs + PUT_OFF_MS);
  await noteChange(tx, changeOf(board));
  return { timers: now.length, lateMs: nowMs - (now[0]?.dueAt ?? nowMs), failed };
}

/** What each kind of timer does, on a board that holds its incident and the open alerts of it. */
const FIRE: Readonly<Record<TimerKind, typeof fireAutoResolve>> = { auto_resolve: fireAutoResolve };

/** One timer whole or not at all; what it threw, or null. */
function fire(timer: Timer, board: Board, channel: FlowChannel, latestEventMs: number): unknown {
  try {
    board.attempt(() => {
      board.endTimer(timer);
      FIRE[timer.kind](timer, board, channel, latestEventMs);
    });
    return null;
  } catch (error) {
    return error;
  }
}

function fireAutoResolve(timer: Timer, board: Board, channel: FlowChannel, latestEventMs: number): void {
  const { sinceMs } = timer.detail;
  const incident = board.incidents.get(timer.ref);
  const decision = decideAutoResolve(incident, channel, { sinceMs, latestEventMs }, board.context.nowMs);
  if (decision.outcome === "resolve" && incident) board.closeIncident(incident, { from: "autorslv" });
  if (decision.outcome === "wait") board.addTimer({ ...timer, dueAt: decision.dueAt });
}

function idOf({ timerId }: { timerId: string }): string {
  return timerId;
}
