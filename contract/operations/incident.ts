import { z } from "zod";
import { commaJoined, filterList, nothing, query } from "../fields.ts";
import { entityId, entityIdOrNone, objectId, storedObjectId } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { cursor, page, searchResult } from "../paging.ts";
import { EVENT_STATUSES } from "../severity.ts";
import { seconds } from "../times.ts";
import { alertItem, feedItem, feedPage, image } from "./alert.ts";

/** Where an incident stands. */
export const INCIDENT_PROGRESSES = ["Triggered", "Processing", "Closed"] as const;

const status = z.enum(EVENT_STATUSES);

/** A person by name; all empty when there is none. */
const personShort = z
  .object({ person_id: entityIdOrNone, person_name: z.string(), email: z.string(), as: z.string() })
  .meta({ id: "PersonShort" });

const responder = z
  .object({
    person_id: entityId,
    assigned_at: seconds,
    acknowledged_at: seconds,
    person_name: z.string(),
    email: z.string(),
    as: z.string(),
  })
  .meta({ id: "Responder" });

/** The latest dispatch of an incident. Unassigned: no `person_ids`, everything else empty. */
const assignedTo = z
  .object({
    person_ids: z.array(entityId).optional(),
    escalate_rule_id: storedObjectId,
    layer_idx: z.int(),
    type: z.enum(["assign", "reassign", "escalate", "reopen", ""]),
    emails: z.array(z.string()).optional(),
    escalate_rule_name: z.string(),
    assigned_at: seconds,
    id: z.string(),
  })
  .meta({ id: "AssignedTo" });

/** The unit people handle. */
export const incidentItem = z
  .object({
    incident_id: storedObjectId,
    account_id: entityId,
    account_name: z.string(),
    account_locale: z.string(),
    account_time_zone: z.string(),
    channel_id: entityIdOrNone,
    channel_name: z.string(),
    channel_status: z.string(),
    integration_id: entityIdOrNone,
    integration_ids: z.array(entityId),
    integration_type: z.string(),
    integration_types: z.array(z.string()),
    data_source_id: entityIdOrNone,
    data_source_ids: z.array(entityId),
    data_source_type: z.string(),
    data_source_types: z.array(z.string()),
    dedup_key: z.string(),
    equals_md5: z.string(),
    start_time: seconds,
    end_time: seconds,
    last_time: seconds,
    ack_time: seconds,
    close_time: seconds,
    creator_id: entityIdOrNone,
    closer_id: entityIdOrNone,
    owner_id: entityIdOrNone,
    creator: personShort,
    closer: personShort,
    owner: personShort,
    incident_status: status,
    incident_severity: status,
    progress: z.enum(INCIDENT_PROGRESSES),
    title: z.string(),
    description: z.string(),
    ai_summary: z.string(),
    impact: z.string(),
    root_cause: z.string(),
    resolution: z.string(),
    num: z.string().describe("The last 6 digits of the id, upper case"),
    frequency: z.enum(["frequent", "rare", ""]),
    deleted_at: seconds,
    created_at: seconds,
    updated_at: seconds,
    snoozed_before: seconds,
    group_method: z.enum(["i", "p", "n"]),
    ever_muted: z.boolean(),
    labels: z.record(z.string(), z.string()),
    fields: z.record(z.string(), z.unknown()),
    assigned_to: assignedTo,
    responders: z.array(responder),
    reporter_email: z.string(),
    alert_cnt: z.int(),
    active_alert_cnt: z.int(),
    alert_event_cnt: z.int(),
    alerts: z.array(alertItem),
    detail_url: z.string(),
    silence_url: z.string(),
    links: z.array(z.object({ name: z.string(), endpoint: z.string(), open_type: z.enum(["popup", "tab"]) })),
    post_mortem_id: z.string(),
    images: z.array(image),
    manual_overrides: z.array(z.string()),
  })
  .meta({ id: "IncidentInfo" });

/** Searches incidents that started in a window of time, or by id without one. */
export const incidentList = operation({
  method: "POST",
  path: "/incident/list",
  summary:
    "Search incidents that started in a window of less than 31 days; with `incident_ids` the window is not looked at",
  tag: "Incidents",
  permission: "Incidents/Read",
  input: z.object({
    start_time: seconds,
    end_time: seconds,
    asc: z.boolean().optional(),
    is_snoozed: z.boolean().optional(),
    is_my_team: z.boolean().optional(),
    is_my_channel: z.boolean().optional(),
    ever_muted: z.boolean().optional(),
    is_rare: z.boolean().optional(),
    progress: commaJoined(INCIDENT_PROGRESSES),
    query: query.describe("An id, a number, or part of the title"),
    incident_severity: commaJoined(EVENT_STATUSES),
    channel_ids: filterList(entityIdOrNone),
    team_ids: filterList(entityIdOrNone),
    responder_ids: filterList(entityIdOrNone),
    acker_ids: filterList(entityIdOrNone).describe("Who holds it now"),
    creator_ids: filterList(entityIdOrNone).describe("0 = opened by the hub"),
    closer_ids: filterList(entityIdOrNone),
    incident_ids: filterList(objectId),
    nums: filterList(
      z
        .string()
        .regex(/^[0-9a-fA-F]{6}$/, "6 hexadecimal digits")
        .toUpperCase(),
    ),
    ...page,
    search_after_ctx: cursor,
  }),
  output: searchResult(incidentItem),
});

