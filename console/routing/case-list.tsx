import { Button, Group, Text, TextInput } from "@mantine/core";
import { IconFolderPlus, IconPlus, IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChannelNames } from "../channels/channel-name.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Pages } from "../ui/pages.tsx";
import { useTyped } from "../ui/use-typed.ts";
import { CaseRow } from "./case-row.tsx";
import { useEditing } from "./editing.tsx";
import { MoveTo } from "./move-to.tsx";
import { addRow, NEW_CASE, rowHolds } from "./route-draft.ts";
import { SectionRow } from "./section-row.tsx";
import { useRowMoves } from "./use-row-moves.ts";

const ROUTE = "/integration/detail/$integrationId";
/** Rows on one page: what a browser lays out at once, and somebody looks over. */
const ROWS_SHOWN = 50;

type NewRow = Parameters<typeof addRow>[1];

/** The cases of a route in their order, searchable and in pages. */
export function CaseList() {
  const t = useTranslations("route");
  const { draft, canEdit, change } = useEditing();
  const { query, isSearched, found, shown, page, turn, turnTo } = useShownRows();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [latest, setLatest] = useState<number | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const add = (row: NewRow, afterKey: number | null) => {
    const added = addRow(draft, row, afterKey);
    change(added.draft);
    setOpen(new Set([...open, added.key]));
    setLatest(added.key);
    void turnTo(
      added.draft.rows.findIndex(({ key }) => key === added.key),
      { case_query: undefined },
    );
  };
  const moves = useRowMoves({
    isPossible: !isSearched,
    ask: setAsked,
    add: (rule, afterKey) => add({ rule, section: null }, afterKey),
  });
  const toggle = (key: number) =>
    setOpen(new Set(open.has(key) ? [...open].filter((one) => one !== key) : [...open, key]));
  return (
    <>
      <Group gap="xs" mb="sm">
        {draft.rows.length > 0 && (
          <CaseSearch query={query} onSearch={(case_query) => turn({ case_query, case_page: undefined })} />
        )}
        {canEdit && <Adding onAdd={(row) => add(row, null)} />}
      </Group>
      {isSearched && <Found count={found.length} onClear={() => turn({ case_query: undefined })} />}
      {draft.rows.length === 0 && <EmptyState title={t("emptyTitle")} lead={t(canEdit ? "emptyLead" : "emptyRead")} />}
      <ol className="route-rows" aria-label={t("cases")}>
        {shown.map(({ key, rule, section }) => (
          <li key={key} {...moves.target(key)}>
            {rule ? (
              <CaseRow rowKey={key} rule={rule} isOpen={open.has(key)} moves={moves} onToggle={() => toggle(key)} />
            ) : (
              <SectionRow rowKey={key} name={section.name} isFocused={key === latest} moves={moves} />
            )}
          </li>
        ))}
      </ol>
      <Pages current={page} hasNext={page * ROWS_SHOWN < found.length} onTurn={(case_page) => turn({ case_page })} />
      <MoveTo
        rowKey={asked}
        onMove={(key, place) => {
          moves.move(key, place, "");
          void turnTo(place);
        }}
        onClose={() => setAsked(null)}
      />
    </>
  );
}

type AddressChange = { case_query?: string | undefined; case_page?: number | undefined };

/** The rows that the words and the page in the address ask for, and the ways to others. */
function useShownRows() {
  const { draft } = useEditing();
  const { case_query: query = "", case_page: asked = 1 } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const { nameOf } = useChannelNames();
  const text = query.trim().toLowerCase();
  const isSearched = text !== "";
  const found = isSearched ? draft.rows.filter((row) => rowHolds(row, text, nameOf)) : draft.rows;
  const page = Math.min(asked, Math.max(1, Math.ceil(found.length / ROWS_SHOWN)));
  const shown = found.slice((page - 1) * ROWS_SHOWN, page * ROWS_SHOWN);
  const turn = (search: AddressChange) =>
    navigate({ search: (before) => ({ ...before, ...search }), replace: true, resetScroll: false });
  const turnTo = (place: number, search: AddressChange = {}) =>
    turn({ ...search, case_page: Math.ceil((place + 1) / ROWS_SHOWN) });
  return { query, isSearched, found, shown, page, turn, turnTo };
}

function Adding({ onAdd }: { onAdd: (row: NewRow) => void }) {
  const t = useTranslations("route");
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onAdd({ rule: NEW_CASE, section: null })}>
        {t("addCase")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={16} aria-hidden />}
        onClick={() => onAdd({ rule: null, section: { name: "", position: 0 } })}
      >
        {t("addSection")}
      </Button>
    </>
  );
}

function CaseSearch({ query, onSearch }: { query: string; onSearch: (query: string | undefined) => void }) {
  const t = useTranslations("route");
  const [typed, setTyped] = useTyped(query, (text) => onSearch(text || undefined));
  return (
    <TextInput
      className="route-search"
      type="search"
      aria-label={t("search")}
      placeholder={t("searchHint")}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

function Found({ count, onClear }: { count: number; onClear: () => void }) {
  const t = useTranslations("route");
  return (
    <Group role="status" gap="xs" mb="xs">
      <Text size="sm">{t("found", { count })}</Text>
      <Text size="sm" c="dimmed">
        {t("foundHint")}
      </Text>
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {t("clearSearch")}
      </Button>
    </Group>
  );
}
