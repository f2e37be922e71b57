import { useMemo, useState } from "react";
import type { Notice } from "./editing.tsx";
import {
  isSameRoute,
  type RouteBase,
  type RouteDraft,
  readDraft,
  type StoredRoute,
  toBody,
  versionOf,
} from "./route-draft.ts";

/** `rowsOf` is the version whose rows the draft began with: it stays when the draft is put on a version that was saved from it. */
type Edit = { base: RouteBase | null; draft: RouteDraft; rowsOf: number };

/** A draft of a route over the stored one. Without changes it follows what is stored; with some it keeps to the version it began from. */
export function useDraft(stored: StoredRoute | null) {
  const [edit, setEdit] = useState<Edit | null>(null);
  const [generation, setGeneration] = useState(0);
  const [notice, setNotice] = useState<Notice | null>(null);
  const read = useMemo(() => readDraft(stored), [stored]);
  const isDirty = useMemo(() => edit !== null && !isSameRoute(edit.draft, edit.base), [edit]);
  const isKept = edit !== null && (isDirty || versionOf(edit.base) === versionOf(stored));
  const { base, draft, rowsOf } = isKept ? edit : { base: stored, draft: read, rowsOf: versionOf(stored) };
  return {
    shown: {
      ...{ base, draft, isDirty, notice },
      /** Another one when rows are no longer those of before: what was open of them is not. */
      rowsId: `${rowsOf} ${generation}`,
      hasOtherBase: isDirty && versionOf(base) !== versionOf(stored),
    },
    begin: (next: RouteDraft, from: RouteBase | null, said: Notice | null) => {
      setNotice(said);
      setEdit({ base: from, draft: next, rowsOf: from === base ? rowsOf : versionOf(from) });
    },
    /** Lets go of a draft that was saved; what was changed while it was on its way goes on from the version that it became. */
    settle: (saved: RouteDraft, version: number) =>
      setEdit((now) => (now && now.draft !== saved ? { ...now, base: { ...toBody(saved), version } } : null)),
    /** Lets go of the changes; what was said of them last stays. */
    drop: () => setEdit(null),
    /** The rows to come are other ones, even where they look the same. */
    renewRows: () => setGeneration(generation + 1),
    unsay: () => setNotice(null),
  };
}
