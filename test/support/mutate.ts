/** What is done to one part of a body. */
export const STEP_OPS = ["drop", "replace", "nest", "rename", "asText", "list"] as const;

/** One change of a body: each number of the path picks a child. */
export type MutationStep = { path: number[]; op: (typeof STEP_OPS)[number]; value: unknown; name: string };

/** Names that mean something to a source or to JavaScript. */
export const ODD_NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "",
  "a\0b",
  "alerts",
  "status",
  "labels",
  "resource",
  "alertState",
  "time",
] as const;

/** Values that senders never mean. */
export const ODD_VALUES = [
  "recovered",
  "Ok",
  "P1",
  "警告",
  "9".repeat(400),
  1e308,
  -1,
  "\ud800",
  "\0",
  "{",
  "[]",
  "null",
] as const;

/** The value with one step done to the part the path leads to; each number of a path picks a child. */
export function mutate(value: unknown, path: readonly number[], step: MutationStep): unknown {
  const [pick, ...rest] = path;
  if (pick === undefined || typeof value !== "object" || value === null) return change(value, step);
  const entries: [string, unknown][] = Object.entries(value);
  const chosen = entries[pick % (entries.length || 1)];
  if (chosen === undefined) return change(value, step);
  const here = rest.length === 0;
  const changed = entries.flatMap((entry): [string, unknown][] => {
    if (entry !== chosen) return [entry];
    if (here && step.op === "drop") return [];
    if (here && step.op === "rename") return [[step.name, entry[1]]];
    return [[entry[0], mutate(entry[1], rest, step)]];
  });
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

function change(value: unknown, step: MutationStep): unknown {
  if (step.op === "replace") return step.value;
  if (step.op === "nest") return Object.fromEntries([[step.name, value]]);
  if (step.op === "asText") return JSON.stringify(value) ?? null;
  return step.op === "list" ? [value, step.value] : value;
}
