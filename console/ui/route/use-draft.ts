import { useMemo, useState } from "react";
import type { Notice } from "./editing.tsx";
import { isSameRoute, type RouteDraft, readDraft, type StoredRoute, versionOf } from "./route-draft.ts";

type Edit = { base: StoredRoute | null; draft: RouteDraft };

/** A draft of a route over the stored one. Without changes it follows what is stored; with some it keeps to the version it began from. */
export function useDraft(stored: StoredRoute | null) {
  const [edit, setEdit] = useState<Edit | null>(null);
  const [generation, setGeneration] = useState(0);
  const [notice, setNotice] = useState<Notice | null>(null);
  const read = useMemo(() => readDraft(stored), [stored]);
  const isDirty = useMemo(() => edit !== null && !isSameRoute(edit.draft, edit.base), [edit]);
  const isKept = edit !== null && (isDirty || versionOf(edit.base) === versionOf(stored));
  const { base, draft } = isKept ? edit : { base: stored, draft: read };
  return {
    shown: {
      ...{ base, draft, isDirty, notice },
      /** Another one when rows are no longer those of before: what was open of them is not. */
      rowsId: `${versionOf(base)} ${generation}`,
      hasOtherBase: isDirty && versionOf(base) !== versionOf(stored),
    },
    begin: (next: RouteDraft, from: StoredRoute | null, said: Notice | null) => {
      setNotice(said);
      setEdit({ base: from, draft: next });
    },
    /** Lets go of the changes; what was said of them last stays. */
    drop: () => setEdit(null),
    /** The rows to come are other ones, even where they look the same. */
    renewRows: () => setGeneration(generation + 1),
    unsay: () => setNotice(null),
  };
}
