import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Answer, recordPages } from "./record-pages.ts";

/** The total of a search stops here. */
const TOTAL_MAX = 1000;

/** The records of a long list as far as they are read, and what there is to know about the rest. */
export function useRecords<Item>(options: ReturnType<typeof recordPages<Item>>) {
  const query = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const { data, hasNextPage, hasPreviousPage, isFetching, isError, fetchNextPage, fetchPreviousPage } = query;
  const items = useMemo(() => listItems(data), [data]);
  const total = data?.pages[0]?.total ?? 0;
  const isResting = !isFetching && !isError;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && isResting) fetchNextPage();
  }, [hasNextPage, isResting, fetchNextPage]);
  const onNearStart = useCallback(() => {
    if (hasPreviousPage && isResting) fetchPreviousPage();
  }, [hasPreviousPage, isResting, fetchPreviousPage]);
  return {
    query,
    items,
    total,
    isMoreThanCounted: total >= TOTAL_MAX,
    /** For assistive technology, which wants an exact number or none. */
    exactTotal: total >= TOTAL_MAX ? null : total,
    onNearEnd,
    onNearStart,
  };
}

function listItems<Item>(data: InfiniteData<Answer<Item>> | undefined): Item[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}
