import { Badge, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import type { integrationItem } from "../../contract/operations/integration.ts";
import { Moment } from "./moment.tsx";

/** An integration at a glance: whose it is, and when it was last heard from. */
export function IntegrationCard({ integration }: { integration: z.output<typeof integrationItem> }) {
  const t = useTranslations("integrations");
  return (
    <Link
      to="/integration/detail/$integrationId"
      params={{ integrationId: String(integration.integration_id) }}
      className="card"
      aria-label={integration.name}
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <span className="card-name">{integration.name}</span>
        {integration.status === "disabled" && <Badge variant="default">{t("disabled")}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {integration.plugin_type_name}
      </Text>
      <Text size="sm" mt="auto">
        {integration.last_time > 0
          ? t.rich("latest", { when: () => <Moment seconds={integration.last_time} /> })
          : t("never")}
      </Text>
    </Link>
  );
}
