import { useEffect, useMemo } from "react";

/** Gives the focus back to what opened a dialog once that is closed, or gone with what it stood in. */
export function useReturnFocus(isOpen: boolean): void {
  // Read before the dialog is there, which takes the focus as soon as it is.
  const opener = useMemo(() => (isOpen ? openerOf(document.activeElement) : null), [isOpen]);
  useEffect(() => {
    if (!opener) return;
    return () => {
      // Where the deed led somewhere else, the focus is there.
      if (document.activeElement === document.body) opener.focus({ preventScroll: true });
    };
  }, [opener]);
}

/** What somebody comes back to: an item of a menu goes away with its menu, but not the button that opened that. */
function openerOf(active: Element | null): HTMLElement | null {
  const button = active?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const opener = button ? document.getElementById(button) : active;
  return opener instanceof HTMLElement ? opener : null;
}
