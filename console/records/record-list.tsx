import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import "./records.css";
import { useMoving } from "./use-moving.ts";

/** About how high a row is before it was measured. */
const ROW_PX = 55;
/** Rows kept ready beyond the screen, on each side. */
const OVERSCAN = 10;
/** More is read when so many rows or fewer lie ahead. */
const ROWS_AHEAD = 25;

/** What a list holds, and how it is read and walked through. */
export type RecordListProps<Item> = {
  /** What the list holds, for who cannot see it. */
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** A row; its first link is what the keyboard moves along. */
  children: (item: Item) => ReactNode;
  /** The severity that colours a row's edge. */
  severityOf: (item: Item) => string;
  current: string | null;
  onCurrent: (key: string) => void;
  /** All there are, or null when nobody counted so far. */
  total: number | null;
  onNearEnd: () => void;
  onNearStart: () => void;
};

/**
 * A list of which only the rows near the screen are in the page. Rows keep their place under the reader when others come or go
 * above, and the row that has the focus keeps it.
 */
export function RecordList<Item>(props: RecordListProps<Item>) {
  const { items, keyOf, current, total, onNearEnd, onNearStart } = props;
  const list = useRef<HTMLUListElement>(null);
  const { rows, height, margin, scrollTo } = useRows(props, list);
  const onFocus = useMoving({ keys: items.map(keyOf), current, onCurrent: props.onCurrent, list, scrollTo });
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  const isNearEnd = last >= items.length - ROWS_AHEAD;
  const isNearStart = first <= ROWS_AHEAD;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  useEffect(() => {
    if (isNearStart) onNearStart();
  }, [isNearStart, onNearStart]);
  return (
    <ul ref={list} className="records" aria-label={props.label} style={{ height }}>
      {rows.map(({ index, start, ref }) => {
        const item = items[index];
        if (!item) return null;
        const key = keyOf(item);
        return (
          <li
            key={key}
            ref={ref}
            className="record"
            data-index={index}
            data-key={key}
            data-severity={props.severityOf(item)}
            data-current={key === current}
            aria-posinset={index + 1}
            aria-setsize={total ?? -1}
            style={{ transform: `translateY(${start - margin}px)` }}
            onFocusCapture={() => onFocus(key)}
          >
            {props.children(item)}
          </li>
        );
      })}
    </ul>
  );
}

function useRows<Item>(
  { items, keyOf, current }: RecordListProps<Item>,
  list: React.RefObject<HTMLUListElement | null>,
) {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    setMargin(Math.round(top + window.scrollY));
  });
  const held = current === null ? -1 : items.findIndex((item) => keyOf(item) === current);
  const rangeExtractor = (range: Range) => {
    const near = defaultRangeExtractor(range);
    if (held < 0 || near.includes(held)) return near;
    return [...near, held].sort((a, b) => a - b);
  };
  // At the top a reader wants to see what is new; further down, or with the keyboard on a row, what they look at must stay.
  const isReading = window.scrollY > margin || Boolean(list.current?.contains(document.activeElement));
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: margin,
    getItemKey: (index) => {
      const item = items[index];
      return item ? keyOf(item) : index;
    },
    anchorTo: isReading ? "end" : "start",
    rangeExtractor,
    useFlushSync: false,
  });
  return {
    rows: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start, ref: virtualizer.measureElement })),
    height: virtualizer.getTotalSize(),
    margin,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
