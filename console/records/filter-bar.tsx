import { CloseButton, Group, NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { useShortcut } from "../ui/use-shortcut.ts";
import { useTyped } from "../ui/use-typed.ts";
import { type RangeSearch, SPANS, USUAL_SPAN } from "./record-search.ts";
import { SeverityFilter } from "./severity-filter.tsx";

/** Long enough that a word typed fast is one search, and a third of the time that its first row may take. */
const TYPING_MS = 100;

/** The part of an address that these fields show. */
export type BarSearch = RangeSearch & { q?: string | undefined; severity?: string | undefined };

type FilterBarProps = {
  search: BarSearch;
  change: (wanted: BarSearch) => void;
  /** What can be typed into the search box. */
  hint: string;
  /** Fields that only one kind of list has. */
  children?: ReactNode;
};

/** Narrows a list: by text, severity and time. Everything stands in the address. */
export function FilterBar({ search, change, hint, children }: FilterBarProps) {
  return (
    <Group gap="xs" align="flex-end" mb="sm" className="filters">
      <SearchBox value={search.q ?? ""} hint={hint} onChange={(q) => change({ q: q || undefined })} />
      <SeverityFilter value={search.severity} onChange={(severity) => change({ severity })} />
      {children}
      <TimeFilter search={search} change={change} />
    </Group>
  );
}

type SearchBoxProps = { value: string; hint: string; onChange: (text: string) => void };

function SearchBox({ value, hint, onChange }: SearchBoxProps) {
  const t = useTranslations("records");
  const [text, type] = useTyped(value, onChange, TYPING_MS);
  const box = useRef<HTMLInputElement>(null);
  useShortcut("/", () => box.current?.focus());
  return (
    <TextInput
      ref={box}
      size="sm"
      className="filter-text"
      label={t("search")}
      placeholder={hint}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={text && <CloseButton size="sm" aria-label={t("clearSearch")} onClick={() => type("")} />}
      value={text}
      maxLength={INPUT_LIMITS.queryLengthMax}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}

function TimeFilter({ search, change }: Pick<FilterBarProps, "search" | "change">) {
  const t = useTranslations("records");
  const range = search.range ?? USUAL_SPAN;
  const spans = Object.keys(SPANS).map((span) => span);
  const names: Record<string, string> = {
    "1h": t("span1h"),
    "24h": t("span24h"),
    "7d": t("span7d"),
    "30d": t("span30d"),
    days: t("spanDays"),
  };
  const choose = (chosen: string) => {
    if (chosen === "days") return change({ range: "days" });
    const span = chosen === "1h" || chosen === "24h" || chosen === "7d" ? chosen : undefined;
    change({ range: span, from: undefined, to: undefined });
  };
  return (
    <>
      <NativeSelect
        size="sm"
        label={t("time")}
        value={range}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[...spans, "days"].map((value) => ({ value, label: names[value] ?? value }))}
      />
      {range === "days" && (
        <Group gap="xs" wrap="nowrap">
          <TextInput
            type="date"
            size="sm"
            label={t("from")}
            value={search.from ?? ""}
            onChange={(event) => change({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            size="sm"
            label={t("to")}
            value={search.to ?? ""}
            onChange={(event) => change({ to: event.currentTarget.value || undefined })}
          />
        </Group>
      )}
    </>
  );
}
