import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import { useRecentPlace } from "../frame/use-recent-place.ts";
import { decideLost } from "../integrations/decide-lost.ts";
import { IntegrationActions } from "../integrations/integration-actions.tsx";
import { IntegrationOverview } from "../integrations/integration-overview.tsx";
import { activities, type Integration, integration, targets } from "../integrations/integration-queries.ts";
import { LostAlert } from "../integrations/lost-alert.tsx";
import { MayNotEditIntegration } from "../integrations/may-not-edit-integration.tsx";
import { TestEventOutcome, useTestEvent } from "../integrations/test-event.tsx";
import { sources } from "../sources/source-queries.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { LostPage } from "../ui/lost-page.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTabs } from "../ui/page-tabs.tsx";
import { Problem } from "../ui/problem.tsx";
import { TextLink } from "../ui/text-link.tsx";

const ROUTE = "/integration/detail/$integrationId";
const TABS = ["overview", "route", "mapping", "deliveries"] as const;

const Deliveries = lazyPart(async () => (await import("../deliveries/deliveries.tsx")).Deliveries);
const MappingEditor = lazyPart(async () => (await import("../mapping/mapping-editor.tsx")).MappingEditor);
const RouteEditor = lazyPart(async () => (await import("../routing/route-editor.tsx")).RouteEditor);

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
  return data ? <Page key={integrationId} integration={data} /> : null;
}

function Page({ integration }: { integration: Integration }) {
  const t = useTranslations("integrations");
  const { tab = "overview" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const mayManage = useMay("Integrations/Manage");
  const { about, error, readAgain } = useAbout(integration);
  const test = useTestEvent(integration);
  const isShared = integration.scope === "shared";
  const mayEdit = mayManage && integration.may_edit;
  const takesMapping = mayEdit && about.source?.takes_mapping;
  const tabs = TABS.filter((one) => (isShared || one !== "route") && (takesMapping || one !== "mapping"));
  const lost = decideLost(integration, about.target, about.activity);
  const { integration_id: integrationId } = integration;
  useRecentPlace({ kind: "integration", id: integrationId, name: integration.name });
  return (
    <>
      <PageHead title={integration.name} lead={integration.description} back={<Back />}>
        {mayEdit && <IntegrationActions integration={integration} source={about.source} test={test} />}
      </PageHead>
      {mayManage && !mayEdit && <MayNotEditIntegration integration={integration} />}
      <TestEventOutcome test={test} />
      {error && <Problem error={error} onRetry={readAgain} />}
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
          <RouteEditor {...{ integrationId, mayEdit }} />
        </Tabs.Panel>
        <Tabs.Panel value="mapping">
          <MappingEditor integration={integration} />
        </Tabs.Panel>
        <Tabs.Panel value="deliveries">
          <Deliveries {...{ integrationId, mayEdit }} />
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

/** What else there is to know of an integration, each part undefined while it is not known; and what failed of reading it. */
function useAbout({ integration_id, plugin_type }: Integration) {
  const known = useQuery(sources);
  const sent = useQuery(activities([integration_id]));
  const reached = useQuery(targets([integration_id]));
  const failed = [known, sent, reached].filter(({ error, data }) => error && !data);
  return {
    about: {
      source: known.data?.items.find((item) => item.plugin_type === plugin_type),
      activity: sent.data?.get(integration_id),
      target: reached.data?.get(integration_id),
    },
    error: failed[0]?.error ?? null,
    readAgain: () => Promise.all(failed.map(({ refetch }) => refetch())),
  };
}
