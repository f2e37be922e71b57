import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslations } from "use-intl";
import { integration } from "../api/integration-queries.ts";
import { IntegrationFacts } from "../ui/integration-facts.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { PushUrl } from "../ui/push-url.tsx";
import { SourceGuide } from "../ui/source-guide.tsx";
import { TextLink } from "../ui/text-link.tsx";

const LOOK_EVERY_MS = 3_000;
const ROUTE = "/integration/detail/$integrationId";
const TABS = ["overview", "route", "deliveries"] as const;

const RouteEditor = lazy(async () => ({ default: (await import("../ui/route/route-editor.tsx")).RouteEditor }));

/** One integration: where its sender posts to, where that goes, and what came. */
export default function IntegrationPage() {
  const t = useTranslations("integrations");
  const integrationId = Number(useParams({ from: ROUTE }).integrationId);
  const { tab = "overview" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const { data, error, refetch } = useQuery({ ...integration(integrationId), refetchInterval: LOOK_EVERY_MS });
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  if (!data) return null;
  const turn = (wanted: string | null) => navigate({ search: { tab: TABS.find((one) => one === wanted) } });
  const tabs = TABS.filter((one) => one !== "route" || data.scope === "shared");
  const back = (
    <TextLink to="/integration" size="sm">
      {t("title")}
    </TextLink>
  );
  return (
    <>
      <PageHead title={data.name} lead={data.description} back={back} />
      <Tabs value={tab} onChange={turn} keepMounted={false}>
        <Tabs.List aria-label={t("tabs")} mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Suspense>
          <Tabs.Panel value="overview">
            <PushUrl url={data.push_url} lastTime={data.last_time} />
            <IntegrationFacts integration={data} />
            <SourceGuide pluginType={data.plugin_type} pushUrl={data.push_url} />
          </Tabs.Panel>
          <Tabs.Panel value="route">
            <RouteEditor integrationId={integrationId} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </>
  );
}
