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
  reasons: new Map(),
  because: "",
};

/** Pure. A private integration sends everything to its channel. */
export function decidePrivate(channelId: number): RouteDecision {
  return { channelIds: [channelId], skippedIds: [], isDefault: false, reasons: new Map(), because: "" };
}

/**
 * Pure. A shared integration sends an event to the enabled channels of the cases that matched, each once. Where those are none,
 * to its default [D30]; an empty default leaves the event unrouted (`spec.md` §2.6).
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
  const version = route ? `route version ${route.version}` : "no route";
  const reasons = new Map([...numbers].map(([id, cases]) => [id, `${version}, ${nameCases(cases)}`] as const));
  const named = [...numbers.keys()].sort((a, b) => a - b);
  const channelIds = named.filter((id) => enabled.ids.has(id));
  const skippedIds = named.filter((id) => !enabled.ids.has(id));
  if (channelIds.length > 0) return { channelIds, skippedIds, isDefault: false, reasons, because: "" };

  const because = whyNoCase(route, matched);
  const toDefault = [...new Set(route?.defaultChannelIds ?? [])].sort((a, b) => a - b);
  if (toDefault.length === 0) {
    return { channelIds: [], skippedIds, isDefault: false, reasons, because: `${because}, and there is no default` };
  }
  for (const id of toDefault) reasons.set(id, `${version}, default: ${because}`);
  return { channelIds: toDefault, skippedIds: without(skippedIds, toDefault), isDefault: true, reasons, because };
}

function channelsOf(one: MatchedCase, enabled: EnabledChannels): readonly number[] {
  if ("channelIds" in one) return one.channelIds;
  const channelId = one.channelName === null ? undefined : enabled.idByName.get(one.channelName);
  return channelId === undefined ? [] : [channelId];
}

function without(ids: readonly number[], taken: readonly number[]): number[] {
  return ids.filter((id) => !taken.includes(id));
}

function whyNoCase(route: CompiledRoute | null, matched: readonly MatchedCase[]): string {
  if (!route) return "the integration has no route: no case matched";
  const unread = route.cases.flatMap((one, place) => (one ? [] : [place + 1]));
  const beside = unread.length > 0 ? ` (not readable: ${nameCases(unread)})` : "";
  const [last] = matched.slice(-1);
  if (!last) return `no case matched${beside}`;
  if ("channelIds" in last) return `${nameCases(matched.map(({ number }) => number))} gave no enabled channel${beside}`;
  const { number, label, channelName } = last;
  if (channelName === null) return `case ${number} found no label ${truncate(label, NAME_SHOWN)}${beside}`;

  return `case ${number} found no enabled channel named "${truncate(channelName, NAME_SHOWN)}"${beside}`;
}

function nameCases(numbers: readonly number[]): string {
  const named = numbers.slice(0, CASES_NAMED).join(", ");
  return `${numbers.length > 1 ? "cases" : "case"} ${named}${numbers.length > CASES_NAMED ? ", …" : ""}`;
}
