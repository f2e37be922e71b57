import { useEffect, useEffectEvent } from "react";

/** Catches what somebody types between opening a dialog and its field having the focus, so that no letter is lost. */
export function useEarlyKeys(isOpen: boolean, onKey: (key: string) => void): void {
  const type = useEffectEvent(onKey);
  useEffect(() => {
    if (!isOpen) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      // The page below has shortcuts of single letters.
      event.stopPropagation();
      type(event.key);
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [isOpen]);
}
