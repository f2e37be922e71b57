import { Badge, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useLanguage } from "../locales/language.tsx";
import { SourceIcon } from "../sources/source-icon.tsx";
import type { SourceItem } from "../sources/source-queries.ts";
import { Card } from "../ui/card.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import type { Activity, Integration } from "./integration-queries.ts";
import { LatestEvent } from "./latest-event.tsx";

type IntegrationCardProps = {
  integration: Integration;
  source: SourceItem | undefined;
  activity: Activity | undefined;
};

/** An integration at a glance: what sends, and when it was last heard from. */
export function IntegrationCard({ integration, source, activity }: IntegrationCardProps) {
  const t = useTranslations("integrations");
  const { language } = useLanguage();
  const name = (
    <Link
      to="/integration/detail/$integrationId"
      params={{ integrationId: String(integration.integration_id) }}
      className="card-link"
    >
      {integration.name}
    </Link>
  );
  return (
    <Card
      name={name}
      icon={source && <SourceIcon source={source} />}
      action={integration.status === "disabled" && <Badge variant="default">{t("disabled")}</Badge>}
    >
      <Text size="sm" c="dimmed">
        {source?.title[language] ?? integration.plugin_type_name}
      </Text>
      {activity && <Sparkline events={activity.events} total={activity.event_cnt} />}
      <Text size="sm" mt="auto">
        {t("latest")} <LatestEvent seconds={integration.last_time} />
      </Text>
    </Card>
  );
}
