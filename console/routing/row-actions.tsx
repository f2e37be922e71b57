import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowsVertical,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconRowInsertBottom,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { useEditing } from "./editing.tsx";
import { NEW_CASE, type RouteCase, removeRow } from "./route-draft.ts";
import type { RowMoves } from "./use-row-moves.ts";

/** Moves a row by one, for who does not drag. */
export function MoveButtons({ rowKey, moves }: { rowKey: number; moves: RowMoves }) {
  const t = useTranslations("route");
  const { draft } = useEditing();
  const place = draft.rows.findIndex(({ key }) => key === rowKey);
  const buttons = [
    { by: -1, name: t("moveUp"), Icon: IconArrowUp, isLast: place === 0 },
    { by: 1, name: t("moveDown"), Icon: IconArrowDown, isLast: place === draft.rows.length - 1 },
  ];
  return buttons.map(({ by, name, Icon, isLast }) => (
    <ActionIcon
      key={by}
      id={`route-move-${rowKey}-${by}`}
      variant="subtle"
      className="route-move"
      aria-label={name}
      aria-disabled={isLast || !moves.isPossible}
      onClick={() => moves.move(rowKey, place + by, `route-move-${rowKey}-${by}`)}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  ));
}

type RowActionsProps = { rowKey: number; rule: RouteCase; name: string; moves: RowMoves };

/** What can be done with a case as a whole. */
export function RowActions({ rowKey, rule, name, moves }: RowActionsProps) {
  const t = useTranslations("route");
  const { draft, numbers, change } = useEditing();
  const remove = () => {
    const text = t("deleted", { number: numbers.get(rowKey) ?? 0 });
    change(removeRow(draft, rowKey), { text, before: draft });
  };
  return (
    <>
      <MoveButtons rowKey={rowKey} moves={moves} />
      <Menu position="bottom-end" transitionProps={{ duration: 0 }} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={name}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopy size={15} aria-hidden />}
            onClick={() => moves.add(structuredClone(rule), rowKey)}
          >
            {t("duplicate")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRowInsertBottom size={15} aria-hidden />}
            onClick={() => moves.add(NEW_CASE, rowKey)}
          >
            {t("insertBelow")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowsVertical size={15} aria-hidden />}
            disabled={!moves.isPossible}
            onClick={() => moves.ask(rowKey)}
          >
            {t("moveTo")}
          </Menu.Item>
          <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} aria-hidden />} onClick={remove}>
            {t("delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
