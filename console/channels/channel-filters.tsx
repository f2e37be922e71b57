import { Group, NativeSelect, SegmentedControl } from "@mantine/core";
import { useTranslations } from "use-intl";
import { SearchBox } from "../ui/search-box.tsx";
import { type ChannelSearch, channelSearch } from "./channel-search.ts";

type ChannelFiltersProps = { search: ChannelSearch; onSearch: (changed: ChannelSearch) => void };

/** Narrows the list of channels; every choice stands in the address. */
export function ChannelFilters({ search, onSearch }: ChannelFiltersProps) {
  const t = useTranslations("channels");
  const change = (changed: ChannelSearch) => onSearch({ ...search, page: undefined, ...changed });
  return (
    <Group mb="md" gap="sm">
      <SearchBox label={t("searchNames")} value={search.q ?? ""} onSearch={(q) => change({ q: q || undefined })} />
      <SegmentedControl
        aria-label={t("show")}
        value={search.show ?? "all"}
        onChange={(show) => change({ show: channelSearch.shape.show.parse(show) })}
        data={(["all", "starred", "mine"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <NativeSelect
        aria-label={t("sort")}
        value={search.sort ?? ""}
        onChange={(event) => change({ sort: channelSearch.shape.sort.parse(event.currentTarget.value) })}
        data={[
          { value: "", label: t("byIncident") },
          { value: "channel_name", label: t("byName") },
          { value: "created_at", label: t("byCreated") },
          { value: "updated_at", label: t("byUpdated") },
        ]}
      />
    </Group>
  );
}
