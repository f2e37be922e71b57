import { Group, Tabs, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { alerts } from "../api/alert-queries.ts";
import { ListEnd } from "../records/list-end.tsx";
import { RecordList } from "../records/record-list.tsx";
import { useAddress } from "../records/use-address.ts";
import { useRecords } from "../records/use-records.ts";
import { AlertFilters } from "./alert-filters.tsx";
import { AlertRow } from "./alert-row.tsx";
import { type AlertSearch, alertSearch } from "./alert-search.ts";
import { NoAlerts } from "./no-alerts.tsx";

const TABS = ["active", "ended", "all"] as const;

/** Alerts of one channel, or of all: what the address asks for. */
export function AlertTable({ channelId }: { channelId: number | null }) {
  const t = useTranslations("alerts");
  const { search, change } = useAddress(alertSearch);
  const wanted = channelId === null ? search : { ...search, channel: channelId };
  const state = search.state ?? "active";
  const choose = (tab: string | null) => {
    const chosen = TABS.find((one) => one === tab);
    change({ state: chosen === "active" ? undefined : chosen });
  };
  return (
    <Tabs variant="pills" value={state} onChange={choose}>
      <Tabs.List aria-label={t("state")}>
        {TABS.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`tab_${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map((tab) => (
        <Tabs.Panel key={tab} value={tab} pt="sm">
          {tab === state && (
            <>
              <AlertFilters search={search} change={change} channelId={channelId} />
              <Found search={wanted} showsChannel={channelId === null} />
            </>
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Found({ search, showsChannel }: { search: AlertSearch; showsChannel: boolean }) {
  const t = useTranslations("alerts");
  const count = useTranslations("records");
  const [current, setCurrent] = useState<string | null>(null);
  const records = useRecords(alerts(search));
  const { items, query, total } = records;
  if (query.data && items.length === 0) return <NoAlerts search={search} />;
  return (
    <>
      <Group mb="xs" mih={28}>
        <Text size="sm" c="dimmed" role="status">
          {query.data &&
            (records.isMoreThanCounted ? count("countMore", { count: total }) : count("count", { count: total }))}
        </Text>
      </Group>
      <div className="panel alert-records">
        <RecordList
          label={t("title")}
          items={items}
          keyOf={(alert) => alert.alert_id}
          severityOf={(alert) => alert.alert_severity}
          current={current}
          onCurrent={setCurrent}
          total={records.exactTotal}
          onNearEnd={records.onNearEnd}
          onNearStart={records.onNearStart}
        >
          {(alert) => <AlertRow alert={alert} showsChannel={showsChannel} showsIncident />}
        </RecordList>
      </div>
      <ListEnd
        error={query.error}
        isReading={query.isPending || query.isFetchingNextPage}
        isWhole={!query.hasNextPage}
        onRetry={() => query.refetch()}
      />
    </>
  );
}
