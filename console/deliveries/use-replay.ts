import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import { deliveryReplay } from "../../contract/operations/delivery.ts";
import { call } from "../api/call.ts";

/** What somebody is asked before a replay, and what came of it. */
export type Replay = {
  count: number;
  /** Null before it was done. */
  items: z.output<typeof deliveryReplay.output>["items"] | null;
  error: Error | null;
  isPending: boolean;
  start(): void;
  reset(): void;
};

/** Processes deliveries once more; the title says what is asked or was done. */
export function useReplay(deliveryIds: readonly string[], onDone: () => void): Replay & { title: string } {
  const t = useTranslations("replay");
  const queries = useQueryClient();
  const { data, error, isPending, variables, mutate, reset } = useMutation({
    mutationFn: (ids: readonly string[]) => call(deliveryReplay, { delivery_ids: [...ids] }),
    onSuccess: async () => {
      onDone();
      await queries.invalidateQueries({ queryKey: ["delivery", "list"] });
    },
  });
  const count = variables?.length ?? deliveryIds.length;
  return {
    title: t(data ? "doneTitle" : "title", { count }),
    ...{ count, items: data?.items ?? null, error, isPending, reset },
    start: () => mutate(deliveryIds),
  };
}