/** Reads one incident by id, or the newest with this number. */
export const incidentInfo = operation({
  method: "POST",
  path: "/incident/info",
  summary: "Read an incident by id, or the newest one with this number",
  tag: "Incidents",
  permission: "Incidents/Read",
  input: z.object({
    incident_id: z.union([objectId, z.literal("")]).optional(),
    num: z
      .string()
      .regex(/^([0-9a-fA-F]{6})?$/, "6 hexadecimal digits")
      .toUpperCase()
      .optional(),
  }),
  output: incidentItem,
});

/** Reads a known set of incidents; unknown ids are left out. */
export const incidentListByIds = operation({
  method: "POST",
  path: "/incident/list-by-ids",
  summary: "Read a known set of incidents; unknown ids are left out",
  tag: "Incidents",
  permission: "Incidents/Read",
  input: z.object({ incident_ids: z.array(objectId).max(1000) }),
  output: searchResult(incidentItem),
});

/** The timeline of one incident. */
export const incidentFeed = operation({
  method: "POST",
  path: "/incident/feed",
  summary: "The timeline of an incident; times are milliseconds",
  tag: "Incidents",
  permission: "Incidents/Read",
  input: z.object({ incident_id: objectId, ...feedPage }),
  output: z.object({ items: z.array(feedItem), has_next_page: z.boolean() }),
});

/** The alerts inside one incident, newest first. */
export const incidentAlertList = operation({
  method: "POST",
  path: "/incident/alert/list",
  summary: "The alerts inside an incident; 1000 a page unless `limit` says less",
  tag: "Incidents",
  permission: "Incidents/Read",
  input: z.object({
    incident_id: objectId,
    include_events: z.boolean().optional().describe("Adds the newest 20 events of each alert"),
    is_active: z.boolean().optional(),
    limit: z.int().max(1000).optional(),
    p: z.int().optional(),
  }),
  output: z.object({ items: z.array(alertItem), total: z.int() }),
});

const someIncidents = { incident_ids: z.array(objectId).min(1).max(INPUT_LIMITS.incidentsMax) };
const note = z.string().max(INPUT_LIMITS.noteLengthMax);

/** Takes incidents on. */
export const incidentAck = operation({
  method: "POST",
  path: "/incident/ack",
  summary: "Acknowledge incidents; what is closed, or acknowledged by you already, stays as it is",
  tag: "Incidents",
  permission: "Incidents/Manage",
  input: z.object(someIncidents),
  output: nothing,
});

/** Takes one's own acknowledgement back. */
export const incidentUnack = operation({
  method: "POST",
  path: "/incident/unack",
  summary: "Take your acknowledgement of incidents back; where nobody else holds it, an incident is Triggered again",
  tag: "Incidents",
  permission: "Incidents/Manage",
  input: z.object(someIncidents),
  output: nothing,
});

/** Closes incidents, and their open alerts with them. */
export const incidentResolve = operation({
  method: "POST",
  path: "/incident/resolve",
  summary: "Close incidents and their open alerts; those that are closed already stay as they are",
  tag: "Incidents",
  permission: "Incidents/Manage",
  input: z.object({ ...someIncidents, root_cause: note.optional(), resolution: note.optional() }),
  output: nothing,
});

/** Opens closed incidents again. */
export const incidentReopen = operation({
  method: "POST",
  path: "/incident/reopen",
  summary: "Open closed incidents again, and those of their alerts that had not recovered; open ones stay as they are",
  tag: "Incidents",
  permission: "Incidents/Manage",
  input: z.object({ ...someIncidents, reason: note.optional() }),
  output: nothing,
});

/** Writes a note on timelines. */
export const incidentComment = operation({
  method: "POST",
  path: "/incident/comment",
  summary: "Write a note (Markdown) on the timelines of incidents",
  tag: "Incidents",
  permission: "Incidents/Manage",
  input: z.object({
    ...someIncidents,
    comment: note.min(1),
    mute_reply: z.boolean().optional().describe("Keeps the note from being sent on"),
  }),
  output: nothing,
});
