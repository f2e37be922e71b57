import type { Reject } from "./source.ts";

/** Pure. Where in their body the events stood that could be read, in their order: between those that could not. */
export function listEventPlaces(eventCount: number, rejects: readonly Reject[]): number[] {
  const taken = new Set(rejects.map(({ index }) => index));
  const places: number[] = [];
  for (let place = 0; places.length < eventCount; place += 1) {
    if (!taken.has(place)) places.push(place);
  }
  return places;
}
