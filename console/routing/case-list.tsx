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
import { type RowMoves, useRowMoves } from "./use-row-moves.ts";

const ROUTE = "/integration/detail/$integrationId";
/** Rows on one page: what a browser lays out at once, and somebody looks over. */
const ROWS_SHOWN = 50;

/** The cases of a route in their order, searchable and in pages. */
export function CaseList() {
  const t = useTranslations("route");
  const { draft, canEdit, change } = useEditing();
  const { case_query: query = "", case_page: page = 1 } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const { nameOf } = useChannelNames();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [latest, setLatest] = useState<number | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const text = query.trim().toLowerCase();
  const found = text === "" ? draft.rows : draft.rows.filter((row) => rowHolds(row, text, nameOf));
  const shownPage = Math.min(page, Math.max(1, Math.ceil(found.length / ROWS_SHOWN)));
  const turn = (search: { case_query?: string | undefined; case_page?: number | undefined }) =>
    navigate({ search: (before) => ({ ...before, ...search }), replace: true, resetScroll: false });
  const add = (row: Parameters<typeof addRow>[1], afterKey: number | null) => {
    const added = addRow(draft, row, afterKey);
    change(added.draft);
    setOpen(new Set([...open, added.key]));
    setLatest(added.key);
    const place = added.draft.rows.findIndex(({ key }) => key === added.key);
    turn({ case_query: undefined, case_page: Math.ceil((place + 1) / ROWS_SHOWN) });
  };
  const addCase: RowMoves["add"] = (rule, afterKey) => add({ rule, section: null }, afterKey);
  const moves = useRowMoves({ isPossible: text === "", ask: setAsked, add: addCase });
  const toggle = (key: number) =>
    setOpen(new Set(open.has(key) ? [...open].filter((one) => one !== key) : [...open, key]));
  const shown = found.slice((shownPage - 1) * ROWS_SHOWN, shownPage * ROWS_SHOWN);
  return (
    <>
      <Group gap="xs" mb="sm">
        {draft.rows.length > 0 && (
          <CaseSearch query={query} onSearch={(case_query) => turn({ case_query, case_page: undefined })} />
        )}
        {canEdit && (
          <>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => addCase(NEW_CASE, null)}>
              {t("addCase")}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFolderPlus size={16} aria-hidden />}
              onClick={() => add({ rule: null, section: { name: "", position: 0 } }, null)}
            >
              {t("addSection")}
            </Button>
          </>
        )}
      </Group>
      {text !== "" && <Found count={found.length} onClear={() => turn({ case_query: undefined })} />}
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
      <Pages
        current={shownPage}
        hasNext={shownPage * ROWS_SHOWN < found.length}
        onTurn={(case_page) => turn({ case_page })}
      />
      <MoveTo
        rowKey={asked}
        onMove={(key, place) => {
          moves.move(key, place, "");
          turn({ case_page: Math.ceil((place + 1) / ROWS_SHOWN) });
        }}
        onClose={() => setAsked(null)}
      />
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
