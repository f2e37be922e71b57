import { columns } from "../storage/columns.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { Timer } from "./timer.ts";

const timerColumns = columns({
  timerId: "text",
  kind: "text",
  channelId: "bigint",
  ref: "text",
  key: "text",
  generation: "integer",
  dueAt: "bigint",
  detail: "json",
});

// Without a lock on purpose: whoever waits for a channel holds none of its timers, so nobody waits crosswise.
const peek = statement<{ channelId: number; dueAt: number }>(
  "timer.peek",
  `select channel_id as "channelId", min(due_at) as "dueAt" from timer where due_at <= $1
    group by channel_id order by 2 limit $2`,
);

const due = statement<Timer>(
  "timer.due",
  `select ${timerColumns.select("t")} from timer t where channel_id = $1 and due_at <= $2
    order by due_at, timer_id limit $3`,
);

const upsert = statement(
  "timer.upsert",
  `insert into timer as t (${timerColumns.names})
   select ${timerColumns.values("x")} from json_to_recordset($1) as x(${timerColumns.record})
   on conflict (ref, kind, key) do update set timer_id = excluded.timer_id, channel_id = excluded.channel_id,
     generation = excluded.generation, due_at = excluded.due_at, detail = excluded.detail`,
);

const deleteOfRefs = statement("timer.delete-of-refs", "delete from timer where ref = any($1::text[])");
const deleteByIds = statement("timer.delete", "delete from timer where timer_id = any($1::text[])");

// By its transaction alone. A timer that waits long for its channel holds up those of other channels.
const waitBrieflySetting = statement("timer.wait-briefly", "select set_config('lock_timeout', $1, true)");

const putOff = statement("timer.put-off", "update timer set due_at = $2 where timer_id = any($1::text[])");

// What is open already ends by itself too, once a channel says so: counted from when it opened; the timer finds out what came since.
const setAutoResolve = statement(
  "timer.set-auto-resolve",
  `insert into timer as t (timer_id, kind, channel_id, ref, key, generation, due_at, detail)
   select i.incident_id, 'auto_resolve', i.channel_id, i.incident_id, '', 0, greatest($3, i.created_at * 1000 + $2),
          json_build_object('sinceMs', i.created_at * 1000)
     from incident i where i.channel_id = $1 and i.progress <> 'Closed'
   on conflict (ref, kind, key) do update set due_at = least(t.due_at, excluded.due_at)`,
);

const countOverdue = statement<{ timers: number }>(
  "timer.count-overdue",
  "select count(*) as timers from (select from timer where due_at <= $1 order by due_at limit 1000) t",
);

/** Channels with timers that are due, the one that waits longest first. */
export async function listDueChannels(db: Queryable, nowMs: number, limit: number): Promise<number[]> {
  return (await db.rows(peek, [nowMs, limit])).map(({ channelId }) => channelId);
}

/** The due timers of a channel whose row this transaction has locked, earliest first. */
export function listDueTimers(tx: Queryable, channelId: number, nowMs: number, limit: number): Promise<Timer[]> {
  return tx.rows(due, [channelId, nowMs, limit]);
}

/** Sets timers; one of the same ref, kind and key is moved. */
export async function upsertTimers(tx: Queryable, timers: readonly Timer[]): Promise<void> {
  if (timers.length > 0) await tx.rows(upsert, [JSON.stringify(timers)]);
}

/** Removes every timer of these refs. */
export async function deleteTimersOf(tx: Queryable, refs: readonly string[]): Promise<void> {
  if (refs.length > 0) await tx.rows(deleteOfRefs, [refs]);
}

/** Removes timers that fired. */
export async function deleteTimers(tx: Queryable, timerIds: readonly string[]): Promise<void> {
  if (timerIds.length > 0) await tx.rows(deleteByIds, [timerIds]);
}

/** Locks that this transaction cannot get within so many milliseconds are an error. */
export async function waitBriefly(tx: Queryable, waitMsMax: number): Promise<void> {
  await tx.rows(waitBrieflySetting, [`${waitMsMax}ms`]);
}

/** Timers that could not be worked on are due again at another time. */
export async function putOffTimers(tx: Queryable, timerIds: readonly string[], dueAt: number): Promise<void> {
  await tx.rows(putOff, [timerIds, dueAt]);
}

/** The due timer that a channel's next transaction would begin with is due again later. */
export async function putOffFirstTimer(
  db: Queryable,
  channelId: number,
  nowMs: number,
  putOffMs: number,
): Promise<void> {
  const [first] = await listDueTimers(db, channelId, nowMs, 1);
  if (first) await putOffTimers(db, [first.timerId], nowMs + putOffMs);
}

/** Open incidents of a channel end by themselves after `timeoutMs` from now on, those that are past it at once. Its row is locked. */
export async function setAutoResolveTimers(
  tx: Queryable,
  channelId: number,
  timeoutMs: number,
  nowMs: number,
): Promise<void> {
  await tx.rows(setAutoResolve, [channelId, timeoutMs, nowMs]);
}

/** How many timers should have fired before a time, counted up to 1,000. */
export async function countOverdueTimers(db: Queryable, beforeMs: number): Promise<number> {
  return (await db.find(countOverdue, [beforeMs]))?.timers ?? 0;
}
