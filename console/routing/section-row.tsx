import { ActionIcon, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { useEditing } from "./editing.tsx";
import { removeRow, renameSection } from "./route-draft.ts";
import { MoveButtons } from "./row-actions.tsx";
import type { RowMoves } from "./use-row-moves.ts";

type SectionRowProps = { rowKey: number; name: string; isFocused: boolean; moves: RowMoves };

/** The heading of the cases below it. */
export function SectionRow({ rowKey, name, isFocused, moves }: SectionRowProps) {
  const t = useTranslations("route");
  const { draft, canEdit, change } = useEditing();
  if (!canEdit) return <h3 className="route-section">{name}</h3>;
  const others = draft.rows.filter((row) => row.key !== rowKey && row.section?.name === name);
  const remove = () => change(removeRow(draft, rowKey), { text: t("deletedSection"), before: draft });
  return (
    <div className="route-line">
      {moves.handle(rowKey)}
      <TextInput
        className="route-section"
        aria-label={t("sectionName")}
        placeholder={t("sectionName")}
        value={name}
        maxLength={INPUT_LIMITS.ruleWordLengthMax}
        autoFocus={isFocused}
        error={(name.trim() === "" || others.length > 0) && t("sectionNameWrong")}
        onChange={(event) => change(renameSection(draft, rowKey, event.currentTarget.value))}
      />
      <MoveButtons rowKey={rowKey} moves={moves} />
      <ActionIcon variant="subtle" aria-label={`${t("delete")}: ${name}`} onClick={remove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
