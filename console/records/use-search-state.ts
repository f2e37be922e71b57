import { useState } from "react";

/** A state that belongs to one search: with another one it begins anew, since what it speaks of is no longer on screen. */
export function useSearchState<State>(
  search: object,
  initial: State,
): [State, (next: (before: State) => State) => void] {
  const of = JSON.stringify(search);
  const begin = { of, state: initial };
  const [held, setHeld] = useState(begin);
  const current = held.of === of ? held : begin;
  if (current !== held) setHeld(current);
  return [
    current.state,
    (next) => setHeld((before) => ({ of, state: next(before.of === of ? before.state : initial) })),
  ];
}
