import type { Issue } from "../../contract/issue.ts";
import { type FilterKey, type FilterSubject, fieldOf, readKey } from "./filter-key.ts";
import { readValue, type ValueTest } from "./value-form.ts";

/** A condition as it is sent and stored. */
export type Condition = { key: string; oper: "IN" | "NOTIN"; vals: readonly string[] };

/** A condition ready to be asked, as often as wanted. */
export type CompiledCondition = {
  key: FilterKey;
  /** The values one of which the subject must have, when nothing but exact values can match; null otherwise. */
  exactly: readonly string[] | null;
  matches(subject: FilterSubject): boolean;
};

/** Something read, or what was wrong with it, by field. */
export type Reading<T> = { ok: true; value: T } | { ok: false; issues: readonly Issue[] };

/** Reads a condition once; issues name the field below `at`, such as `cases[2].if[0].vals[1]`. */
export function compileCondition(condition: Condition, at: string): Reading<CompiledCondition> {
  const key = readKey(condition.key);
  const issues: Issue[] = [];
  if ("expected" in key) issues.push({ at: `${at}.key`, expected: key.expected, got: shown(condition.key) });
  const exact = new Set<string>();
  const tests: ValueTest[] = [];
  for (const [index, text] of condition.vals.entries()) {
    const value = readValue(text);
    if ("expected" in value) issues.push({ at: `${at}.vals[${index}]`, expected: value.expected, got: shown(text) });
    else if (value.form === "exact") exact.add(value.text);
    else tests.push(value.test);
  }
  if ("expected" in key || issues.length > 0) return { ok: false, issues };
  const isWanted = condition.oper === "IN";
  return {
    ok: true,
    value: {
      key,
      exactly: isWanted && tests.length === 0 ? [...exact] : null,
      matches: (subject) => anyFits(fieldOf(subject, key), exact, tests) === isWanted,
    },
  };
}

/** A missing label fits nothing but the empty text (D22). */
function anyFits(value: string | undefined, exact: ReadonlySet<string>, tests: readonly ValueTest[]): boolean {
  if (value === undefined) return exact.has("");
  return exact.has(value) || tests.some((test) => test(value));
}

/** Reads conditions that must all hold; none at all let everything pass. */
export function compileConditions(conditions: readonly Condition[], at: string): Reading<CompiledCondition[]> {
  const readings = conditions.map((condition, index) => compileCondition(condition, `${at}[${index}]`));
  const issues = readings.flatMap((reading) => (reading.ok ? [] : reading.issues));
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: readings.flatMap((reading) => (reading.ok ? [reading.value] : [])) };
}

/** A filter ready to be asked. */
export type CompiledFilter = (subject: FilterSubject) => boolean;

/** Reads a filter, groups of conditions of which one must hold whole; none at all let everything pass. */
export function compileFilter(filter: readonly (readonly Condition[])[], at: string): Reading<CompiledFilter> {
  const readings = filter.map((group, index) => compileConditions(group, `${at}[${index}]`));
  const issues = readings.flatMap((reading) => (reading.ok ? [] : reading.issues));
  if (issues.length > 0) return { ok: false, issues };
  const groups = readings.flatMap((reading) => (reading.ok ? [reading.value] : []));
  const holds: CompiledFilter = (subject) => groups.some((group) => group.every(({ matches }) => matches(subject)));
  return { ok: true, value: groups.length === 0 ? () => true : holds };
}

const SHOWN_LENGTH = 60;

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);
}
