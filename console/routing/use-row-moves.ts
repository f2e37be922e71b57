import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useEditing } from "./editing.tsx";
import { moveRow, numberCases, type RouteCase } from "./route-draft.ts";
import { type RowDrag, useRowDrag } from "./use-row-drag.tsx";

/** How rows are moved: by dragging, by one, or to a place. */
export type RowMoves = RowDrag & {
  /** Not while a search hides the rows between. */
  isPossible: boolean;
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
  const drag = useRowDrag((dragged, on) => {
    const place = draft.rows.findIndex(({ key }) => key === on);
    move(dragged, place);
  });
  return {
    ...{ isPossible, ask, add, target: drag.target },
    handle: (rowKey) => isPossible && drag.handle(rowKey),
    move: (rowKey, place, id) => {
      if (!isPossible) return;
      move(rowKey, place);
      setFocus({ id, of: place });
    },
  };
}
