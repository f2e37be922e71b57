import "./timeline.css";
import { Button, Group } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { personNames } from "../people/people-queries.ts";
import { Moment } from "../ui/moment.tsx";
import { Problem } from "../ui/problem.tsx";
import type { FeedItem } from "./feed.ts";
import { FeedDetail } from "./feed-detail.tsx";
import { FeedSentence } from "./feed-sentence.tsx";

type TimelineProps = {
  query: UseInfiniteQueryResult<{ pages: { items: FeedItem[] }[] }>;
  /** Whose pushes the rows speak of. */
  integrationId: number;
};

/** What happened, newest first, in words: who, when and why. */
export function Timeline({ query, integrationId }: TimelineProps) {
  const t = useTranslations("timeline");
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const people = useQuery(personNames(rows.map((row) => row.creator_id)));
  const nameOf = (id: number) => (id === 0 ? t("theHub") : (people.data?.get(id) ?? t("someone")));
  if (query.error && !query.data) return <Problem error={query.error} onRetry={() => query.refetch()} />;
  return (
    <>
      <ol className="timeline" aria-label={t("title")}>
        {keyed(rows).map(({ key, row }) => (
          <li key={key} data-type={row.type}>
            <Group gap="md" justify="space-between" align="baseline" wrap="nowrap">
              <div className="timeline-words">
                <FeedSentence row={row} who={nameOf(row.creator_id)} />
              </div>
              <span className="timeline-when">
                <Moment seconds={row.created_at / 1000} isExact />
              </span>
            </Group>
            <FeedDetail row={row} integrationId={integrationId} />
          </li>
        ))}
      </ol>
      {query.isFetchNextPageError && query.error && <Problem error={query.error} />}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t("older")}
        </Button>
      )}
    </>
  );
}

/** Rows have no id on the wire; their place from the oldest that was read does for one. */
function keyed(rows: readonly FeedItem[]): { key: number; row: FeedItem }[] {
  return rows.map((row, place) => ({ key: rows.length - place, row }));
}
