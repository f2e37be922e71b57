import { useEffectEvent, useLayoutEffect } from "react";

const TYPED_INTO = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=dialog]";

/** Does something when a key is pressed, unless somebody types or a dialog is open; while it is held only what may be repeated. */
export function useShortcut(key: string, onPress: () => void, { mayRepeat = false } = {}): void {
  const press = useEffectEvent(onPress);
  // From the moment on that the page is seen: keys come before what runs after it.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPED_INTO)) return;
      event.preventDefault();
      if (mayRepeat || !event.repeat) press();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [key, mayRepeat]);
}
