import { Button, Group, NumberInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "../ui/dialog.tsx";
import { useEditing } from "./editing.tsx";

type MoveToProps = { rowKey: number | null; onMove: (rowKey: number, place: number) => void; onClose: () => void };

/** Asks which number a case is to have: a long list is not walked step by step. */
export function MoveTo({ rowKey, onMove, onClose }: MoveToProps) {
  const t = useTranslations("route");
  const { numbers } = useEditing();
  const number = rowKey === null ? 0 : (numbers.get(rowKey) ?? 0);
  return (
    <Dialog isOpen={rowKey !== null} onClose={onClose} title={t("moveToTitle", { number })}>
      {rowKey !== null && <PlaceForm rowKey={rowKey} number={number} onMove={onMove} onClose={onClose} />}
    </Dialog>
  );
}

function PlaceForm({ rowKey, number, onMove, onClose }: MoveToProps & { rowKey: number; number: number }) {
  const t = useTranslations("route");
  const { draft, numbers } = useEditing();
  const [wanted, setWanted] = useState<number | string>(number);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The place of the case that has this number now: with it go the sections between.
    const place = draft.rows.findIndex(({ key }) => numbers.get(key) === Number(wanted));
    if (place >= 0) onMove(rowKey, place);
    onClose();
  };
  return (
    <form onSubmit={submit}>
      <NumberInput
        data-autofocus
        label={t("place")}
        description={t("placeHint", { count: numbers.size })}
        min={1}
        max={numbers.size}
        allowDecimal={false}
        required
        value={wanted}
        onChange={setWanted}
      />
      <Group justify="flex-end" mt="md">
        <Button type="submit">{t("move")}</Button>
      </Group>
    </form>
  );
}
