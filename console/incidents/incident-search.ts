import { z } from "zod";
import type { incidentList } from "../../contract/operations/incident.ts";
import { recordSearch, windowOf } from "../records/record-search.ts";

/** The tabs of a list of incidents, and the progress that each stands for. */
const INCIDENT_TABS = {
  open: "Triggered,Processing",
  triggered: "Triggered",
  processing: "Processing",
  closed: "Closed",
  all: "",
} as const;

/** One of them. */
export type IncidentTab = keyof typeof INCIDENT_TABS;

/** What a list of incidents shows, as its address has it. */
export const incidentSearch = z.object({
  ...recordSearch,
  progress: z.enum(["open", "triggered", "processing", "closed", "all"]).optional().catch(undefined),
  mine: z.literal(true).optional().catch(undefined),
});

/** The same, read. */
export type IncidentSearch = z.output<typeof incidentSearch>;

/** What to ask the API for; `personId` is who looks, `timeZone` where their days begin. */
export function incidentInput(search: IncidentSearch, personId: number, nowSeconds: number, timeZone: string) {
  const { q, severity, channel, progress = "open", mine } = search;
  return {
    ...windowOf(search, nowSeconds, timeZone),
    progress: INCIDENT_TABS[progress],
    ...(q && { query: q.replace(/^#/, "") }),
    ...(severity && { incident_severity: severity }),
    ...(channel && { channel_ids: [channel] }),
    ...(mine && { acker_ids: [personId] }),
  } satisfies z.input<typeof incidentList.input>;
}
