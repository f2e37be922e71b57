import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";
import { integrationPage } from "../integrations/integration-queries.ts";
import { ChannelFilter } from "../records/channel-filter.tsx";
import { FilterBar } from "../records/filter-bar.tsx";
import type { AlertSearch } from "./alert-search.ts";

type AlertFiltersProps = {
  search: AlertSearch;
  change: (wanted: Partial<AlertSearch>) => void;
  /** The one channel that the list is of. */
  channelId: number | null;
};

/** Narrows a list of alerts. */
export function AlertFilters({ search, change, channelId }: AlertFiltersProps) {
  const t = useTranslations("alerts");
  const { data } = useQuery(integrationPage({ limit: PAGE_ROWS_MAX, orderby: "name", asc: true }));
  const options = (data?.items ?? []).map((one) => ({ value: String(one.integration_id), label: one.name }));
  const isListed = !search.integration || options.some((one) => one.value === String(search.integration));
  return (
    <FilterBar search={search} change={change} hint={t("searchHint")}>
      {channelId === null && <ChannelFilter value={search.channel} onChange={(channel) => change({ channel })} />}
      <NativeSelect
        size="sm"
        className="filter-select"
        label={t("integration")}
        value={search.integration ?? ""}
        onChange={(event) => change({ integration: Number(event.currentTarget.value) || undefined })}
        data={[
          { value: "", label: t("anyIntegration") },
          ...options,
          ...(isListed ? [] : [{ value: String(search.integration), label: `#${search.integration}` }]),
        ]}
      />
    </FilterBar>
  );
}
