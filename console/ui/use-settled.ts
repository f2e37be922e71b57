import { useEffect, useState } from "react";

/** A value that follows another once that has stood still for a while: for asking the hub about what somebody types. */
export function useSettled<T>(value: T, stillMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), stillMs);
    return () => window.clearTimeout(timer);
  }, [value, stillMs]);
  return settled;
}
