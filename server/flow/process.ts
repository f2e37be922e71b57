import { type Saying, say } from "../../contract/saying.ts";
import { type AlertKey, listOpenChannels } from "../alerts/alert-store.ts";
import { utcDay } from "../base/clock.ts";
import { messageOf } from "../base/errors.ts";
import type { IdSource } from "../base/ids.ts";
import { type FlowChannel, lockChannels } from "../channels/channel-lock-store.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import type { PendingBatch } from "../journal/lane-store.ts";
import { sumActivity } from "../ledger/activity.ts";
import { addActivity } from "../ledger/activity-store.ts";
import { type EventVerdict, giveReasons, type LedgerEntry } from "../ledger/ledger.ts";
import { insertLedgerEntries, touchIntegrations } from "../ledger/ledger-store.ts";
import { listRoutes } from "../routing/flow-route-store.ts";
import type { MatchedCase } from "../routing/route.ts";
import { createRouteCache, type RouteCache } from "../routing/route-cache.ts";
import { listEnabledChannels } from "../routing/route-target-store.ts";
import { listEventPlaces } from "../sources/event-places.ts";
import type { Queryable } from "../storage/database.ts";
import { noteTitles } from "../titles/title-store.ts";
import { type Board, type Draft, loadBoard } from "./board.ts";
import { changeOf } from "./change-of.ts";
import { decideEvent } from "./decide-event.ts";
import { latestReceipts } from "./latest-receipts.ts";
import {
  endedEntry,
  keysOf,
  type MatchedPush,
  type PushInFlight,
  processedEntry,
  type RoutedEvent,
  type RoutedPush,
  type TakenPush,
  takePushes,
} from "./push-in-flight.ts";
import { type Routing, readAndMatch, routePush } from "./read-and-route.ts";

type ChannelVerdict = Omit<EventVerdict, "event">;

/** What deciding a batch needs: its channels, all locked, and ids and time from outside (P9). */
type Setting = { channels: ReadonlyMap<number, FlowChannel>; newId: IdSource; nowMs: number };

/** Processes pushes inside the transaction that took them off their queue. */
export type Process = (tx: Queryable, batches: readonly PendingBatch[], nowMs: number) => Promise<LedgerEntry[]>;

/** An alert was reopened in a channel that is not locked, while other locks were waited for. The same transaction begun anew sees it. */
export class ReopenedMeanwhile extends Error {
  override readonly name = "ReopenedMeanwhile";
}

/** Ids and time come from outside (P9); routes that were read before need not be read again. */
type ProcessParts = { newId: IdSource; nowMs: number; routeCache: RouteCache };

/** Creates what processes pushes. It remembers nothing but routes, by version. */
export function createProcess(newId: IdSource): Process {
  const routeCache = createRouteCache();
  return (tx, batches, nowMs) => processPushes(tx, batches, { newId, nowMs, routeCache });
}

/**
 * The path of pushes from the journal to the ledger, inside the transaction that took them off their queue.
 *
 *   read · enrich · title · pipeline · route      each push by itself, in `readAndMatch` and `routePush`
 *   alert · incident                              alone with the channels they reach, in memory, in `decideEvent`
 *   write                                         alerts, events, incidents, timelines, ledger: set by set
 */
async function processPushes(
  tx: Queryable,
  batches: readonly PendingBatch[],
  { newId, nowMs, routeCache }: ProcessParts,
): Promise<LedgerEntry[]> {
  const taken = takePushes(batches);
  const routing = await loadRouting(tx, taken, routeCache);
  const matched = taken.map((push) => readAndMatch(push, routing));
  const enabled = await listEnabledChannels(tx, matchedCases(matched));
  const routed = matched.map((push) => routePush(push, routing.routes, enabled));
  const keys = keysOf(routed.filter(isInFlight));

  const reached = await reachedChannels(tx, routed, keys);
  const channels = await lockChannels(tx, reached);
  const board = await loadBoard(tx, keys);
  // Locking one more now could meet, in the wrong order, somebody who waits for what is held here.
  if (board.channels().some((channelId) => !reached.includes(channelId))) throw new ReopenedMeanwhile();
  const setting = { channels: new Map(channels.map((channel) => [channel.channelId, channel])), newId, nowMs };
  const ledger = routed.map((push) => decidePush(push, board, setting));

  await board.write(tx);
  await noteTitles(tx, board.titles(), utcDay(nowMs));
  await insertLedgerEntries(tx, ledger);
  const receipts = latestReceipts(routed);
  await touchIntegrations(tx, receipts, changeOf(routed, receipts, board.changed()));
  await addActivity(tx, sumActivity(ledger));
  return ledger;
}

