import { z } from "zod";
import { entityId, storedObjectId } from "./ids.ts";
import { seconds } from "./times.ts";

/** What can be edited, as `config.changed` names it; a `delivery` is a push that was refused, with its integration's id. */
export const EDIT_NOUNS = ["channel", "integration", "route", "team", "member", "delivery"] as const;

const alerts = z.object({ channel_id: entityId, alert_ids: z.array(storedObjectId), has_more: z.boolean() });
const incidents = z.object({ channel_id: entityId, incident_ids: z.array(storedObjectId), has_more: z.boolean() });

/** An event: its name, and the items of its data. */
function event<const Name extends string, Item extends z.ZodType>(name: Name, item: Item) {
  return z.object({ name: z.literal(name), data: z.object({ items: z.array(item) }) });
}

/**
 * What a stream tells. Ids and what moved, never whole objects: what is shown is read with the API. `has_more` says that more
 * changed than is listed. `resync` says that changes may have been missed: read everything anew.
 */
export const liveEvent = z
  .discriminatedUnion("name", [
    event("integration.last_time", z.object({ integration_id: entityId, last_time: seconds })),
    event("delivery.new", z.object({ integration_id: entityId, count: z.int().min(1) })),
    event("alert.changed", alerts),
    event("incident.changed", incidents),
    event("channel.changed", z.object({ channel_id: entityId })),
    event("config.changed", z.object({ noun: z.enum(EDIT_NOUNS), id: entityId })),
    z.object({ name: z.literal("resync"), data: z.object({ because: z.string() }) }),
  ])
  .meta({ id: "LiveEvent" });

/** A live event: its name, and its data. */
export type LiveEvent = z.output<typeof liveEvent>;
