import { useState } from "react";
import type { Notice } from "./editing.tsx";
import type { RouteDraft, StoredRoute } from "./route-draft.ts";
import { useDraft } from "./use-draft.ts";
import { useSaveRoute } from "./use-save-route.ts";

/** Edits a route: its draft, saving it, and a draft that was put aside to look at what somebody else saved. */
export function useRouteEdit(integrationId: number, stored: StoredRoute | null) {
  const { shown, begin, settle, drop, renewRows, unsay } = useDraft(stored);
  const { saving, save, forgetRefusal, startOver } = useSaveRoute(integrationId, settle);
  const [aside, setAside] = useState<RouteDraft | null>(null);
  const { draft, base } = shown;
  const change = (next: RouteDraft, said: Notice | null = null) => {
    forgetRefusal();
    begin(next, base, said);
  };
  return {
    ...{ ...shown, ...saving, aside, change },
    hasConflict: shown.hasOtherBase && !saving.isSaving,
    /** Puts another draft in the place of this one. */
    replace: (next: RouteDraft, said: Notice | null = null) => {
      renewRows();
      change(next, said);
    },
    discard: () => {
      renewRows();
      startOver();
      unsay();
      drop();
    },
    save: () => save(draft, base),
    /** Shows what is stored, and keeps the draft to compare it with. */
    keepAside: () => {
      setAside(draft);
      startOver();
      drop();
    },
    putBack: () => {
      renewRows();
      if (aside) begin(aside, stored, null);
      setAside(null);
    },
    dropAside: () => setAside(null),
  };
}
