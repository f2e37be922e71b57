import { ListEnd } from "./list-end.tsx";
import { RecordList, type RecordListProps } from "./record-list.tsx";
import type { useRecords } from "./use-records.ts";

type FoundRecordsProps<Item> = Omit<RecordListProps<Item>, "items" | "total" | "onNearEnd" | "onNearStart"> & {
  records: ReturnType<typeof useRecords<Item>>;
  className?: string;
};

/** What a search found, as far as it is read, and whether more comes. */
export function FoundRecords<Item>({ records, className = "", ...list }: FoundRecordsProps<Item>) {
  const { items, exactTotal, onNearEnd, onNearStart, query } = records;
  return (
    <>
      <div className={`panel ${className}`}>
        <RecordList {...list} {...{ items, onNearEnd, onNearStart }} total={exactTotal} />
      </div>
      <ListEnd
        error={query.error}
        isReading={query.isPending || query.isFetchingNextPage}
        isWhole={!query.hasNextPage}
        onRetry={() => query.refetch()}
      />
    </>
  );
}
