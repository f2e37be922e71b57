import { Checkbox } from "@mantine/core";
import { useTranslations } from "use-intl";
import { ChannelFilter } from "../records/channel-filter.tsx";
import { FilterBar } from "../records/filter-bar.tsx";
import type { IncidentSearch } from "./incident-search.ts";

type IncidentFiltersProps = {
  search: IncidentSearch;
  change: (wanted: Partial<IncidentSearch>) => void;
  hasChannels: boolean;
};

/** Narrows a list of incidents. */
export function IncidentFilters({ search, change, hasChannels }: IncidentFiltersProps) {
  const t = useTranslations("incidents");
  return (
    <FilterBar search={search} change={change} hint={t("searchHint")}>
      {hasChannels && <ChannelFilter value={search.channel} onChange={(channel) => change({ channel })} />}
      <Checkbox
        label={t("mine")}
        pb={8}
        checked={search.mine ?? false}
        onChange={(event) => change({ mine: event.currentTarget.checked || undefined })}
      />
    </FilterBar>
  );
}
