import type { Alert } from "../alerts/alert.ts";
import {
  insertAlertEvents,
  insertAlerts,
  type RefreshedAlert,
  refreshAlerts,
  updateAlerts,
  upsertRecoveries,
} from "../alerts/alert-store.ts";
import { utcDay } from "../base/clock.ts";
import { haveSameLabels } from "../base/text.ts";
import { insertFeedRows, insertIncidents, updateIncidents } from "../incidents/incident-store.ts";
import { upsertResponders } from "../incidents/responder-store.ts";
import { type Change, changedInChannels } from "../live/change.ts";
import type { Queryable } from "../storage/database.ts";
import { deleteTimers, deleteTimersOf, upsertTimers } from "../timers/timer-store.ts";
import { noteTitles } from "../titles/title-store.ts";
import type { Board } from "./board.ts";

/** Writes what the board decided, set by set, and the titles that searches must find. Once, at the end of its transaction. */
export async function writeBoard(tx: Queryable, board: Board): Promise<void> {
  // Closing before opening: an alert whose join window is over makes room for its successor in the index of open keys.
  const { refreshed, changed } = sortChanged(board);
  await refreshAlerts(tx, refreshed);
  await updateAlerts(tx, changed);
  await insertAlerts(tx, pick(board.newAlerts, board.alerts));
  await updateIncidents(tx, pick(board.changedIncidents, board.incidents));
  await insertIncidents(tx, pick(board.newIncidents, board.incidents));
  await upsertResponders(tx, [...board.newResponders.values()]);
  await insertAlertEvents(tx, board.events);
  await insertFeedRows(tx, board.feed);
  await upsertRecoveries(tx, [...board.newRecoveries.values()]);
  await deleteTimers(tx, board.firedTimers);
  await deleteTimersOf(tx, [...board.timerlessRefs]);
  const timers = [...board.newTimers.values()].filter(({ ref }) => !board.timerlessRefs.has(ref));
  await upsertTimers(tx, timers);
  await noteTitles(tx, titlesOf(board), utcDay(board.context.nowMs));
}

/** Most alerts that changed were only refreshed, for which a few columns are written. */
function sortChanged({ changedAlerts, alerts, loadedAlerts }: Board) {
  const refreshed: RefreshedAlert[] = [];
  const changed: Alert[] = [];
  for (const alert of pick(changedAlerts, alerts)) {
    const before = loadedAlerts.get(alert.alertId);
    if (!before || !isRefreshOf(before, alert)) changed.push(alert);
    else refreshed.push({ ...alert, hasNewLabels: !haveSameLabels(before.labels, alert.labels) });
  }
  return { refreshed, changed };
}

function isRefreshOf(before: Alert, after: Alert): boolean {
  const { eventCnt, progress, incidentId, everMuted } = after;
  const isSameSoFar = before.eventCnt === eventCnt && before.progress === progress;
  return isSameSoFar && before.incidentId === incidentId && before.everMuted === everMuted;
}

/** What the board changed, for live streams: alerts and incidents by channel. */
export function changeOf(board: Board): Change {
  const alerts = [...pick(board.newAlerts, board.alerts), ...pick(board.changedAlerts, board.alerts)];
  const incidents = [...pick(board.newIncidents, board.incidents), ...pick(board.changedIncidents, board.incidents)];
  return {
    alerts: changedInChannels(alerts.map(({ channelId, alertId }) => ({ channelId, id: alertId }))),
    incidents: changedInChannels(incidents.map(({ channelId, incidentId }) => ({ channelId, id: incidentId }))),
  };
}

function* titlesOf({ alerts, newAlerts, changedAlerts, incidents, newIncidents, changedIncidents }: Board) {
  for (const ids of [newAlerts, changedAlerts]) for (const { title } of pick(ids, alerts)) yield title;
  for (const ids of [newIncidents, changedIncidents]) for (const { title } of pick(ids, incidents)) yield title;
}

function pick<T>(ids: ReadonlySet<string>, from: ReadonlyMap<string, T>): T[] {
  const picked: T[] = [];
  for (const id of ids) {
    const item = from.get(id);
    if (item !== undefined) picked.push(item);
  }
  return picked;
}
