import { Badge, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { channelNamesOf } from "../channels/channel-queries.ts";
import { useLanguage } from "../locales/language.tsx";
import type { SourceItem } from "../sources/source-queries.ts";
import { Moment } from "../ui/moment.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import type { Activity, Integration, IntegrationTarget } from "./integration-queries.ts";
import { LatestEvent } from "./latest-event.tsx";
import { TargetChannels } from "./target-channels.tsx";

type IntegrationFactsProps = {
  integration: Integration;
  source: SourceItem | undefined;
  activity: Activity | undefined;
  target: IntegrationTarget | undefined;
};

/** What an integration is and how much of it came, row by row. */
export function IntegrationFacts({ integration, source, activity, target }: IntegrationFactsProps) {
  const t = useTranslations("integrations");
  const { language } = useLanguage();
  const { data: names } = useQuery(channelNamesOf(target?.channel_ids ?? []));
  const { status, scope } = integration;
  const rows = [
    [t("latestHead"), <LatestEvent key="latest" seconds={integration.last_time} />],
    [t("lastDay"), activity && <Amount key="day" activity={activity} />],
    [t("goesTo"), target && <TargetChannels key="channels" target={target} names={names} />],
    [t("system"), source?.title[language] ?? integration.plugin_type_name],
    [t("scope"), t(scope === "private" ? "privateLong" : "sharedLong")],
    [
      t("status"),
      <Badge key="status" variant="default">
        {t(status === "enabled" ? "enabled" : "disabled")}
      </Badge>,
    ],
    [t("created"), <Moment key="created" seconds={integration.created_at} />],
  ] as const;
  return (
    <section className="card" aria-labelledby="integration-facts">
      <Title order={2} id="integration-facts">
        {t("facts")}
      </Title>
      <dl className="integration-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Amount({ activity }: { activity: Activity }) {
  const t = useTranslations("integrations");
  const { events, event_cnt: total, refused_cnt: refused } = activity;
  return (
    <>
      <Sparkline events={events} total={total} />
      <div>{t("events", { count: total })}</div>
      {refused > 0 && <div className="lost">{t("refusedPushes", { count: refused })}</div>}
    </>
  );
}
