import { z } from "zod";

const KEPT = 6;

const place = z.object({ kind: z.enum(["channel", "integration"]), id: z.number(), name: z.string() });

/** A channel or an integration somebody looked at. */
export type Place = z.output<typeof place>;

/** Each person's own, though several may use one browser. */
const keyOf = (memberId: number) => `tocsin-recent-${memberId}`;

/** Where somebody was in this browser, the latest first. */
export function readRecent(memberId: number): Place[] {
  try {
    return z.array(place).parse(JSON.parse(localStorage.getItem(keyOf(memberId)) ?? "[]"));
  } catch {
    return [];
  }
}

/** Puts a place first. */
export function rememberPlace(memberId: number, visited: Place): void {
  const others = readRecent(memberId).filter(({ kind, id }) => kind !== visited.kind || id !== visited.id);
  localStorage.setItem(keyOf(memberId), JSON.stringify([visited, ...others].slice(0, KEPT)));
}
