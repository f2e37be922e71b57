import { useEffect, useEffectEvent, useState } from "react";

const STILL_MS = 250;

/** Text that somebody types for the address: it is handed on once it stands still, and follows when the address changes otherwise. */
export function useTyped(value: string, onSettled: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  if (seen !== value) {
    setSeen(value);
    if (value !== sent) setTyped(value);
  }
  const settle = useEffectEvent((text: string) => {
    setSent(text);
    onSettled(text);
  });
  useEffect(() => {
    if (typed === value) return;
    const timer = window.setTimeout(() => settle(typed), STILL_MS);
    return () => window.clearTimeout(timer);
  }, [typed, value]);
  return [typed, setTyped];
}
