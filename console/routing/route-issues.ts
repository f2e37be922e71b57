import { valueFormOf } from "../../contract/filter.ts";
import type { Saying } from "../../contract/saying.ts";
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

/** A field of a route, such as `cases[1].if[0].vals[2]`. */
const AT_CASE =
  /^(?:route\.)?cases\[(\d+)\](?:\.if\[(\d+)\](?:\.(key)|\.vals\[(\d+)\])?|\.(channel_ids|name_mapping_label))?$/;

/** Pure. What a refusal of the hub says about cases, by their place among all cases; empty when it is about something else. */
export function readRefusal(said: readonly Saying[], cases: readonly RouteCase[]): Map<number, CaseIssue[]> {
  const found = new Map<number, CaseIssue[]>();
  for (const saying of said) {
    const [, place, condition, key, value, field] = AT_CASE.exec(saying.field ?? "") ?? [];
    const rule = cases[Number(place)];
    if (place === undefined || !rule) continue;
    const issue = toIssue(rule, { condition, key, value, field }, saying);
    if (issue) found.set(Number(place), [...(found.get(Number(place)) ?? []), issue]);
  }
  return found;
}

type Part = Record<"condition" | "key" | "value" | "field", string | undefined>;

function toIssue(rule: RouteCase, { condition, key, value, field }: Part, saying: Saying): CaseIssue | null {
  if (field === "channel_ids") return { field: "channels" };
  if (field === "name_mapping_label") return { field: "label" };
  const at = Number(condition);
  if (key) return { field: "key", condition: at };
  const form = valueFormOf(rule.if[at]?.vals[Number(value)] ?? "");
  if (value === undefined || form === "wildcard" || form === "exact") return null;
  return { field: "value", condition: at, value: Number(value), form, detail: detailOf(saying) };
}

/** Of what is wrong with a pattern only the engine's own words help; ranges and numbers are said by their form. */
function detailOf({ values }: Saying): string {
  const expected = values?.expected;
  if (typeof expected !== "object" || Array.isArray(expected) || expected.word !== "re2_pattern") return "";
  return String(expected.values?.detail ?? "");
}

/** Pure. The cases that cannot be saved as they are, by their row's key. */
export function listUnfinished(rows: readonly DraftRow[]): number[] {
  return rows.flatMap(({ key, rule }) => (rule && findIssues(rule).length > 0 ? [key] : []));
}
