import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { routeUpsert } from "../../contract/operations/route.ts";
import { ApiError } from "../api/api-error.ts";
import { call } from "../api/call.ts";
import { type RouteBase, type RouteDraft, toBody, versionOf } from "./route-draft.ts";
import { type CaseIssue, listUnfinished, readRefusal } from "./route-issues.ts";

type Attempt = { draft: RouteDraft; version: number };
type OnSaved = (draft: RouteDraft, version: number) => void;

/** Saves a draft over the version that it began from, and tells what stands against it, by row. */
export function useSaveRoute(integrationId: number, onSaved: OnSaved) {
  const [isChecked, setChecked] = useState(false);
  const { error, variables, data, isPending, mutate, reset } = useSaving(integrationId, (saved, version) => {
    setChecked(false);
    onSaved(saved, version);
  });
  const refusals = useMemo(() => readRefusals(error, variables), [error, variables]);
  return {
    saving: { isChecked, refusals, isSaving: isPending, saveError: error, savedVersion: data ?? null },
    save: (draft: RouteDraft, base: RouteBase | null) => {
      setChecked(true);
      if (listUnfinished(draft.rows).length === 0) mutate({ draft, version: versionOf(base) });
    },
    /** What was said against a draft is not about the next one; what is on its way goes on. */
    forgetRefusal: () => {
      if (!isPending) reset();
    },
    /** As if nobody had tried to save. */
    startOver: () => {
      reset();
      setChecked(false);
    },
  };
}

function useSaving(integrationId: number, onSaved: OnSaved) {
  const queries = useQueryClient();
  const readAnew = () => queries.invalidateQueries({ queryKey: ["route"] });
  return useMutation({
    mutationFn: async ({ draft, version }: Attempt) => {
      await call(routeUpsert, { integration_id: integrationId, ...toBody(draft), version });
      return version + 1;
    },
    onSuccess: async (version, { draft }) => {
      await readAnew();
      onSaved(draft, version);
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
