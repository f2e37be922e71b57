import "../ui/integration-page.css";
import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { activities, type Integration, integration, sources, targets } from "../api/integration-queries.ts";
import { useMay } from "../api/permissions.ts";
import { decideLost } from "../ui/decide-lost.ts";
import { IntegrationActions } from "../ui/integration-actions.tsx";
import { IntegrationOverview } from "../ui/integration-overview.tsx";
import { lazyPart } from "../ui/lazy-part.tsx";
import { LostAlert } from "../ui/lost-alert.tsx";
import { LostPage } from "../ui/lost-page.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTabs } from "../ui/page-tabs.tsx";
import { Problem } from "../ui/problem.tsx";
import { TestEventOutcome, useTestEvent } from "../ui/test-event.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { useRecentPlace } from "../ui/use-recent-place.ts";

const ROUTE = "/integration/detail/$integrationId";
const TABS = ["overview", "route", "mapping", "deliveries"] as const;

const Deliveries = lazyPart(async () => (await import("../ui/delivery/deliveries.tsx")).Deliveries);
const MappingEditor = lazyPart(async () => (await import("../ui/mapping/mapping-editor.tsx")).MappingEditor);
const RouteEditor = lazyPart(async () => (await import("../ui/route/route-editor.tsx")).RouteEditor);

/** One integration: where its sender posts to, where its events go, and what became of them. */
export default function IntegrationPage() {
  const integrationId = Number(useParams({ from: ROUTE }).integrationId);
  const { data, error, refetch } = useQuery(integration(integrationId));
  if (error && !data) {
    return (
      <LostPage>
        <Problem error={error} onRetry={refetch} />
      </LostPage>
    );
  }
  return data ? <Page integration={data} /> : null;
}

function Page({ integration }: { integration: Integration }) {
  const t = useTranslations("integrations");
  const { tab = "overview" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const mayManage = useMay("Integrations/Manage");
  const about = useAbout(integration);
  const test = useTestEvent(integration);
  const isShared = integration.scope === "shared";
  const takesMapping = mayManage && about.source?.takes_mapping;
  const tabs = TABS.filter((one) => (isShared || one !== "route") && (takesMapping || one !== "mapping"));
  const lost = decideLost(integration, about.target, about.activity);
  const { integration_id: integrationId } = integration;
  useRecentPlace({ kind: "integration", id: integrationId, name: integration.name });
  return (
    <>
      <PageHead title={integration.name} lead={integration.description} back={<Back />}>
        {mayManage && <IntegrationActions integration={integration} source={about.source} test={test} />}
      </PageHead>
      <TestEventOutcome test={test} />
      {lost && <LostAlert {...{ integrationId, isShared, lost, unrouted: about.activity?.unrouted_cnt ?? 0 }} />}
      <PageTabs
        label={t("tabs")}
        tabs={tabs}
        nameOf={(one) => t(one)}
        current={tabs.find((one) => one === tab) ?? "overview"}
        onTurn={(chosen) => navigate({ search: { tab: chosen } })}
      >
        <Tabs.Panel value="overview">
          <IntegrationOverview integration={integration} mayManage={mayManage} {...about} />
        </Tabs.Panel>
        <Tabs.Panel value="route">
          <RouteEditor integrationId={integrationId} />
        </Tabs.Panel>
        <Tabs.Panel value="mapping">
          <MappingEditor integration={integration} />
        </Tabs.Panel>
        <Tabs.Panel value="deliveries">
          <Deliveries integrationId={integrationId} />
        </Tabs.Panel>
      </PageTabs>
    </>
  );
}

function Back() {
  const t = useTranslations("integrations");
  return (
    <TextLink to="/integration" size="sm">
      {t("title")}
    </TextLink>
  );
}

/** What else there is to know of an integration; each part is undefined while it is not known. */
function useAbout({ integration_id, plugin_type }: Integration) {
  const { data: known } = useQuery(sources);
  const { data: sent } = useQuery(activities([integration_id]));
  const { data: reached } = useQuery(targets([integration_id]));
  return {
    source: known?.items.find((item) => item.plugin_type === plugin_type),
    activity: sent?.get(integration_id),
    target: reached?.get(integration_id),
  };
}
