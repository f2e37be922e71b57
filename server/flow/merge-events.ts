import { type Saying, say } from "../../contract/saying.ts";
import type { Verdict } from "../../contract/verdicts.ts";
import type { Alert, AlertEvent, IncomingEvent } from "../alerts/alert.ts";
import { decideAlert, eventTime } from "../alerts/alert-decision.ts";
import { toSeconds, utcDay } from "../base/clock.ts";
import type { Board } from "../board/board.ts";
import type { FlowChannel } from "../channels/flow-channel.ts";
import type { Origin } from "../incidents/feed.ts";
import { type EventVerdict, giveReasons } from "../ledger/ledger.ts";
import { listEventPlaces } from "../sources/event-places.ts";
import type { RoutedEvent, RoutedPush } from "./push.ts";
import { runStages } from "./route-event.ts";
import type { AlertStep, Answers, EventStage, FlowEvent } from "./stage.ts";

/** An alert that opened or changed with a push, and the verdicts of the events that did it. */
export type Step = AlertStep & {
  /** The alert as the event that opened it made it; null when it was open before. */
  opened: Alert | null;
  channel: FlowChannel;
  integrationType: string;
  /** The push, and which rules led to the channel (P8). */
  origin: Origin;
  verdicts: EventVerdict[];
};

/** What one push did to alerts: a verdict for each event and channel, and each alert that opened or changed, once. */
export type Merged = { verdicts: EventVerdict[]; steps: Iterable<Step> };

/** What merging goes by besides the board: channels, all locked, and what was asked outside before. */
export type MergeRules = { channels: ReadonlyMap<number, FlowChannel>; answers: Answers };

type Merging = {
  push: RoutedPush;
  rules: MergeRules;
  board: Board;
  stages: readonly EventStage<FlowChannel>[];
  /** By alert, in the order in which they were touched. */
  steps: Map<string, Step>;
};

/** Merges all events of a push into their alerts, in every channel they reach. */
export function mergeEvents(
  push: RoutedPush,
  rules: MergeRules,
  board: Board,
  stages: readonly EventStage<FlowChannel>[],
): Merged {
  const merging: Merging = { push, rules, board, stages, steps: new Map() };
  const places = push.rejects.length === 0 ? null : listEventPlaces(push.events.length, push.rejects);
  const verdicts: EventVerdict[] = [];
  for (const [at, routed] of push.events.entries()) {
    const { changes } = routed.event;
    for (const verdict of mergeEvent(merging, routed, places?.[at] ?? at)) {
      if (changes) verdict.changes = [...changes];
      verdicts.push(verdict);
    }
  }
  return { verdicts, steps: merging.steps.values() };
}

/** One event in every channel it reaches. A recovery reaches every alert that is open under one of its keys (P4, P5). */
function mergeEvent(merging: Merging, routed: RoutedEvent, place: number): EventVerdict[] {
  const { event, route, because, dropped } = routed;
  const own = merging.push.integration.channelId ?? 0;
  if (dropped) return [verdictOf(place, own, { verdict: "dropped", because: [...because, dropped] })];
  const isRecovery = event.status === "Ok";
  const verdicts = isRecovery
    ? recoverEverywhere(merging, routed, place)
    : route.channelIds.map((channelId) => mergeInChannel(merging, routed, place, { channelId, key: event.key }));
  for (const channelId of route.skippedIds) {
    const reasons = [say("channel_off"), route.reasons.get(channelId)];
    verdicts.push(verdictOf(place, channelId, { verdict: "channel_disabled", because: reasons }));
  }
  if (verdicts.length > 0) return verdicts;
  const verdict = isRecovery ? "no_open_alert" : "unrouted";
  return [verdictOf(place, own, { verdict, because: [...because, route.because] })];
}

/**
 * A recovery in every channel in which one of its keys is open. Firing events of the key it has under today's settings, and of those that
 * were open, come too late from now on when they are older.
 */
function recoverEverywhere(merging: Merging, routed: RoutedEvent, place: number): EventVerdict[] {
  const { board, push } = merging;
  const { integrationId } = push.integration;
  const { key, otherKeys, sourceTimeMs } = routed.event;
  const ended = new Set([key]);
  const verdicts: EventVerdict[] = [];
  for (const each of [key, ...otherKeys]) {
    for (const channelId of board.listOpenChannels(integrationId, each)) {
      verdicts.push(mergeInChannel(merging, routed, place, { channelId, key: each }));
      ended.add(each);
    }
  }
  if (sourceTimeMs === null) return verdicts;
  const receivedAt = push.entry.receivedAtMs;
  // A recovery dated ahead of its arrival must not make everything that fires until then late.
  const notAhead = Math.min(sourceTimeMs, receivedAt);
  for (const alertKey of ended) {
    board.rememberRecovery({ integrationId, alertKey, sourceTimeMs: notAhead, receivedAt });
  }
  return verdicts;
}

/** Where an event is merged: a channel, and the key it has there. */
type Target = { channelId: number; key: string };

function mergeInChannel(merging: Merging, routed: RoutedEvent, place: number, target: Target): EventVerdict {
  const { route, because } = routed;
  const { channelId } = target;
  const channel = merging.rules.channels.get(channelId);
  const outcome: Outcome = channel
    ? mergeIn(merging, routed, channel, target.key)
    : { verdict: "unrouted", because: [say("channel_missing")] };
  const reasons = [...because, ...(outcome.because ?? []), route.reasons.get(channelId)];
  const verdict = verdictOf(place, channelId, { ...outcome, because: reasons });
  outcome.step?.verdicts.push(verdict);
  return verdict;
}