/** Decides a push whole or not at all: what throws half-way leaves nothing but its verdict. */
function decidePush(push: RoutedPush, board: Board, setting: Setting): LedgerEntry {
  if (push.ended) return endedEntry(push, setting.nowMs);
  const draft = board.draft();
  try {
    const places = listEventPlaces(push.events.length, push.rejects);
    const verdicts = push.events.flatMap((event, at) => {
      const { changes } = event.event;
      const said = { event: places[at] ?? at, ...(changes && { changes: [...changes] }) };
      return decideInChannels(push, event, draft, setting).map((outcome) => ({ ...said, ...outcome }));
    });
    draft.keep();
    return processedEntry(push, verdicts, setting.nowMs);
  } catch (error) {
    const because = say("deciding_failed", { error: messageOf(error) });
    return endedEntry({ ...push, ended: { outcome: "failed", because } }, setting.nowMs);
  }
}

/** One event in every channel it reaches. A recovery reaches every alert that is open under one of its keys (P4, P5). */
function decideInChannels(
  { entry, integration }: PushInFlight,
  { event, titleRule, route }: RoutedEvent,
  draft: Draft,
  { channels, newId, nowMs }: Setting,
): ChannelVerdict[] {
  const { integrationId, pluginType: integrationType } = integration;
  const isRecovery = event.status === "Ok";
  const keys = [event.key, ...event.otherKeys];
  const reached = isRecovery
    ? keys.flatMap((key) => draft.listOpenChannels(integrationId, key).map((channelId) => ({ channelId, key })))
    : route.channelIds.map((channelId) => ({ channelId, key: event.key }));

  const verdicts = reached.map(({ channelId, key }): ChannelVerdict => {
    const channel = channels.get(channelId);
    if (!channel) return { verdict: "unrouted", channel_id: channelId, ...giveReasons([say("channel_missing")]) };
    if (channel.isDeleted) return disabled(channelId, say("channel_deleted"));
    if (!channel.isEnabled && !isRecovery) return { verdict: "channel_disabled", channel_id: channelId };
    const { receivedAtMs, replayOf } = entry;
    const incoming = { ...event, key, titleRule, integrationId, channelId, receivedAtMs, isReplay: replayOf !== null };
    const origin = { delivery_id: entry.deliveryId, ...giveReasons([route.reasons.get(channelId)]) };
    return decideEvent(incoming, channel, { draft, newId, nowMs, integrationType, origin });
  });
  verdicts.push(...route.skippedIds.map((channelId) => disabled(channelId, say("channel_off"))));
  if (isRecovery) rememberRecovery(draft, integrationId, keys, event.sourceTimeMs, entry.receivedAtMs);
  if (verdicts.length > 0) return verdicts.map((verdict) => withReason(verdict, route.reasons.get(verdict.channel_id)));
  const verdict = isRecovery ? "no_open_alert" : "unrouted";
  return [{ verdict, channel_id: integration.channelId ?? 0, ...giveReasons([route.because]) }];
}

function disabled(channelId: number, why: Saying): ChannelVerdict {
  return { verdict: "channel_disabled", channel_id: channelId, ...giveReasons([why]) };
}

/** A verdict says which rules led to its channel (P8). */
function withReason(verdict: ChannelVerdict, reason: Saying | undefined): ChannelVerdict {
  return reason ? { ...verdict, ...giveReasons([...(verdict.said ?? []), reason]) } : verdict;
}

/** A firing event of these keys that is older by the source's own clock comes too late from now on. */
function rememberRecovery(
  draft: Draft,
  integrationId: number,
  keys: readonly string[],
  sourceTimeMs: number | null,
  receivedAt: number,
): void {
  if (sourceTimeMs === null) return;
  // A recovery dated ahead of its arrival must not make everything that fires until then late.
  const notAhead = Math.min(sourceTimeMs, receivedAt);
  for (const alertKey of keys) draft.rememberRecovery({ integrationId, alertKey, sourceTimeMs: notAhead, receivedAt });
}

async function loadRouting(tx: Queryable, taken: readonly TakenPush[], routeCache: RouteCache): Promise<Routing> {
  const ids = new Set(taken.map(({ place }) => place.push[1]));
  const found = await listFlowIntegrations(tx, [...ids]);
  const routes = await listRoutes(tx, found, routeCache);
  return { integrations: new Map(found.map((integration) => [integration.integrationId, integration])), routes };
}

function matchedCases(pushes: readonly MatchedPush[]): MatchedCase[] {
  return pushes.flatMap((push) => (push.ended ? [] : push.events.flatMap(({ matched }) => matched)));
}

async function reachedChannels(
  tx: Queryable,
  routed: readonly RoutedPush[],
  keys: readonly AlertKey[],
): Promise<number[]> {
  const open = await listOpenChannels(tx, keys);
  const byRoute = routed.filter(isInFlight).flatMap(({ events }) => events.flatMap(({ route }) => route.channelIds));
  return [...new Set([...open, ...byRoute])];
}

function isInFlight(push: RoutedPush): push is PushInFlight {
  return push.ended === null;
}
