import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { integration } from "../api/integration-queries.ts";
import { IntegrationFacts } from "../ui/integration-facts.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { PushUrl } from "../ui/push-url.tsx";
import { SourceGuide } from "../ui/source-guide.tsx";
import { TextLink } from "../ui/text-link.tsx";

const LOOK_EVERY_MS = 3_000;

/** One integration: where its sender posts to, and whether anything came. */
export default function IntegrationPage() {
  const t = useTranslations("integrations");
  const integrationId = Number(useParams({ from: "/integration/detail/$integrationId" }).integrationId);
  const { data, error, refetch } = useQuery({ ...integration(integrationId), refetchInterval: LOOK_EVERY_MS });
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  if (!data) return null;
  const back = (
    <TextLink to="/integration" size="sm">
      {t("title")}
    </TextLink>
  );
  return (
    <>
      <PageHead title={data.name} lead={data.description} back={back} />
      <PushUrl url={data.push_url} lastTime={data.last_time} />
      <IntegrationFacts integration={data} />
      <SourceGuide pluginType={data.plugin_type} pushUrl={data.push_url} />
    </>
  );
}
