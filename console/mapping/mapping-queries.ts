import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { deliveryInfo, deliveryList } from "../../contract/operations/delivery.ts";
import { sourcePreview } from "../../contract/operations/source.ts";
import { call } from "../api/call.ts";

/** What a source would read out of a body. */
export type Preview = z.output<typeof sourcePreview.output>;

/** Reads a body with settings that are not saved yet. */
export function preview(input: z.input<typeof sourcePreview.input>) {
  return queryOptions({
    queryKey: ["source", "preview", input],
    queryFn: ({ signal }) => call(sourcePreview, input, signal),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
}

/** The latest push that an integration got, refused ones too and tests not; null when there is none. */
export async function findLatestPush(integrationId: number) {
  const { items } = await call(deliveryList, { integration_id: integrationId, limit: 10 });
  const latest = items.find(({ is_test }) => !is_test);
  return latest ? call(deliveryInfo, { delivery_id: latest.delivery_id }) : null;
}
