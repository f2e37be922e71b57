import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Saying } from "../../contract/saying.ts";
import { ApiError } from "../api/api-error.ts";
import { useSettled } from "../ui/use-settled.ts";
import type { RouteCase } from "./route-draft.ts";
import { type CaseIssue, readRefusal } from "./route-issues.ts";
import { alertsToTry, triedRoute } from "./route-queries.ts";

/** How long somebody must have stopped typing before the hub is asked. */
const STILL_MS = 350;
/** Matching asks for conditions only; a case that has no channel yet is tried with one that no channel has. */
const ANY_CHANNEL = 1;

/** What became of trying a case on the latest alerts. */
export type CaseTrial = {
  /** How many alerts there were; null while nobody knows. */
  total: number | null;
  matched: readonly { alert_id: string; alert_title: string; start_time: number }[];
  isTrying: boolean;
  /** What the hub says is wrong with the values: it alone reads patterns as they will be read. */
  issues: readonly CaseIssue[];
  error: Error | null;
};

/** Tries a case, by itself, whenever it stands still. */
export function useCaseTrial(integrationId: number, rule: RouteCase): CaseTrial {
  const asked = JSON.stringify(rule.if.filter(({ key, vals }) => key !== "" && vals.length > 0));
  const settled = useSettled(asked, STILL_MS);
  const alerts = useQuery(alertsToTry(integrationId));
  const ids = alerts.data?.items.map(({ alert_id }) => alert_id) ?? [];
  const conditions = rule.if.filter(({ key, vals }) => key !== "" && vals.length > 0);
  const draft = { cases: [{ if: conditions, channel_ids: [ANY_CHANNEL] }], default: null };
  const { data, error, isPending } = useQuery({
    ...triedRoute(ids, draft),
    enabled: alerts.data !== undefined && settled === asked,
    placeholderData: keepPreviousData,
  });
  const issues = error instanceof ApiError ? atItsPlace(error.said, conditions, rule) : [];
  return {
    total: alerts.data ? ids.length : null,
    matched: data?.filter(({ matched_cases }) => matched_cases.includes("case_1")) ?? [],
    isTrying: isPending || settled !== asked,
    issues,
    error: alerts.error ?? (issues.length > 0 ? null : error),
  };
}

/** Conditions that were only begun are not asked about: the others' places shift by them. */
function atItsPlace(said: readonly Saying[], asked: RouteCase["if"], rule: RouteCase): CaseIssue[] {
  const found = readRefusal(said, [{ ...rule, if: asked }]).get(0) ?? [];
  const places = rule.if.flatMap((condition, at) => (asked.includes(condition) ? [at] : []));
  return found.flatMap((issue): CaseIssue[] => {
    if (!("condition" in issue)) return [];
    const condition = places[issue.condition];
    return condition === undefined ? [] : [{ ...issue, condition }];
  });
}
