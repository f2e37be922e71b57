import type { Saying } from "../../contract/saying.ts";
import type { Condition } from "../rules/filter.ts";

/** A case as it is sent and stored. */
export type RouteCase = {
  if: readonly Condition[];
  channel_ids?: readonly number[] | null | undefined;
  /** Whether the cases below are looked at too when this one matched. */
  fallthrough?: boolean | undefined;
  routing_mode?: "standard" | "name_mapping" | undefined;
  name_mapping_label?: string | undefined;
};

/** What decides where the events of a shared integration go. */
export type RouteRules = { cases: readonly RouteCase[]; defaultChannelIds: readonly number[] };

/** A case that matched: its number, from 1, and the channels it names, or the name of the one it maps to. */
export type MatchedCase =
  | { number: number; channelIds: readonly number[] }
  | { number: number; label: string; channelName: string | null };

/** The channels that take events. */
export type EnabledChannels = { ids: ReadonlySet<number>; idByName: ReadonlyMap<string, number> };

/** Where an event goes, and why. */
export type RouteDecision = {
  /** In id order, each once. */
  channelIds: readonly number[];
  /** Channels that matched cases name and that are disabled or gone. */
  skippedIds: readonly number[];
  isDefault: boolean;
  /** Numbers of the cases that matched, from 1. */
  cases: readonly number[];
  /** What sent the event to a channel, or would have; nothing for a private integration. */
  reasons: ReadonlyMap<number, Saying>;
  /** Why it goes nowhere, or to the default. */
  because: Saying | null;
};