type Outcome = { verdict: Verdict; because?: readonly (Saying | null | undefined)[]; alertId?: string; step?: Step };

function mergeIn(merging: Merging, routed: RoutedEvent, channel: FlowChannel, key: string): Outcome {
  const isRecovery = routed.event.status === "Ok";
  if (channel.isDeleted) return { verdict: "channel_disabled", because: [say("channel_deleted")] };
  if (!channel.isEnabled && !isRecovery) return { verdict: "channel_disabled" };
  const { push, rules, stages } = merging;
  const { integration, entry } = push;
  const context = { integration, answers: rules.answers, receivedAtMs: entry.receivedAtMs };
  const staged = runStages(routed.event, stages, channel, context);
  if (staged.dropped) return { verdict: "dropped", because: [...staged.because, staged.dropped] };
  const origin = { delivery_id: entry.deliveryId, ...giveReasons([routed.route.reasons.get(channel.channelId)]) };
  const outcome = mergeIntoAlert(merging, staged.event, { channel, key, origin });
  if (staged.because.length === 0) return outcome;
  return { ...outcome, because: [...staged.because, ...(outcome.because ?? [])] };
}

const LATE = { recovery: "older_than_recovery", opening: "older_than_opening" } as const;

/** Where an event meets its alert, and what led it there. */
type Meeting = { channel: FlowChannel; key: string; origin: Origin };

function mergeIntoAlert(merging: Merging, event: FlowEvent, { channel, key, origin }: Meeting): Outcome {
  const { board, push } = merging;
  const { integrationId, pluginType: integrationType } = push.integration;
  const { newId, nowMs } = board.context;
  const incoming = toIncoming(event, push, channel.channelId, key);
  const open = board.findOpen(integrationId, channel.channelId, key);
  const decision = decideAlert(incoming, open, board.recoveredAt(integrationId, key), () => newId(nowMs), nowMs);
  const about = { channel, integrationType, origin, verdicts: [] };
  switch (decision.verdict) {
    case "late":
      return { verdict: "late", because: [say(LATE[decision.than], { at: new Date(decision.atMs).toISOString() })] };
    case "no_open_alert":
      return { verdict: "no_open_alert" };
    case "repeated":
      return { verdict: "repeated", alertId: decision.of };
    case "opened": {
      const { alert, outlived } = decision;
      if (open && outlived) {
        board.changeAlert(outlived);
        board.addFeed(outlived.alertId, { type: "a_close", detail: { from: "window" } });
        stepOf(merging, { ...about, opened: null, before: open, after: outlived });
      }
      board.addAlert(alert);
      board.addEvent(toEvent(incoming, alert, origin, newId(nowMs), nowMs));
      const step = stepOf(merging, { ...about, opened: alert, before: null, after: alert });
      return { verdict: "opened", alertId: alert.alertId, step };
    }
    default: {
      if (!open) throw new Error(`${decision.verdict} without an open alert`);
      const { alert, verdict } = decision;
      board.changeAlert(alert);
      if (alert.eventCnt > open.eventCnt) board.addEvent(toEvent(incoming, alert, origin, newId(nowMs), nowMs));
      const step = stepOf(merging, { ...about, opened: null, before: open, after: alert });
      return { verdict, alertId: alert.alertId, step };
    }
  }
}

/** The step of an alert: made when the push first touches it, moved on by each further event. */
function stepOf({ steps }: Merging, made: Step): Step {
  const known = steps.get(made.after.alertId);
  if (!known) {
    steps.set(made.after.alertId, made);
    return made;
  }
  known.after = made.after;
  return known;
}

function toIncoming(
  event: FlowEvent,
  { entry, integration }: RoutedPush,
  channelId: number,
  key: string,
): IncomingEvent {
  return {
    integrationId: integration.integrationId,
    channelId,
    status: event.status,
    key,
    title: event.title,
    titleRule: event.titleRule,
    description: event.description,
    labels: event.labels,
    images: event.images,
    sourceTimeMs: event.sourceTimeMs,
    receivedAtMs: entry.receivedAtMs,
    isReplay: entry.replayOf !== null,
  };
}

/** What is kept of an event behind its alert. Which rules led to the channel is kept with the first one. */
function toEvent(event: IncomingEvent, alert: Alert, origin: Origin, eventId: string, nowMs: number): AlertEvent {
  return {
    day: utcDay(event.receivedAtMs),
    eventId,
    alertId: alert.alertId,
    deliveryId: origin.delivery_id,
    channelId: alert.channelId,
    integrationId: alert.integrationId,
    alertKey: alert.alertKey,
    title: event.title || alert.title,
    titleRule: event.titleRule,
    description: event.description,
    severity: event.status === "Ok" ? alert.severity : event.status,
    status: event.status,
    labels: event.labels,
    images: event.images,
    said: alert.eventCnt === 1 ? (origin.said ?? null) : null,
    eventTime: eventTime(event),
    createdAt: toSeconds(nowMs),
  };
}

function verdictOf(event: number, channelId: number, { verdict, alertId, because = [] }: Outcome): EventVerdict {
  return {
    ...{ event, verdict, channel_id: channelId },
    ...(alertId !== undefined && { alert_id: alertId }),
    ...giveReasons(because),
  };
}
