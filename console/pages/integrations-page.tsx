import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { integrations } from "../api/integration-queries.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { IntegrationCard } from "../ui/integration-card.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";

/** Everything that sends alerts, whatever channel it belongs to. */
export default function IntegrationsPage() {
  const t = useTranslations("integrations");
  const { data, error, refetch } = useQuery(integrations(null));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {error && <Problem error={error} onRetry={refetch} />}
      {data?.total === 0 && (
        <EmptyState title={t("emptyTitle")} lead={t("emptyAllLead")}>
          <LinkButton to="/channel">{t("toChannels")}</LinkButton>
        </EmptyState>
      )}
      <ul className="cards">
        {data?.items.map((integration) => (
          <li key={integration.integration_id}>
            <IntegrationCard integration={integration} />
          </li>
        ))}
      </ul>
    </>
  );
}
