import type { z } from "zod";
import type { filterCondition } from "../../contract/filter.ts";
import type { routeItem } from "../../contract/operations/route.ts";

/** A stored route. */
export type StoredRoute = z.output<typeof routeItem>;

/** What is saved of a route. */
export type RouteBody = Pick<StoredRoute, "cases" | "sections" | "default">;

/** The version that a draft began from. */
export type RouteBase = RouteBody & Pick<StoredRoute, "version">;

/** A case of a route. */
export type RouteCase = StoredRoute["cases"][number];

/** A condition of a case. */
export type Condition = z.output<typeof filterCondition>;

type RouteSection = StoredRoute["sections"][number];

/** A line of the editor: a case, or the heading of a section. Its key stays while it is moved about. */
export type DraftRow = { key: number } & ({ rule: RouteCase; section: null } | { rule: null; section: RouteSection });

/** A route that is being edited: sections and cases in one list, so that either is moved by moving its row. */
export type RouteDraft = { rows: readonly DraftRow[]; fallback: StoredRoute["default"] };

/** What a new case is: it takes nothing until it has a channel, and lets later cases see the event too, as the product has it. */
export const NEW_CASE: RouteCase = {
  if: [{ key: "", oper: "IN", vals: [] }],
  channel_ids: [],
  fallthrough: true,
  routing_mode: "standard",
};

/** The route as rows; nothing where there is none yet. */
export function readDraft(route: RouteBody | null): RouteDraft {
  const rows: DraftRow[] = [];
  const headings = [...(route?.sections ?? [])].sort((a, b) => a.position - b.position);
  const addHeadings = (upTo: number) => {
    while (headings[0] && headings[0].position <= upTo) {
      const section = headings.shift();
      if (section) rows.push({ key: rows.length, rule: null, section });
    }
  };
  for (const [place, rule] of (route?.cases ?? []).entries()) {
    addHeadings(place);
    rows.push({ key: rows.length, rule, section: null });
  }
  addHeadings(Number.POSITIVE_INFINITY);
  return { rows, fallback: route?.default ?? null };
}

/** The rows as they are saved; empty conditions are left out, so that a case may be begun and not be finished. */
export function toBody({ rows, fallback }: RouteDraft): RouteBody {
  const cases: RouteCase[] = [];
  const sections: RouteSection[] = [];
  for (const { rule, section } of rows) {
    if (rule) cases.push(toCase(rule));
    else sections.push({ ...section, position: cases.length });
  }
  return { cases, sections, default: fallback };
}

function toCase(rule: RouteCase): RouteCase {
  return { ...rule, if: rule.if.filter(({ key, vals }) => key !== "" || vals.length > 0) };
}

/** Which number each case has, by its row's key: the first is 1, as verdicts name them. */
export function numberCases(rows: readonly DraftRow[]): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  for (const { key, rule } of rows) if (rule) numbers.set(key, numbers.size + 1);
  return numbers;
}

/** A draft with one case replaced. */
export function changeCase(draft: RouteDraft, key: number, rule: RouteCase): RouteDraft {
  return { ...draft, rows: draft.rows.map((row) => (row.key === key ? { key, rule, section: null } : row)) };
}

/** A draft with one section renamed. */
export function renameSection(draft: RouteDraft, key: number, name: string): RouteDraft {
  const rename = (row: DraftRow): DraftRow =>
    row.key === key && row.section ? { ...row, section: { ...row.section, name } } : row;
  return { ...draft, rows: draft.rows.map(rename) };
}

/** A draft with a row added after another one, or at the end; and the new row's key. */
export function addRow(
  draft: RouteDraft,
  added: { rule: RouteCase; section: null } | { rule: null; section: RouteSection },
  afterKey: number | null,
): { draft: RouteDraft; key: number } {
  const key = 1 + draft.rows.reduce((highest, row) => Math.max(highest, row.key), -1);
  const after = draft.rows.findIndex((row) => row.key === afterKey);
  const place = after < 0 ? draft.rows.length : after + 1;
  return { draft: { ...draft, rows: draft.rows.toSpliced(place, 0, { key, ...added }) }, key };
}

/** A draft without a row. */
export function removeRow(draft: RouteDraft, key: number): RouteDraft {
  return { ...draft, rows: draft.rows.filter((row) => row.key !== key) };
}

/** A draft with a row at another place; places outside of the list mean its ends. */
export function moveRow(draft: RouteDraft, key: number, place: number): RouteDraft {
  const from = draft.rows.findIndex((row) => row.key === key);
  const row = draft.rows[from];
  const to = Math.min(Math.max(place, 0), draft.rows.length - 1);
  if (!row || to === from) return draft;
  return { ...draft, rows: draft.rows.toSpliced(from, 1).toSpliced(to, 0, row) };
}

/** A draft whose default goes to these channels. */
export function changeDefault(draft: RouteDraft, channelIds: number[]): RouteDraft {
  return { ...draft, fallback: { ...draft.fallback, channel_ids: channelIds } };
}

/** Whether both would be saved alike. */
export function isSameRoute(draft: RouteDraft, stored: RouteBody | null): boolean {
  return JSON.stringify(toBody(draft)) === JSON.stringify(toBody(readDraft(stored)));
}

/** Every channel that a route names. */
export function channelIdsOf({ cases, default: fallback }: RouteBody): number[] {
  return [...new Set([...cases.flatMap((rule) => rule.channel_ids ?? []), ...(fallback?.channel_ids ?? [])])];
}

/** Whether a row holds a text, given in lower case: its conditions, its label, the names of its channels, its section's name. */
export function rowHolds(row: DraftRow, text: string, nameOf: (channelId: number) => string): boolean {
  if (text === "") return true;
  const { rule, section } = row;
  if (!rule) return section.name.toLowerCase().includes(text);
  const words = rule.if.flatMap(({ key, vals }) => [key, ...vals]);
  const names = (rule.channel_ids ?? []).map(nameOf);
  return [...words, ...names, rule.name_mapping_label ?? ""].some((word) => word.toLowerCase().includes(text));
}

/** The version of what is stored; before the first it is 0. */
export function versionOf(route: RouteBase | null): number {
  return route?.version ?? 0;
}
