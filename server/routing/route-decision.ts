import { type Saying, say } from "../../contract/saying.ts";
import { truncate } from "../base/text.ts";
import type { CompiledRoute } from "./compiled-route.ts";
import type { EnabledChannels, MatchedCase, RouteDecision } from "./route.ts";

const CASES_NAMED = 5;
/** Names are shown this far: the ledger counts on short reasons. */
const NAME_SHOWN = 40;

/** A recovery is routed by nothing: it goes wherever its keys are open (P4, P5). */
export const WHERE_OPEN: RouteDecision = {
  channelIds: [],
  skippedIds: [],
  isDefault: false,
  cases: [],
  reasons: new Map(),
  because: null,
};

/** Pure. A private integration sends everything to its channel. */
export function decidePrivate(channelId: number): RouteDecision {
  return { ...WHERE_OPEN, channelIds: [channelId] };
}

/**
 * Pure. A shared integration sends an event to the enabled channels of the cases that matched, each once. Where those are none,
 * to its default (D30); an empty default leaves the event unrouted (R5).
 */
export function decideRoute(
  route: CompiledRoute | null,
  matched: readonly MatchedCase[],
  enabled: EnabledChannels,
): RouteDecision {
  const numbers = new Map<number, number[]>();
  for (const one of matched) {
    for (const channelId of channelsOf(one, enabled)) {
      const known = numbers.get(channelId);
      if (!known) numbers.set(channelId, [one.number]);
      else if (known.at(-1) !== one.number) known.push(one.number);
    }
  }
  const version = route?.version ?? 0;
  const reasons = new Map([...numbers].map(([id, cases]) => [id, sayRoute(version, cases)] as const));
  const named = [...numbers.keys()].sort((a, b) => a - b);
  const channelIds = named.filter((id) => enabled.ids.has(id));
  const skippedIds = named.filter((id) => !enabled.ids.has(id));
  const all = matched.map(({ number }) => number);
  if (channelIds.length > 0) return { channelIds, skippedIds, isDefault: false, cases: all, reasons, because: null };

  const because = whyNoCase(route, matched);
  const toDefault = [...new Set(route?.defaultChannelIds ?? [])].sort((a, b) => a - b);
  if (toDefault.length === 0) {
    const nowhere = say("route_nowhere", { why: because });
    return { channelIds: [], skippedIds, isDefault: false, cases: all, reasons, because: nowhere };
  }
  for (const id of toDefault) reasons.set(id, say("route_default", { version, why: because }));
  const left = without(skippedIds, toDefault);
  return { channelIds: toDefault, skippedIds: left, isDefault: true, cases: all, reasons, because };
}

function channelsOf(one: MatchedCase, enabled: EnabledChannels): readonly number[] {
  if ("channelIds" in one) return one.channelIds;
  const channelId = one.channelName === null ? undefined : enabled.idByName.get(one.channelName);
  return channelId === undefined ? [] : [channelId];
}

function without(ids: readonly number[], taken: readonly number[]): number[] {
  return ids.filter((id) => !taken.includes(id));
}

function whyNoCase(route: CompiledRoute | null, matched: readonly MatchedCase[]): Saying {
  if (!route) return say("no_route");
  const why = whyNoMatch(matched);
  const unread = route.cases.flatMap((one, place) => (one ? [] : [place + 1]));
  return unread.length === 0 ? why : say("beside_unreadable", { why, cases: sayCases(unread) });
}

function whyNoMatch(matched: readonly MatchedCase[]): Saying {
  const [last] = matched.slice(-1);
  if (!last) return say("no_match");
  if ("channelIds" in last) {
    return say("no_enabled_channel", { cases: sayCases(matched.map(({ number }) => number)) });
  }
  const { number, label, channelName } = last;
  if (channelName === null) return say("no_label", { number, label: truncate(label, NAME_SHOWN) });
  return say("no_channel_named", { number, name: truncate(channelName, NAME_SHOWN) });
}

function sayRoute(version: number, numbers: readonly number[]): Saying {
  const cases = numbers.slice(0, CASES_NAMED);
  if (numbers.length > CASES_NAMED) return say("route_many_cases", { version, cases });
  return say(numbers.length > 1 ? "route_cases" : "route_case", { version, cases });
}

function sayCases(all: readonly number[]): Saying {
  const numbers = all.slice(0, CASES_NAMED);
  if (all.length > CASES_NAMED) return say("case_many", { numbers });
  return say(all.length > 1 ? "case_several" : "case_one", { numbers });
}
