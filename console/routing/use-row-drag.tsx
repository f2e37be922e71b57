import { IconGripVertical } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";

/** How a row is taken and dropped. */
export type RowDrag = {
  /** What a row is dragged by. */
  handle(rowKey: number): ReactNode;
  /** What makes a row a place to drop another one on. */
  target(rowKey: number): {
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
    "data-dragged": true | undefined;
  };
};

/** Drags rows with the mouse, and says which was dropped on which. */
export function useRowDrag(onDrop: (dragged: number, on: number) => void): RowDrag {
  const [dragged, setDragged] = useState<number | null>(null);
  return {
    handle: (rowKey) => <Handle onTaken={() => setDragged(rowKey)} onLeft={() => setDragged(null)} rowKey={rowKey} />,
    target: (rowKey) => ({
      onDragOver: (event) => {
        if (dragged !== null) event.preventDefault();
      },
      onDrop: (event) => {
        event.preventDefault();
        if (dragged !== null) onDrop(dragged, rowKey);
        setDragged(null);
      },
      "data-dragged": dragged === rowKey || undefined,
    }),
  };
}

function Handle({ rowKey, onTaken, onLeft }: { rowKey: number; onTaken: () => void; onLeft: () => void }) {
  const t = useTranslations("route");
  const take = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", String(rowKey));
    onTaken();
  };
  return (
    <span
      className="route-handle"
      role="img"
      aria-label={t("drag")}
      title={t("drag")}
      draggable
      onDragStart={take}
      onDragEnd={onLeft}
    >
      <IconGripVertical size={16} aria-hidden />
    </span>
  );
}
