import { z } from "zod";
import type { alertList } from "../../contract/operations/alert.ts";
import { recordSearch, windowOf } from "../records/record-search.ts";

/** What a list of alerts shows, as its address has it. */
export const alertSearch = z.object({
  ...recordSearch,
  state: z.enum(["active", "ended", "all"]).optional().catch(undefined),
  integration: z.int().positive().optional().catch(undefined),
});

/** The same, read. */
export type AlertSearch = z.output<typeof alertSearch>;

/** What to ask the API for; days begin in `timeZone`. */
export function alertInput(search: AlertSearch, nowSeconds: number, timeZone: string) {
  const { q, severity, channel, integration, state = "active" } = search;
  const isId = q && /^[0-9a-f]{24}$/i.test(q);
  return {
    ...windowOf(search, nowSeconds, timeZone),
    ...(state !== "all" && { is_active: state === "active" }),
    ...(q && (isId ? { alert_ids: [q] } : { title: q })),
    ...(severity && { alert_severity: severity }),
    ...(channel && { channel_ids: [channel] }),
    ...(integration && { integration_ids: [integration] }),
  } satisfies z.input<typeof alertList.input>;
}
