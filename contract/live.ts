import { z } from "zod";
import { entityId, storedObjectId } from "./ids.ts";
import { seconds } from "./times.ts";

/** Where the live stream is: `GET`, server-sent events, whoever is signed in. */
export const LIVE_PATH = "/live";

/** How often the hub looks what changed: a stream gets at most one batch of events in that time, whatever the rate of pushes. */
export const LIVE_EVERY_MS = 250;

/** How often a quiet stream says that it lives. One that was silent for twice as long is lost. */
export const LIVE_BEAT_MS = 15_000;

/** What can be edited, as `config.changed` names it; a `delivery` is a push that was refused, with its integration's id. */
export const EDIT_NOUNS = ["channel", "integration", "route", "team", "member", "delivery"] as const;

const alerts = z.object({ channel_id: entityId, alert_ids: z.array(storedObjectId), has_more: z.boolean() });
const incidents = z.object({ channel_id: entityId, incident_ids: z.array(storedObjectId), has_more: z.boolean() });

/**
 * The `data` of each event, by name. Ids and what moved, never whole objects: what is shown is read with the API. `has_more` says
 * that more changed than is listed. `resync` says that changes may have been missed: read everything anew.
 */
export const LIVE_EVENTS = {
  "integration.last_time": z.object({ items: z.array(z.object({ integration_id: entityId, last_time: seconds })) }),
  "delivery.new": z.object({ items: z.array(z.object({ integration_id: entityId, count: z.int().min(1) })) }),
  "alert.changed": z.object({ items: z.array(alerts) }),
  "incident.changed": z.object({ items: z.array(incidents) }),
  "channel.changed": z.object({ items: z.array(z.object({ channel_id: entityId })) }),
  "config.changed": z.object({ items: z.array(z.object({ noun: z.enum(EDIT_NOUNS), id: entityId })) }),
  resync: z.object({ because: z.string() }),
} as const;

/** The name of a live event. */
export type LiveEventName = keyof typeof LIVE_EVENTS;

/** A live event: its name, and its data as the contract types it. */
export type LiveEvent = { [Name in LiveEventName]: { name: Name; data: z.output<(typeof LIVE_EVENTS)[Name]> } }[LiveEventName];
