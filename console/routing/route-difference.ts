import type { RouteBody, RouteCase } from "./route-draft.ts";

/** A case with the number it has in its version. */
export type NumberedCase = { number: number; rule: RouteCase };

/** One thing that differs between two versions of a route. */
export type Difference =
  | { kind: "added" | "removed"; at: NumberedCase }
  | { kind: "changed" | "moved"; before: NumberedCase; after: NumberedCase }
  | { kind: "default"; added: readonly number[]; removed: readonly number[] }
  | { kind: "sections"; before: readonly string[]; after: readonly string[] };

/** Longer stretches are compared as sets, which cost less: places are then told less well, contents all the same. */
const TABLE_MAX = 2_000_000;

/** Pure. What somebody who knew one version has to know of the other, in the order of the cases. */
export function compareRoutes(before: RouteBody, after: RouteBody): Difference[] {
  return [...compareDefaults(before, after), ...compareSections(before, after), ...compareCases(before, after)];
}

function compareDefaults(before: RouteBody, after: RouteBody): Difference[] {
  const [old, now] = [before.default?.channel_ids ?? [], after.default?.channel_ids ?? []];
  const added = now.filter((id) => !old.includes(id));
  const removed = old.filter((id) => !now.includes(id));
  return added.length + removed.length === 0 ? [] : [{ kind: "default", added, removed }];
}

function compareSections(before: RouteBody, after: RouteBody): Difference[] {
  const names = ({ sections }: RouteBody) => sections.map(({ name }) => name);
  const [old, now] = [names(before), names(after)];
  return old.join("\0") === now.join("\0") ? [] : [{ kind: "sections", before: old, after: now }];
}

type Line = NumberedCase & { text: string };

function compareCases(before: RouteBody, after: RouteBody): Difference[] {
  const lines = ({ cases }: RouteBody): Line[] =>
    cases.map((rule, at) => ({ number: at + 1, rule, text: JSON.stringify(rule) }));
  const gaps = findGaps(lines(before), lines(after));
  const removed = gaps.flatMap((gap) => gap.removed);
  const added = gaps.flatMap((gap) => gap.added);
  const movedFrom = pairEqual(removed, added);
  const isMoved = new Set([...movedFrom.keys(), ...movedFrom.values()]);
  return gaps.flatMap((gap) =>
    describeGap(
      gap.removed.filter((line) => !isMoved.has(line)),
      gap.added,
      movedFrom,
    ),
  );
}

/** What stands in the same gap on both sides is one case that was edited; the rest came or went. */
function describeGap(removed: Line[], added: readonly Line[], movedFrom: ReadonlyMap<Line, Line>): Difference[] {
  const left = [...removed];
  const differences = added.map((line): Difference => {
    const from = movedFrom.get(line);
    if (from) return { kind: "moved", before: from, after: line };
    const before = left.shift();
    return before ? { kind: "changed", before, after: line } : { kind: "added", at: line };
  });
  return [...differences, ...left.map((at): Difference => ({ kind: "removed", at }))];
}

/** For each added line the removed one that says the same: it only moved. */
function pairEqual(removed: readonly Line[], added: readonly Line[]): Map<Line, Line> {
  const byText = new Map<string, Line[]>();
  for (const line of removed) {
    const alike = byText.get(line.text);
    if (alike) alike.push(line);
    else byText.set(line.text, [line]);
  }
  return new Map(
    added.flatMap((line): [Line, Line][] => {
      const from = byText.get(line.text)?.shift();
      return from ? [[line, from]] : [];
    }),
  );
}

type Gap = { removed: Line[]; added: Line[] };

/** The stretches between what both sides have in the same order. */
function findGaps(before: readonly Line[], after: readonly Line[]): Gap[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start]?.text === after[start]?.text) start += 1;
  let end = 0;
  const same = () => before.at(-1 - end)?.text === after.at(-1 - end)?.text;
  while (end < before.length - start && end < after.length - start && same()) end += 1;
  const old = before.slice(start, before.length - end);
  const now = after.slice(start, after.length - end);
  const kept = old.length * now.length > TABLE_MAX ? [] : longestCommon(old, now);
  const gaps: Gap[] = [];
  let [oldAt, nowAt] = [0, 0];
  for (const [oldKept, nowKept] of [...kept, [old.length, now.length] as const]) {
    gaps.push({ removed: old.slice(oldAt, oldKept), added: now.slice(nowAt, nowKept) });
    [oldAt, nowAt] = [oldKept + 1, nowKept + 1];
  }
  return gaps;
}

/** The places of a longest list of lines that both sides have in the same order. */
function longestCommon(old: readonly Line[], now: readonly Line[]): (readonly [number, number])[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const isSame = old[i]?.text === now[j]?.text;
      lengths[i * width + j] = isSame ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const kept: (readonly [number, number])[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < now.length) {
    if (old[i]?.text === now[j]?.text) {
      kept.push([i, j]);
      i += 1;
      j += 1;
    } else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return kept;
}
