import { IconGripVertical } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useEditing } from "./editing.tsx";
import { moveRow, numberCases, type RouteCase } from "./route-draft.ts";

/** How rows are moved: by dragging, by one, or to a place. */
export type RowMoves = {
  /** Not while a search hides the rows between. */
  isPossible: boolean;
  /** What a row is dragged by. */
  handle(rowKey: number): ReactNode;
  /** What makes a row a place to drop another one on. */
  target(rowKey: number): {
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
    "data-dragged": true | undefined;
  };
  /** To a place among all rows; the element with this id has the focus again afterwards. */
  move(rowKey: number, place: number, focusId: string): void;
  /** Asks for the place. */
  ask(rowKey: number): void;
  /** A case below another row. */
  add(rule: RouteCase, afterKey: number | null): void;
};

type Asks = { isPossible: boolean; ask: RowMoves["ask"]; add: RowMoves["add"] };

/** Moves rows of the draft and says where they stand now. */
export function useRowMoves({ isPossible, ask, add }: Asks): RowMoves {
  const t = useTranslations("route");
  const { draft, numbers, change } = useEditing();
  const [dragged, setDragged] = useState<number | null>(null);
  const [focus, setFocus] = useState<{ id: string; of: unknown }>();
  // A row that moves in the document loses the focus that was in it.
  useEffect(() => {
    if (focus) document.getElementById(focus.id)?.focus();
  }, [focus]);
  const move = (rowKey: number, place: number) => {
    const next = moveRow(draft, rowKey, place);
    if (next === draft) return;
    const number = numbers.get(rowKey);
    const now = numberCases(next.rows).get(rowKey);
    change(next, number && now ? { text: t("moved", { number, place: now }), before: null } : undefined);
  };
  return {
    isPossible,
    ask,
    add,
    move: (rowKey, place, id) => {
      if (!isPossible) return;
      move(rowKey, place);
      setFocus({ id, of: place });
    },
    handle: (rowKey) =>
      isPossible && (
        <span
          className="route-handle"
          role="img"
          aria-label={t("drag")}
          title={t("drag")}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", String(rowKey));
            setDragged(rowKey);
          }}
          onDragEnd={() => setDragged(null)}
        >
          <IconGripVertical size={16} aria-hidden />
        </span>
      ),
    target: (rowKey) => ({
      onDragOver: (event) => {
        if (dragged !== null) event.preventDefault();
      },
      onDrop: (event) => {
        event.preventDefault();
        const place = draft.rows.findIndex(({ key }) => key === rowKey);
        if (dragged !== null) move(dragged, place);
        setDragged(null);
      },
      "data-dragged": dragged === rowKey || undefined,
    }),
  };
}
