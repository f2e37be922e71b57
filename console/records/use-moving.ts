import { useLayoutEffect, useRef } from "react";
import { useShortcut } from "../ui/use-shortcut.ts";
import { nextPlace } from "./next-place.ts";

type Moving = {
  /** The keys of all rows, in order. */
  keys: readonly string[];
  current: string | null;
  onCurrent: (key: string) => void;
  list: React.RefObject<HTMLUListElement | null>;
  scrollTo: (index: number) => void;
};

/**
 * Moves from row to row with `j` and `k`: the row is brought to the screen, and its link has the focus once it is there. When the
 * current row leaves the list its place is kept. Gives what is to be done when a row gets the focus.
 */
export function useMoving({ keys, current, onCurrent, list, scrollTo }: Moving): (key: string) => void {
  const wanted = useRef<string | null>(null);
  const at = current === null ? -1 : keys.indexOf(current);
  const last = usePlace(current, at);
  const isReturning = useRef(false);
  const focus = (key: string | undefined) => {
    const row = key === undefined ? null : list.current?.querySelector(`[data-key="${key}"] a`);
    if (!(row instanceof HTMLElement)) return false;
    row.focus({ preventScroll: true });
    return true;
  };
  const focusWanted = () => {
    if (wanted.current !== null && focus(wanted.current)) wanted.current = null;
  };
  const move = (by: 1 | -1) => {
    const index = nextPlace({ at, last: last.current }, by, keys.length);
    const key = keys[index];
    if (key === undefined) return;
    wanted.current = key;
    onCurrent(key);
    scrollTo(index);
    focusWanted();
  };
  useLayoutEffect(focusWanted);
  useGone(current, at, () => {
    // The focus only: whoever presses a key once more means the row that is gone, and must not do it to the next.
    isReturning.current = true;
    focus(keys[Math.min(last.current, keys.length - 1)]);
    isReturning.current = false;
  });
  useShortcut("j", () => move(1), { mayRepeat: true });
  useShortcut("k", () => move(-1), { mayRepeat: true });
  return (key) => {
    if (!isReturning.current) onCurrent(key);
  };
}

/** Where the current row stands, or stood when it was still there. */
function usePlace(current: string | null, at: number): React.RefObject<number> {
  const last = useRef(0);
  useLayoutEffect(() => {
    if (current === null) last.current = 0;
    else if (at >= 0) last.current = at;
  }, [current, at]);
  return last;
}

/** Calls back when the current row left the list and took the focus along. */
function useGone(current: string | null, at: number, onGone: () => void): void {
  const before = useRef<string | null>(null);
  useLayoutEffect(() => {
    const isGone = at < 0 && current !== null && before.current === current;
    before.current = at < 0 ? null : current;
    if (isGone && document.activeElement === document.body) onGone();
  });
}
