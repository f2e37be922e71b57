import { randomInt } from "node:crypto";

/** Random choices that a seed repeats. */
export type Random = {
  /** From `min` up to, not including, `max`. */
  between(min: number, max: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
};

/** The seed of a trial: `TOCSIN_TRIAL_SEED`, or a new one. Print it: timing is the machine's, but the choices come back. */
export function chooseSeed(): number {
  return Number(process.env.TOCSIN_TRIAL_SEED ?? randomInt(1, 1_000_000_000));
}

/** Mulberry32: small, and good enough to pick moments and nodes. */
export function createRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number) => Math.floor(min + next() * (max - min));
  return { between, pick: (items) => items[between(0, items.length)] ?? items[0] };
}
