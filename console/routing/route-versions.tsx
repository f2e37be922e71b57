import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { personNames } from "../people/people-queries.ts";
import { Moment } from "../ui/moment.tsx";
import { Pages } from "../ui/pages.tsx";
import { Problem } from "../ui/problem.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { useEditing } from "./editing.tsx";
import { OneVersion } from "./one-version.tsx";
import type { RouteBody } from "./route-draft.ts";
import { routeVersions } from "./route-queries.ts";

const ROUTE = "/integration/detail/$integrationId";

/** All versions of the route beside the editor: who saved when, and what it changed. */
export function RouteVersions({ onRestore }: { onRestore: (body: RouteBody, version: number) => void }) {
  const t = useTranslations("routeHistory");
  const { version, case: caseNumber } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const choose = (chosen: number | undefined) =>
    navigate({ search: (before) => ({ ...before, version: chosen, case: undefined }), resetScroll: false });
  return (
    <SidePanel isOpen={version !== undefined} onClose={() => choose(undefined)} size="xl" title={t("title")}>
      {version !== undefined && (
        <>
          <OneVersion key={version} version={version} caseNumber={caseNumber ?? null} onRestore={onRestore} />
          <VersionList chosen={version} onChoose={choose} />
        </>
      )}
    </SidePanel>
  );
}

function VersionList({ chosen, onChoose }: { chosen: number; onChoose: (version: number) => void }) {
  const t = useTranslations("routeHistory");
  const route = useTranslations("route");
  const { integrationId, stored } = useEditing();
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery(routeVersions(integrationId, page));
  const { data: names } = useQuery(personNames(data?.items.map(({ updated_by }) => updated_by) ?? []));
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  return (
    <>
      <ul className="route-versions">
        {data?.items.map(({ version, updated_by, updated_at }) => (
          <li key={version}>
            <button type="button" aria-current={version === chosen || undefined} onClick={() => onChoose(version)}>
              <b>{t("one", { version: String(version) })}</b>
              {version === stored?.version && <small>{t("current")}</small>}
              <span>
                {t.rich("by", {
                  name: names?.get(updated_by) ?? route("somebody"),
                  when: () => <Moment seconds={updated_at} />,
                })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {data && <Pages current={page} hasNext={data.has_next_page} onTurn={setPage} />}
    </>
  );
}
