import type { CompiledCondition } from "../rules/filter.ts";
import { type Attribute, type FilterKey, type FilterSubject, fieldOf } from "../rules/filter-key.ts";

/** The places of cases under a value, rising. */
type Places = Map<string, number[]>;

/**
 * Where to look for cases that can match an event. A case that asks for exact values stands under each value of one of its
 * conditions; all other cases are always looked at. An event then costs what its own values lead to, however many cases there are.
 */
export type CaseIndex = {
  byAttribute: Map<Attribute, Places>;
  byLabel: Map<string, Places>;
  always: number[];
};

/** Puts each case where it is least crowded: under its condition whose values are rarest among all cases. */
export function indexCases(cases: readonly (readonly CompiledCondition[] | null)[]): CaseIndex {
  const crowdOf = countUses(cases.flatMap((conditions) => conditions ?? []));
  const index: CaseIndex = { byAttribute: new Map(), byLabel: new Map(), always: [] };
  for (const [place, conditions] of cases.entries()) {
    if (!conditions) continue;
    const [first, ...others] = conditions.filter(isIndexable);
    if (!first) index.always.push(place);
    else
      addUnder(
        index,
        others.reduce((best, other) => (crowdOf(other) < crowdOf(best) ? other : best), first),
        place,
      );
  }
  return index;
}

/** The places of the cases that can match, rising. The others cannot: they ask for a value that the subject does not have. */
export function* listCandidates(index: CaseIndex, subject: FilterSubject): Generator<number> {
  const lists = [index.always];
  for (const [attribute, places] of index.byAttribute) {
    lists.push(places.get(fieldOf(subject, { attribute }) ?? "") ?? []);
  }
  for (const [label, value] of Object.entries(subject.labels)) lists.push(index.byLabel.get(label)?.get(value) ?? []);

  const heads = lists.filter((list) => list.length > 0).map((list) => ({ list, next: 0 }));
  for (;;) {
    let lowest = { head: heads[0], place: Number.POSITIVE_INFINITY };
    for (const head of heads) {
      const place = head.list[head.next] ?? Number.POSITIVE_INFINITY;
      if (place < lowest.place) lowest = { head, place };
    }
    if (!lowest.head || lowest.place === Number.POSITIVE_INFINITY) return;
    lowest.head.next += 1;
    yield lowest.place;
  }
}

/** A condition on a label that also takes the empty text matches where the label is missing, and so stands under no value. */
function isIndexable({ exactly, key }: CompiledCondition): boolean {
  return exactly !== null && ("attribute" in key || !exactly.includes(""));
}

function addUnder(index: CaseIndex, { key, exactly }: CompiledCondition, place: number): void {
  const places = placesOf(index, key);
  for (const value of exactly ?? []) {
    const list = places.get(value);
    if (list) list.push(place);
    else places.set(value, [place]);
  }
}

function placesOf({ byAttribute, byLabel }: CaseIndex, key: FilterKey): Places {
  const places = ("attribute" in key ? byAttribute.get(key.attribute) : byLabel.get(key.label)) ?? new Map();
  if ("attribute" in key) byAttribute.set(key.attribute, places);
  else byLabel.set(key.label, places);
  return places;
}

function countUses(conditions: readonly CompiledCondition[]): (condition: CompiledCondition) => number {
  const uses = new Map<string, number>();
  const words = ({ key, exactly }: CompiledCondition) => {
    const name = "attribute" in key ? key.attribute : `labels.${key.label}`;
    return (exactly ?? []).map((value) => `${name}\0${value}`);
  };
  for (const word of conditions.filter(isIndexable).flatMap(words)) uses.set(word, (uses.get(word) ?? 0) + 1);
  return (condition) => words(condition).reduce((sum, word) => sum + (uses.get(word) ?? 0), 0);
}
