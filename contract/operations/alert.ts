import { z } from "zod";
import { commaJoined, filterList } from "../fields.ts";
import { entityId, entityIdOrNone, objectId, storedObjectId } from "../ids.ts";
import { operation } from "../operation.ts";
import { cursor, page, searchResult } from "../paging.ts";
import { EVENT_STATUSES } from "../severity.ts";
import { milliseconds, seconds } from "../times.ts";

const status = z.enum(EVENT_STATUSES);

/** A picture of an alert, event or incident. */
export const image = z.object({ src: z.string(), href: z.string(), alt: z.string() }).meta({ id: "Image" });

/** An incident by name; all empty when there is none. */
export const incidentShort = z
  .object({ incident_id: z.string(), title: z.string(), progress: z.enum(["Triggered", "Processing", "Closed", ""]) })
  .meta({ id: "IncidentShort" });

/** One notice from a source after normalisation, plus `delivery_id`. Never changes. */
export const alertEventItem = z
  .object({
    event_id: storedObjectId,
    alert_id: storedObjectId,
    delivery_id: storedObjectId.describe("The push it came with"),
    account_id: entityId,
    channel_id: entityIdOrNone,
    integration_id: entityIdOrNone,
    integration_type: z.string(),
    data_source_id: entityIdOrNone,
    title: z.string(),
    title_rule: z.string(),
    description: z.string(),
    alert_key: z.string(),
    event_severity: status,
    event_status: status,
    event_time: seconds,
    labels: z.record(z.string(), z.string()),
    images: z.array(image),
    created_at: seconds,
    updated_at: seconds,
    deleted_at: seconds,
  })
  .meta({ id: "AlertEventItem" });

/** All events of one problem in one channel. The wire's `AlertItem` and `AlertInfo` in one shape, plus `progress` and `close_time`. */
export const alertItem = z
  .object({
    alert_id: storedObjectId,
    integration_id: entityIdOrNone,
    data_source_id: entityIdOrNone,
    channel_id: entityIdOrNone,
    account_id: entityId,
    title: z.string(),
    title_rule: z.string(),
    description: z.string(),
    alert_severity: status,
    alert_status: status,
    alert_key: z.string(),
    progress: z.enum(["Triggered", "Closed"]),
    start_time: seconds,
    last_time: seconds,
    end_time: seconds.describe("0 = not recovered"),
    close_time: seconds,
    labels: z.record(z.string(), z.string()),
    ever_muted: z.boolean(),
    created_at: seconds,
    updated_at: seconds,
    deleted_at: seconds,
    integration_name: z.string(),
    integration_type: z.string(),
    integration_ref_id: z.string(),
    data_source_name: z.string(),
    data_source_type: z.string(),
    data_source_ref_id: z.string(),
    channel_name: z.string(),
    channel_status: z.string(),
    responder_name: z.string(),
    responder_email: z.string(),
    event_cnt: z.int(),
    incident: incidentShort,
    events: z.array(alertEventItem).describe("Only when asked for"),
    images: z.array(image),
  })
  .meta({ id: "AlertItem" });

/** A row of a timeline. Times are milliseconds. */
export const feedItem = z
  .object({
    ref_id: storedObjectId,
    type: z.string(),
    detail: z.record(z.string(), z.unknown()),
    account_id: entityId,
    creator_id: entityIdOrNone.describe("0 = the hub itself"),
    created_at: milliseconds,
    updated_at: milliseconds,
    deleted_at: milliseconds,
  })
  .meta({ id: "FeedItem" });

/** How a timeline is paged. */
export const feedPage = {
  ...page,
  asc: z.boolean().optional(),
  types: z.array(z.string().max(40)).max(100).optional(),
} as const;

/** Searches alerts that were alive in a window of time. */
export const alertList = operation({
  method: "POST",
  path: "/alert/list",
  summary: "Search alerts that were alive in a window of less than 31 days",
  tag: "Alerts",
  permission: "Incidents/Read",
  input: z.object({
    start_time: seconds,
    end_time: seconds,
    ...page,
    search_after_ctx: cursor,
    is_active: z.boolean().optional(),
    ever_muted: z.boolean().optional(),
    alert_severity: commaJoined(EVENT_STATUSES),
    channel_ids: filterList(entityIdOrNone),
    integration_ids: filterList(entityIdOrNone),
    alert_ids: filterList(objectId),
    alert_keys: filterList(z.string().max(500)),
    title: z.string().max(512).optional().describe("Part of the title"),
    orderby: z.enum(["created_at", "updated_at"]).optional(),
    asc: z.boolean().optional(),
    by_updated_at: z.boolean().optional().describe("The window is over `updated_at`"),
  }),
  output: searchResult(alertItem),
});

/** Reads one alert. */
export const alertInfo = operation({
  method: "POST",
  path: "/alert/info",
  summary: "Read an alert",
  tag: "Alerts",
  permission: "Incidents/Read",
  input: z.object({ alert_id: objectId }),
  output: alertItem,
});

/** Reads a known set of alerts; unknown ids are left out. */
export const alertListByIds = operation({
  method: "POST",
  path: "/alert/list-by-ids",
  summary: "Read a known set of alerts; unknown ids are left out",
  tag: "Alerts",
  permission: "Incidents/Read",
  input: z.object({ alert_ids: z.array(objectId).max(1000) }),
  output: searchResult(alertItem),
});

/** The raw events behind one alert, newest first. */
export const alertEventListOfAlert = operation({
  method: "POST",
  path: "/alert/event/list",
  summary: "The events behind an alert, newest first, at most the newest 1000",
  tag: "Alerts",
  permission: "Incidents/Read",
  input: z.object({ alert_id: objectId }),
  output: z.object({ items: z.array(alertEventItem) }),
});

/** The timeline of one alert. */
export const alertFeed = operation({
  method: "POST",
  path: "/alert/feed",
  summary: "The timeline of an alert; times are milliseconds",
  tag: "Alerts",
  permission: "Incidents/Read",
  input: z.object({ alert_id: objectId, ...feedPage }),
  output: z.object({ items: z.array(feedItem), has_next_page: z.boolean() }),
});

/** Searches raw events of all alerts, newest first. */
export const alertEventList = operation({
  method: "POST",
  path: "/alert-event/list",
  summary: "Search events of all alerts in a window of less than 31 days, the last day unless it is given",
  tag: "Alerts",
  permission: "Incidents/Read",
  input: z.object({
    start_time: seconds.optional(),
    end_time: seconds.optional(),
    ...page,
    search_after_ctx: cursor,
    integration_ids: filterList(entityIdOrNone),
    integration_types: filterList(z.string().max(100)),
    channel_ids: filterList(entityIdOrNone),
    severities: commaJoined(EVENT_STATUSES),
    orderby: z.enum(["event_time"]).optional(),
    asc: z.boolean().optional(),
  }),
  output: searchResult(alertEventItem),
});
