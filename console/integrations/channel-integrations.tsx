import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { sources } from "../sources/source-queries.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Problem } from "../ui/problem.tsx";
import { IntegrationCard } from "./integration-card.tsx";
import { IntegrationForm } from "./integration-form.tsx";
import { activities, integrationsOf } from "./integration-queries.ts";

const ROUTE = "/channel/detail/$channelId";
/** What sends to one channel, and the way to add to it. */
export function ChannelIntegrations({ channelId, mayAdd }: { channelId: number; mayAdd: boolean }) {
  const t = useTranslations("integrations");
  const { add = false } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const setAdding = (isAdding: boolean) =>
    navigate({ search: { tab: "integrations", ...(isAdding && { add: true as const }) }, replace: !isAdding });
  const { data, error, refetch } = useQuery(integrationsOf(channelId));
  const items = data?.items ?? [];
  const { data: sent } = useQuery(activities(items.map(({ integration_id }) => integration_id)));
  const { data: known } = useQuery(sources);
  const addButton = mayAdd && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  const isEmpty = data?.total === 0;
  return (
    <>
      {error && <Problem error={error} onRetry={refetch} />}
      {isEmpty && (
        <EmptyState title={t("emptyTitle")} lead={t("emptyLead")}>
          {addButton}
        </EmptyState>
      )}
      {data && !isEmpty && (
        <>
          <Group justify="flex-end" mb="md">
            {addButton}
          </Group>
          <ul className="cards">
            {items.map((integration) => (
              <li key={integration.integration_id}>
                <IntegrationCard
                  integration={integration}
                  source={known?.items.find(({ plugin_type }) => plugin_type === integration.plugin_type)}
                  activity={sent?.get(integration.integration_id)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <IntegrationForm
        channelId={channelId}
        isOpen={mayAdd && add}
        onClose={() => setAdding(false)}
        onMade={() => setAdding(false)}
      />
    </>
  );
}
