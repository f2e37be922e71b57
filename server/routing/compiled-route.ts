import type { Issue } from "../../contract/issue.ts";
import { say } from "../../contract/saying.ts";
import { type CompiledCondition, compileConditions } from "../rules/filter.ts";
import { type FilterSubject, fieldOf, readLabelName } from "../rules/filter-key.ts";
import { type CaseIndex, indexCases, listCandidates } from "./case-index.ts";
import type { MatchedCase, RouteCase, RouteRules } from "./route.ts";

type Target = { channelIds: readonly number[] } | { nameLabel: string };

type CompiledCase = { conditions: readonly CompiledCondition[]; target: Target; goesOn: boolean };

/** A route ready to be asked. */
export type CompiledRoute = {
  version: number;
  defaultChannelIds: readonly number[];
  /** By place; null where a case cannot be read, which then never matches. */
  cases: readonly (CompiledCase | null)[];
  index: CaseIndex;
};

/** Reads a route once. Issues name the field, such as `cases[2].if[0].vals[1]`; the route stands all the same. */
export function compileRoute(
  { cases, defaultChannelIds }: RouteRules,
  version: number,
): { route: CompiledRoute; issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const compiled = cases.map((one, place) => {
    const target = readTarget(one, `cases[${place}]`);
    const conditions = compileConditions(one.if, `cases[${place}].if`);
    if ("expected" in target) issues.push(target);
    if (!conditions.ok) issues.push(...conditions.issues);
    if ("expected" in target || !conditions.ok) return null;
    return { conditions: conditions.value, target, goesOn: one.fallthrough ?? false };
  });
  const index = indexCases(compiled.map((one) => one?.conditions ?? null));
  return { route: { version, defaultChannelIds, cases: compiled, index }, issues };
}

function readTarget(one: RouteCase, at: string): Target | Issue {
  const channelIds = one.channel_ids ?? [];
  if (one.routing_mode === "name_mapping") {
    if (channelIds.length > 0) {
      return {
        at: `${at}.channel_ids`,
        expected: say("none_with_name_mapping"),
        got: say("items", { count: channelIds.length }),
      };
    }
    if (one.name_mapping_label) return { nameLabel: readLabelName(one.name_mapping_label) };
    return { at: `${at}.name_mapping_label`, expected: say("name_label"), got: say("nothing") };
  }
  if (channelIds.length > 0) return { channelIds };
  return { at: `${at}.channel_ids`, expected: say("a_channel"), got: say("none") };
}

/** Pure. The cases that match, from top to bottom, up to the first that does not go on (R4). */
export function matchCases({ cases, index }: CompiledRoute, subject: FilterSubject): MatchedCase[] {
  const matched: MatchedCase[] = [];
  for (const place of listCandidates(index, subject)) {
    const found = cases[place];
    if (!found?.conditions.every(({ matches }) => matches(subject))) continue;
    matched.push(toMatched(found.target, place + 1, subject));
    if (!found.goesOn) break;
  }
  return matched;
}

function toMatched(target: Target, number: number, subject: FilterSubject): MatchedCase {
  if ("channelIds" in target) return { number, channelIds: target.channelIds };
  const label = target.nameLabel;
  return { number, label, channelName: fieldOf(subject, { label }) ?? null };
}
