import { useState } from "react";
import { isSameMapping, type MappingDraft, readDraft, type Settings, writeDraft } from "./mapping-draft.ts";

/** A draft, and the settings that it began from. */
type Edit = { draft: MappingDraft; from: Settings };

/** A draft of a mapping. Without changes it follows what is stored; with some it stays, and tells when another mapping was saved meanwhile. */
export function useMappingDraft(stored: Settings) {
  const [edit, setEdit] = useState<Edit | null>(null);
  const isChanged = edit !== null && !isSameMapping(writeDraft(edit.draft, {}), edit.from);
  const isKept = edit !== null && (isChanged || isSameMapping(edit.from, stored));
  const { draft, from } = isKept ? edit : { draft: readDraft(stored), from: stored };
  const wanted = writeDraft(draft, stored);
  const isDirty = isChanged && !isSameMapping(wanted, stored);
  return {
    ...{ draft, wanted, isDirty },
    hasOther: isDirty && !isSameMapping(from, stored),
    change: (part: Partial<MappingDraft>) => setEdit({ draft: { ...draft, ...part }, from }),
    discard: () => setEdit(null),
    /** Goes on from what somebody else saved, to put this draft in its place. */
    keep: () => setEdit({ draft, from: stored }),
    /** Lets go of a draft that was saved; what was changed while it was on its way goes on from there. */
    settle: (saved: MappingDraft, settings: Settings) =>
      setEdit((now) => (now && now.draft !== saved ? { ...now, from: settings } : null)),
  };
}
