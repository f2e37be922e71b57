import { Group, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useLanguage } from "../locales/language.tsx";
import { FoundRecords } from "../records/found-records.tsx";
import { RecordTabs } from "../records/record-tabs.tsx";
import { useAddress } from "../records/use-address.ts";
import { useRecords } from "../records/use-records.ts";
import { useSearchState } from "../records/use-search-state.ts";
import { AlertFilters } from "./alert-filters.tsx";
import { alerts } from "./alert-queries.ts";
import { AlertRow } from "./alert-row.tsx";
import { type AlertSearch, alertSearch } from "./alert-search.ts";
import { NoAlerts } from "./no-alerts.tsx";

const TABS = ["active", "ended", "all"] as const;

/** Alerts of one channel, or of all: what the address asks for. */
export function AlertTable({ channelId }: { channelId: number | null }) {
  const t = useTranslations("alerts");
  const { search, change } = useAddress(alertSearch);
  const wanted = channelId === null ? search : { ...search, channel: channelId };
  return (
    <RecordTabs
      label={t("state")}
      tabs={TABS}
      nameOf={(tab) => t(`tab_${tab}`)}
      current={search.state}
      onTurn={(state) => change({ state })}
    >
      <AlertFilters search={search} change={change} channelId={channelId} />
      <Found search={wanted} showsChannel={channelId === null} />
    </RecordTabs>
  );
}

function Found({ search, showsChannel }: { search: AlertSearch; showsChannel: boolean }) {
  const t = useTranslations("alerts");
  const count = useTranslations("records");
  const [current, setCurrent] = useSearchState<string | null>(search, null);
  const { timeZone } = useLanguage();
  const records = useRecords(alerts(search, timeZone));
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
      <FoundRecords
        className="alert-records"
        label={t("title")}
        records={records}
        keyOf={(alert) => alert.alert_id}
        severityOf={(alert) => alert.alert_severity}
        current={current}
        onCurrent={(id) => setCurrent(() => id)}
      >
        {(alert) => <AlertRow alert={alert} showsChannel={showsChannel} showsIncident />}
      </FoundRecords>
    </>
  );
}
