import { createContext, useContext } from "react";
import type { RouteDraft, StoredRoute } from "./route-draft.ts";
import type { CaseIssue } from "./route-issues.ts";

/** What just happened to the draft, and the draft before it, where that can be taken back. */
export type Notice = { text: string; before: RouteDraft | null };

/** What everything inside the editor knows and does. */
export type Editing = {
  integrationId: number;
  stored: StoredRoute | null;
  draft: RouteDraft;
  /** The number of each case by its row's key. */
  numbers: ReadonlyMap<number, number>;
  canEdit: boolean;
  /** Whether somebody has tried to save: what is still missing is not wrong before. */
  isChecked: boolean;
  /** What the hub refused in the last attempt to save, by row. */
  refusals: ReadonlyMap<number, readonly CaseIssue[]>;
  change(draft: RouteDraft, notice?: Notice): void;
};

const EditingContext = createContext<Editing | null>(null);

/** Gives everything inside the draft that is edited. */
export const EditingProvider = EditingContext.Provider;

/** The draft that is edited, and how. */
export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("outside of a route editor");
  return editing;
}
