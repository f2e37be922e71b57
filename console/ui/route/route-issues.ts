import { valueFormOf } from "../../../contract/filter.ts";
import type { DraftRow, RouteCase } from "./route-draft.ts";

/** What of a case is wrong, and at which of its fields. */
export type CaseIssue =
  | { field: "channels" | "label" }
  | { field: "key"; condition: number }
  | { field: "values"; condition: number }
  /** `form` is what the value tries to be; `detail` what the hub says of it, when only the hub can tell. */
  | { field: "value"; condition: number; value: number; form: "pattern" | "range" | "comparison"; detail: string };

/** Pure. What the console sees by itself: what a case still lacks. */
export function findIssues(rule: RouteCase): CaseIssue[] {
  const issues: CaseIssue[] = [];
  for (const [condition, { key, vals }] of rule.if.entries()) {
    if (key === "" && vals.length > 0) issues.push({ field: "key", condition });
    if (key !== "" && vals.length === 0) issues.push({ field: "values", condition });
  }
  if (rule.routing_mode === "name_mapping") {
    if (!rule.name_mapping_label) issues.push({ field: "label" });
  } else if ((rule.channel_ids ?? []).length === 0) issues.push({ field: "channels" });
  return issues;
}

/** The hub's words about one field of a route: `cases[1].if[0].vals[2]: expected …, got …`. */
const AT_CASE =
  /^(?:route\.)?cases\[(\d+)\](?:\.if\[(\d+)\](?:\.(key)|\.vals\[(\d+)\])?|\.(channel_ids|name_mapping_label))?: expected (.*)$/s;

/** Pure. What a refusal of the hub says about cases, by their place among all cases; empty when it is about something else. */
export function readRefusal(message: string, cases: readonly RouteCase[]): Map<number, CaseIssue[]> {
  const found = new Map<number, CaseIssue[]>();
  for (const part of message.split(/; (?=(?:route\.)?cases\[)/)) {
    const [, place, condition, key, value, field, words = ""] = AT_CASE.exec(part) ?? [];
    const rule = cases[Number(place)];
    if (place === undefined || !rule) continue;
    const issue = toIssue(rule, { condition, key, value, field, words });
    if (issue) found.set(Number(place), [...(found.get(Number(place)) ?? []), issue]);
  }
  return found;
}

type Part = Record<"condition" | "key" | "value" | "field", string | undefined> & { words: string };

function toIssue(rule: RouteCase, { condition, key, value, field, words }: Part): CaseIssue | null {
  if (field === "channel_ids") return { field: "channels" };
  if (field === "name_mapping_label") return { field: "label" };
  const at = Number(condition);
  if (key) return { field: "key", condition: at };
  const form = valueFormOf(rule.if[at]?.vals[Number(value)] ?? "");
  if (value === undefined || form === "wildcard" || form === "exact") return null;
  return { field: "value", condition: at, value: Number(value), form, detail: detailOf(words) };
}

/** Of what is wrong with a pattern only the engine's own words help; ranges and numbers are said by their form. */
function detailOf(words: string): string {
  return /^a regular expression that RE2 takes \((.*)\), got /s.exec(words)?.[1] ?? "";
}

/** Pure. The cases that cannot be saved as they are, by their row's key. */
export function listUnfinished(rows: readonly DraftRow[]): number[] {
  return rows.flatMap(({ key, rule }) => (rule && findIssues(rule).length > 0 ? [key] : []));
}
