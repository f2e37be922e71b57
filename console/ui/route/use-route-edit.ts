import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { routeUpsert } from "../../../contract/operations/route.ts";
import { ApiError } from "../../api/api-error.ts";
import { call } from "../../api/call.ts";
import type { Notice } from "./editing.tsx";
import { isSameRoute, type RouteDraft, readDraft, type StoredRoute, toBody } from "./route-draft.ts";
import { type CaseIssue, listUnfinished, readRefusal } from "./route-issues.ts";

type Edit = { base: StoredRoute | null; draft: RouteDraft };

const versionOf = (route: StoredRoute | null) => route?.version ?? 0;

/** A draft of a route over the stored one. Without changes it follows what is stored; with some it keeps to the version it began from. */
export function useRouteEdit(integrationId: number, stored: StoredRoute | null) {
  const [edit, setEdit] = useState<Edit | null>(null);
  const [aside, setAside] = useState<RouteDraft | null>(null);
  const [isChecked, setChecked] = useState(false);
  const [generation, setGeneration] = useState(0);
  const [notice, setNotice] = useState<Notice | null>(null);
  const read = useMemo(() => readDraft(stored), [stored]);
  const isDirty = useMemo(() => edit !== null && !isSameRoute(edit.draft, edit.base), [edit]);
  const isKept = edit !== null && (isDirty || versionOf(edit.base) === versionOf(stored));
  const { base, draft } = isKept ? edit : { base: stored, draft: read };
  const save = useSave(integrationId, () => {
    setChecked(false);
    setEdit(null);
  });
  const begin = (next: RouteDraft, from: StoredRoute | null, said: Notice | null) => {
    if (!save.isPending) save.reset();
    setNotice(said);
    setEdit({ base: from, draft: next });
  };
  const refusals = useMemo(() => readRefusals(save.error, save.variables), [save.error, save.variables]);
  return {
    ...{ base, draft, isDirty, isChecked, aside, notice, refusals },
    /** Another one when rows are no longer those of before: what was open of them is not. */
    rowsId: `${versionOf(base)} ${generation}`,
    hasConflict: isDirty && !save.isPending && versionOf(base) !== versionOf(stored),
    isSaving: save.isPending,
    saveError: save.error,
    savedVersion: save.data ?? null,
    change: (next: RouteDraft, said: Notice | null = null) => begin(next, base, said),
    /** Puts another draft in the place of this one. */
    replace: (next: RouteDraft, said: Notice | null = null) => {
      setGeneration(generation + 1);
      begin(next, base, said);
    },
    discard: () => {
      setGeneration(generation + 1);
      save.reset();
      setChecked(false);
      setNotice(null);
      setEdit(null);
    },
    save: () => {
      setChecked(true);
      if (listUnfinished(draft.rows).length === 0) save.mutate({ draft, version: versionOf(base) });
    },
    /** Shows what is stored, and keeps the draft to compare it with. */
    keepAside: () => {
      setAside(draft);
      setEdit(null);
      save.reset();
    },
    putBack: () => {
      setGeneration(generation + 1);
      if (aside) begin(aside, stored, null);
      setAside(null);
    },
    dropAside: () => setAside(null),
  };
}

type Attempt = { draft: RouteDraft; version: number };

function useSave(integrationId: number, onSaved: () => void) {
  const queries = useQueryClient();
  const readAnew = () => queries.invalidateQueries({ queryKey: ["route"] });
  return useMutation({
    mutationFn: async ({ draft, version }: Attempt) => {
      await call(routeUpsert, { integration_id: integrationId, ...toBody(draft), version });
      return version + 1;
    },
    onSuccess: async () => {
      await readAnew();
      onSaved();
    },
    // Who saved meanwhile, and what, is seen once it is read.
    onError: (error) => (error instanceof ApiError && error.code === "VersionConflict" ? readAnew() : undefined),
  });
}

function readRefusals(error: Error | null, attempt: Attempt | undefined): Map<number, readonly CaseIssue[]> {
  if (!(error instanceof ApiError) || !attempt) return new Map();
  const rows = attempt.draft.rows.filter(({ rule }) => rule !== null);
  const found = readRefusal(error.said, toBody(attempt.draft).cases);
  return new Map([...found].flatMap(([place, issues]) => (rows[place] ? [[rows[place].key, issues] as const] : [])));
}
