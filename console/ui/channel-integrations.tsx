import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { integrations } from "../api/integration-queries.ts";
import { IntegrationForm } from "../forms/integration-form.tsx";
import { EmptyState } from "./empty-state.tsx";
import { IntegrationCard } from "./integration-card.tsx";
import { Problem } from "./problem.tsx";

/** What sends to one channel, and the way to add to it. */
export function ChannelIntegrations({ channelId }: { channelId: number }) {
  const t = useTranslations("integrations");
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(integrations(channelId));
  const add = (
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
          {add}
        </EmptyState>
      )}
      {data && !isEmpty && (
        <>
          <Group justify="flex-end" mb="md">
            {add}
          </Group>
          <ul className="cards">
            {data.items.map((integration) => (
              <li key={integration.integration_id}>
                <IntegrationCard integration={integration} />
              </li>
            ))}
          </ul>
        </>
      )}
      <IntegrationForm channelId={channelId} isOpen={isAdding} onClose={() => setAdding(false)} />
    </>
  );
}
