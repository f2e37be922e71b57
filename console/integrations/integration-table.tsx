import "./integration-table.css";
import { Badge } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { channelNamesOf } from "../channels/channel-queries.ts";
import { useLanguage } from "../locales/language.tsx";
import { SourceIcon } from "../sources/source-icon.tsx";
import { type SourceItem, sources } from "../sources/source-queries.ts";
import { Sparkline } from "../ui/sparkline.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { decideLost } from "./decide-lost.ts";
import { type Activity, activities, type Integration, type IntegrationTarget, targets } from "./integration-queries.ts";
import { LatestEvent } from "./latest-event.tsx";
import { TargetChannels } from "./target-channels.tsx";

/** Integrations in rows: what sends, where to, when last, and how much. On narrow screens each row is a block. */
export function IntegrationTable({ integrations }: { integrations: readonly Integration[] }) {
  const t = useTranslations("integrations");
  const ids = integrations.map(({ integration_id }) => integration_id);
  const { data: sent } = useQuery(activities(ids));
  const { data: reached } = useQuery(targets(ids));
  const { data: known } = useQuery(sources);
  const channelIds = [...(reached?.values() ?? [])].flatMap(({ channel_ids }) => channel_ids);
  const { data: names } = useQuery(channelNamesOf(channelIds));
  return (
    <div className="panel">
      <table className="integration-table" aria-label={t("title")}>
        <thead>
          <tr>
            {(["integration", "goesTo", "latest", "lastDay", "refused"] as const).map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {integrations.map((integration) => (
            <Row
              key={integration.integration_id}
              integration={integration}
              source={known?.items.find(({ plugin_type }) => plugin_type === integration.plugin_type)}
              activity={sent?.get(integration.integration_id)}
              target={reached?.get(integration.integration_id)}
              names={names}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = {
  integration: Integration;
  source: SourceItem | undefined;
  activity: Activity | undefined;
  target: IntegrationTarget | undefined;
  names: ReadonlyMap<number, { channel_name: string }> | undefined;
};

function Row({ integration, source, activity, target, names }: RowProps) {
  const t = useTranslations("integrations");
  const lost = useTranslations("lost");
  const { language } = useLanguage();
  const because = decideLost(integration, target, activity);
  return (
    <tr>
      <td>
        <span className="integration-name">
          {source && <SourceIcon source={source} />}
          <span>
            <TextLink
              to="/integration/detail/$integrationId"
              params={{ integrationId: String(integration.integration_id) }}
              fw={600}
              inherit
            >
              {integration.name}
            </TextLink>
            <span className="integration-kind">
              {source?.title[language] ?? integration.plugin_type_name}
              <Badge variant="default" size="sm">
                {t(integration.scope)}
              </Badge>
            </span>
            {because && (
              <span className="lost">
                <IconAlertTriangle size={15} aria-hidden />
                {lost(because, { count: activity?.unrouted_cnt ?? 0 })}
              </span>
            )}
          </span>
        </span>
      </td>
      <td data-label={t("goesTo")}>{target && <TargetChannels target={target} names={names} />}</td>
      <td data-label={t("latest")}>
        <LatestEvent seconds={integration.last_time} />
      </td>
      <td data-label={t("lastDay")}>
        {activity && (
          <span className="integration-curve">
            <Sparkline events={activity.events} total={activity.event_cnt} />
            {t("events", { count: activity.event_cnt })}
          </span>
        )}
      </td>
      <td data-label={t("refused")}>
        {activity &&
          (activity.refused_cnt > 0 ? (
            <span className="lost">{t("pushes", { count: activity.refused_cnt })}</span>
          ) : (
            <span className="quiet">{t("none")}</span>
          ))}
      </td>
    </tr>
  );
}
