import type { Query, QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "../../contract/live.ts";
import { concerns, touchedBy, withLastTimes } from "./live-updates.ts";

/** Keeps what was read up to date with the live stream. */
export type QueryUpdater = {
  take(events: readonly LiveEvent[]): void;
  /** Reads anew what failed, as once the hub answers again. */
  readFailed(): void;
  stop(): void;
};

/** What is shown is read anew this often at most, however much happens. */
const READ_EVERY_MS = 1_000;

/**
 * Marks what events concern, and reads what is marked and shown, once a second at most; never while the tab is hidden. What is
 * being read just now stays marked until that has come: it may have been read before the change, and cutting it off would, in a
 * storm, let nothing come at all.
 */
export function createQueryUpdater(client: QueryClient): QueryUpdater {
  const marked = new Set<Query>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let readAtMs = Number.NEGATIVE_INFINITY;

  const readMarked = (): void => {
    timer = null;
    if (document.visibilityState === "hidden") return;
    readAtMs = performance.now();
    for (const query of marked) {
      if (query.state.fetchStatus !== "idle") continue;
      marked.delete(query);
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
    if (marked.size > 0) plan();
  };
  const plan = (): void => {
    timer ??= setTimeout(readMarked, Math.max(0, readAtMs + READ_EVERY_MS - performance.now()));
  };
  const mark = (query: Query): void => {
    marked.add(query);
    plan();
  };

  const show = (): void => {
    if (document.visibilityState === "visible" && marked.size > 0) plan();
  };
  document.addEventListener("visibilitychange", show);

  return {
    take: (events) => {
      for (const event of events) {
        if (event.name === "integration.last_time") showTimes(client, event).forEach(mark);
        const touched = touchedBy(event);
        if (touched.length === 0) continue;
        for (const query of client.getQueryCache().getAll()) {
          if (touched.some((one) => concerns(one, query.queryKey))) mark(query);
        }
      }
    },
    readFailed: () => {
      for (const query of client.getQueryCache().getAll()) if (query.state.error) mark(query);
    },
    stop: () => {
      document.removeEventListener("visibilitychange", show);
      if (timer) clearTimeout(timer);
      marked.clear();
    },
  };
}

/** Puts times that came live into what is known. What is being read just now may still have the time before: those are answered. */
function showTimes(client: QueryClient, event: Extract<LiveEvent, { name: "integration.last_time" }>): Query[] {
  const times = new Map(event.data.items.map((item) => [item.integration_id, item.last_time]));
  const queries = client.getQueryCache().findAll({ queryKey: ["integration"] });
  for (const query of queries) {
    const known: unknown = query.state.data;
    const latest = withLastTimes(known, times);
    if (latest !== known) client.setQueryData(query.queryKey, latest);
  }
  return queries.filter(({ state }) => state.fetchStatus !== "idle");
}
