import { Group, NativeSelect, SegmentedControl } from "@mantine/core";
import { useTranslations } from "use-intl";
import { SearchBox } from "../ui/search-box.tsx";
import { type IntegrationSearch, integrationSearch } from "./integration-search.ts";

type IntegrationFiltersProps = { search: IntegrationSearch; onSearch: (changed: IntegrationSearch) => void };

/** Narrows the list of integrations; every choice stands in the address. */
export function IntegrationFilters({ search, onSearch }: IntegrationFiltersProps) {
  const t = useTranslations("integrations");
  const change = (changed: IntegrationSearch) => onSearch({ ...search, page: undefined, ...changed });
  return (
    <Group mb="md" gap="sm">
      <SearchBox label={t("searchNames")} value={search.q ?? ""} onSearch={(q) => change({ q: q || undefined })} />
      <SegmentedControl
        aria-label={t("scope")}
        value={search.scope ?? "all"}
        onChange={(scope) => change({ scope: integrationSearch.shape.scope.parse(scope) })}
        data={(["all", "private", "shared"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <NativeSelect
        aria-label={t("status")}
        value={search.status ?? ""}
        onChange={(event) => change({ status: integrationSearch.shape.status.parse(event.currentTarget.value) })}
        data={[
          { value: "", label: t("anyStatus") },
          { value: "enabled", label: t("enabled") },
          { value: "disabled", label: t("disabled") },
        ]}
      />
      <NativeSelect
        aria-label={t("sort")}
        value={search.sort ?? ""}
        onChange={(event) => change({ sort: integrationSearch.shape.sort.parse(event.currentTarget.value) })}
        data={[
          { value: "", label: t("byLatest") },
          { value: "name", label: t("byName") },
          { value: "created_at", label: t("byCreated") },
        ]}
      />
    </Group>
  );
}
