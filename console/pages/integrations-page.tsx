import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import { IntegrationFilters } from "../integrations/integration-filters.tsx";
import { IntegrationForm } from "../integrations/integration-form.tsx";
import { integrationPage } from "../integrations/integration-queries.ts";
import type { IntegrationSearch } from "../integrations/integration-search.ts";
import { IntegrationTable } from "../integrations/integration-table.tsx";
import { SourceGallery } from "../sources/source-gallery.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Pages } from "../ui/pages.tsx";
import { Problem } from "../ui/problem.tsx";

const ROUTE = "/integration";
const ROWS = 25;
/** Everything that sends alerts, whatever channels it reaches, and the gallery of what can. */
export default function IntegrationsPage() {
  const t = useTranslations("integrations");
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate();
  const mayManage = useMay("Integrations/Manage");
  const setSearch = (changed: IntegrationSearch) => navigate({ to: ROUTE, search: changed, resetScroll: false });
  const { source } = search;
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {mayManage && (
        <section className="block" aria-label={t("add")}>
          <Title order={2} mb="sm">
            {t("add")}
          </Title>
          <SourceGallery chosen={source ?? ""} onChoose={(chosen) => setSearch({ ...search, source: chosen })} />
        </section>
      )}
      <section className="block" aria-label={t("list")}>
        <Title order={2} mb="sm">
          {t("list")}
        </Title>
        <List search={search} onSearch={setSearch} />
      </section>
      <IntegrationForm
        key={source}
        channelId={null}
        source={source}
        isOpen={mayManage && source !== undefined}
        onClose={() => setSearch({ ...search, source: undefined })}
        onMade={({ integration_id }) =>
          navigate({ to: "/integration/detail/$integrationId", params: { integrationId: String(integration_id) } })
        }
      />
    </>
  );
}

type ListProps = { search: IntegrationSearch; onSearch: (changed: IntegrationSearch) => void };

function List({ search, onSearch }: ListProps) {
  const t = useTranslations("integrations");
  const { q, scope, status, sort, page = 1 } = search;
  const isFiltered = q !== undefined || scope !== undefined || status !== undefined;
  const order = { orderby: sort ?? "last_time", asc: sort === "name" } as const;
  const wanted = { p: page, limit: ROWS, query: q, scope, status, ...order };
  const { data, error, refetch } = useQuery(integrationPage(wanted));
  if (data?.total === 0 && !isFiltered) return <EmptyState title={t("emptyTitle")} lead={t("emptyAllLead")} />;
  return (
    <>
      <IntegrationFilters search={search} onSearch={onSearch} />
      {error && <Problem error={error} onRetry={refetch} />}
      {data?.items.length === 0 && <EmptyState title={t("noneFound")} lead={t("noneFoundLead")} />}
      {data && data.items.length > 0 && <IntegrationTable integrations={data.items} />}
      {data && (
        <Pages current={page} hasNext={data.has_next_page} onTurn={(turned) => onSearch({ ...search, page: turned })} />
      )}
    </>
  );
}
