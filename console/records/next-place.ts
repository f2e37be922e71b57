/** Where somebody is in a list: the row they are at, -1 when it has left the list, and where it stood last. */
export type Place = { at: number; last: number };

/** The row that `j` (1) or `k` (-1) leads to. A row that has left the list counts as the gap before the one that took its place. */
export function nextPlace({ at, last }: Place, by: 1 | -1, length: number): number {
  const wanted = at >= 0 ? at + by : by > 0 ? last : last - 1;
  return Math.min(Math.max(wanted, 0), length - 1);
}
