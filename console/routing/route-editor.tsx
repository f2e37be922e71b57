import "./route.css";
import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { Problem } from "../ui/problem.tsx";
import { CaseList } from "./case-list.tsx";
import { DefaultRoute } from "./default-route.tsx";
import { type Editing, EditingProvider } from "./editing.tsx";
import { RouteConflict } from "./route-conflict.tsx";
import { numberCases, type RouteBody, readDraft, type StoredRoute, toBody } from "./route-draft.ts";
import { RouteHead } from "./route-head.tsx";
import { RouteNotice } from "./route-notice.tsx";
import { route } from "./route-queries.ts";
import { RouteTrouble } from "./route-trouble.tsx";
import { RouteVersions } from "./route-versions.tsx";
import { SaveBar } from "./save-bar.tsx";
import { useRouteEdit } from "./use-route-edit.ts";

/** Where the events of a shared integration go, to be read, tried and changed. */
export function RouteEditor({ integrationId, mayEdit }: { integrationId: number; mayEdit: boolean }) {
  const t = useTranslations("list");
  const { data, error, refetch } = useQuery(route(integrationId));
  if (error && data === undefined) return <Problem error={error} onRetry={refetch} />;
  if (data === undefined) return <Loader aria-label={t("loading")} />;
  return <Editor integrationId={integrationId} stored={data} mayEdit={mayEdit} />;
}

type EditorProps = { integrationId: number; stored: StoredRoute | null; mayEdit: boolean };

function Editor({ integrationId, stored, mayEdit }: EditorProps) {
  const t = useTranslations("route");
  const history = useTranslations("routeHistory");
  const navigate = useNavigate({ from: "/integration/detail/$integrationId" });
  const edit = useRouteEdit(integrationId, stored);
  const numbers = useMemo(() => numberCases(edit.draft.rows), [edit.draft]);
  const body = useMemo(() => toBody(edit.draft), [edit.draft]);
  const editing: Editing = {
    ...{ integrationId, stored, numbers, canEdit: mayEdit },
    ...{ draft: edit.draft, isChecked: edit.isChecked, refusals: edit.refusals, change: edit.change },
  };
  const restore = async (restored: RouteBody, version: number) => {
    edit.replace(readDraft(restored), { text: history("restored", { version: String(version) }), before: edit.draft });
    await navigate({ search: (before) => ({ ...before, version: undefined, case: undefined }), resetScroll: false });
  };
  return (
    <EditingProvider value={editing}>
      <LeaveGuard isDirty={edit.isDirty || edit.aside !== null} />
      <RouteHead />
      <RouteTrouble route={body} isStored={!edit.isDirty} />
      <RouteConflict edit={edit} stored={stored} />
      <section className="card route-cases" aria-label={t("cases")}>
        <CaseList key={edit.rowsId} />
      </section>
      <DefaultRoute />
      <RouteNotice notice={edit.notice} onUndo={edit.replace} />
      <SaveBar edit={edit} />
      <RouteVersions onRestore={restore} />
    </EditingProvider>
  );
}
