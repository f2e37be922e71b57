import { Group, Tabs, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { AlertClosing } from "../alerts/alert-closing.tsx";
import { AlertEvents } from "../alerts/alert-events.tsx";
import { AlertFacts } from "../alerts/alert-facts.tsx";
import { type AlertItem, alert, alertTimeline } from "../alerts/alert-queries.ts";
import { AlertState } from "../alerts/alert-state.tsx";
import { Labels } from "../records/labels.tsx";
import { Part } from "../records/part.tsx";
import { Timeline } from "../records/timeline.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { LostPage } from "../ui/lost-page.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTabs } from "../ui/page-tabs.tsx";
import { Problem } from "../ui/problem.tsx";
import { Severity } from "../ui/severity.tsx";
import { TextLink } from "../ui/text-link.tsx";

const ROUTE = "/alert/detail/$alertId";
const TABS = ["overview", "events", "timeline"] as const;
/** The overview has the latest few. */
const LATEST = 5;
/** As many as one reads at once. */
const EVENTS_MAX = 200;

/** One alert: what its source said, where it came from, and what happened to it. */
export default function AlertPage() {
  const { alertId } = useParams({ from: ROUTE });
  const { data, error, refetch } = useQuery(alert(alertId));
  if (error && !data) {
    return (
      <LostPage>
        <Problem error={error} onRetry={refetch} />
      </LostPage>
    );
  }
  return data ? <Found alert={data} /> : null;
}

function Found({ alert: found }: { alert: AlertItem }) {
  const t = useTranslations("alert");
  const { tab = "overview" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const turn = (chosen?: (typeof TABS)[number]) => {
    void navigate({ search: { tab: chosen === "overview" ? undefined : chosen }, replace: true });
  };
  const back = (
    <TextLink to="/alert" size="sm">
      {t("back")}
    </TextLink>
  );
  return (
    <>
      <PageHead title={found.title} back={back} />
      <Group gap="md" mt="calc(-1 * var(--mantine-spacing-sm))" mb="md">
        <Severity severity={found.alert_severity} />
        <AlertState alert={found} />
        <AlertClosing alert={found} />
        <CopyButton text={found.alert_id} label={t("copyId")} variant="default" size="compact-xs" />
      </Group>
      <PageTabs label={t("tabs")} tabs={TABS} nameOf={(one) => t(`tab_${one}`)} current={tab} onTurn={turn}>
        <Tabs.Panel value="overview">
          <Overview alert={found} />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <div className="part">
            <AlertEvents alertId={found.alert_id} max={EVENTS_MAX} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <AlertTimeline alert={found} />
        </Tabs.Panel>
      </PageTabs>
    </>
  );
}

function Overview({ alert: found }: { alert: AlertItem }) {
  const t = useTranslations("alert");
  return (
    <div className="sheet">
      <div>
        <Part title={t("description")}>
          {found.description ? (
            <Text className="prose">{found.description}</Text>
          ) : (
            <Text c="dimmed">{t("noDescription")}</Text>
          )}
        </Part>
        <Labels labels={found.labels} />
        <Part title={t("latest")}>
          <AlertEvents alertId={found.alert_id} max={LATEST} />
        </Part>
      </div>
      <AlertFacts alert={found} />
    </div>
  );
}

function AlertTimeline({ alert: { alert_id, integration_id } }: { alert: AlertItem }) {
  return <Timeline query={useInfiniteQuery(alertTimeline(alert_id))} integrationId={integration_id} />;
}
