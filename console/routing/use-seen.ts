import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { SEVERITIES } from "../../contract/severity.ts";
import { seenEvents } from "./route-queries.ts";

const ATTRIBUTES = ["severity", "title", "description", "alert_key"] as const;
const VALUES_MAX = 50;

/** What conditions can look at, with the values seen lately, the most frequent first. */
export type Seen = { keys: readonly string[]; valuesOf(key: string): readonly string[] };

/** Suggestions out of the latest events of an integration; anything else may be typed all the same. */
export function useSeen(integrationId: number): Seen {
  const { data } = useQuery(seenEvents(integrationId));
  return useMemo(() => {
    const counts = new Map<string, Map<string, number>>();
    const count = (key: string, value: string) => {
      const values = counts.get(key) ?? new Map<string, number>();
      counts.set(key, values.set(value, (values.get(value) ?? 0) + 1));
    };
    for (const event of data ?? []) {
      count("title", event.title);
      count("alert_key", event.alert_key);
      for (const [label, value] of Object.entries(event.labels)) count(`labels.${label}`, value);
    }
    const labels = [...counts.keys()].filter((key) => key.startsWith("labels.")).sort();
    return {
      keys: [...ATTRIBUTES, ...labels],
      valuesOf: (key) => {
        if (key === "severity") return SEVERITIES;
        const values = [...(counts.get(key) ?? [])].sort(([, a], [, b]) => b - a);
        return values.slice(0, VALUES_MAX).map(([value]) => value);
      },
    };
  }, [data]);
}
