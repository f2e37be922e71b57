import { useEffect, useEffectEvent, useState } from "react";
import { followAddress, type Typed, unsentOf } from "./typed.ts";

/** Somebody who still types is not asked for. */
const STILL_MS = 250;

/** Text that somebody types for the address: it is handed on once it stands still, and follows when the address changes otherwise. */
export function useTyped(
  value: string,
  onSettled: (text: string) => void,
  stillMs = STILL_MS,
): [string, (text: string) => void] {
  const [typed, setTyped] = useState<Typed>({ text: value, value, sent: [] });
  if (typed.value !== value) setTyped(followAddress(typed, value));
  const settle = useEffectEvent((text: string) => {
    setTyped((before) => ({ ...before, sent: [...before.sent, text] }));
    onSettled(text);
  });
  const unsent = unsentOf(typed);
  useEffect(() => {
    if (unsent === null) return;
    const timer = window.setTimeout(() => settle(unsent), stillMs);
    return () => window.clearTimeout(timer);
  }, [unsent, stillMs]);
  return [typed.text, (text) => setTyped((before) => ({ ...before, text }))];
}
