import { z } from "zod";
import { description, filterList, mayEdit, name, nothing, query } from "../fields.ts";
import { entityId, entityIdOrNone } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { page, pageResult } from "../paging.ts";
import { SEVERITIES } from "../severity.ts";
import { seconds } from "../times.ts";

/** Said of what is kept for clients that set it, while nothing goes by it. */
const NOT_IN_EFFECT = "Kept and answered; not in effect yet";

/** How alerts of a channel are grouped into incidents. Stored and echoed as sent, fields we do not know included. */
const group = z
  .looseObject({
    method: z.enum(["i", "p", "n"]),
    equals: z.array(z.array(z.string())).max(5).nullish(),
    cases: z.array(z.looseObject({})).max(100).nullish(),
    all_equals_required: z.boolean().nullish(),
    time_window: z.int().min(0).nullish().describe("Minutes; 0 = until closed"),
    window_type: z.enum(["tumbling", "sliding"]).nullish(),
    storm_threshold: z.int().min(0).max(10_000).nullish(),
    storm_thresholds: z.array(z.int()).max(5).nullish(),
    i_keys: z.array(z.string()).max(10).nullish(),
    i_score_threshold: z.number().min(0.5).max(1).nullish(),
  })
  .meta({ id: "Group", description: NOT_IN_EFFECT });

/** When a channel's flapping incidents stop telling people. Stored and echoed as sent. */
const flapping = z
  .looseObject({
    is_disabled: z.boolean().nullish(),
    max_changes: z.int().min(2).max(100).nullish(),
    in_mins: z.int().min(1).max(1440).nullish(),
    mute_mins: z.int().min(0).max(1440).nullish(),
  })
  .meta({ id: "Flapping", description: NOT_IN_EFFECT });

const autoResolveMode = z.enum(["trigger", "update"]);
const COUNTED_FROM = "`trigger` counts from when the incident was triggered, `update` from its latest event";

/** A channel as answers carry it. `group` and `flapping` are null until they are set. */
export const channelItem = z
  .object({
    channel_id: entityId,
    team_id: entityId,
    managing_team_ids: z.array(entityId),
    creator_id: entityIdOrNone,
    account_id: entityId,
    channel_name: z.string(),
    description: z.string(),
    status: z.enum(["enabled", "disabled", "deleted"]),
    deleted_at: seconds,
    created_at: seconds,
    updated_at: seconds,
    auto_resolve_timeout: z.int().describe("Seconds after which an open incident is resolved; 0 = off"),
    auto_resolve_mode: autoResolveMode.describe(COUNTED_FROM),
    is_private: z.boolean(),
    disable_outlier_detection: z.boolean().describe(NOT_IN_EFFECT),
    disable_auto_close: z.boolean(),
    group: group.nullable(),
    flapping: flapping.nullable(),
    progress_to_incident_cnts: z
      .object({ Triggered: z.int(), Processing: z.int() })
      .describe("Open incidents of the last 30 days, each counted up to 1000"),
    is_starred: z.boolean(),
    active_incident_highest_severity: z.enum([...SEVERITIES, ""]),
    last_incident_at: seconds,
    is_external_report_enabled: z.boolean().describe(NOT_IN_EFFECT),
    external_report_token: z.string().describe(NOT_IN_EFFECT),
    may_edit: mayEdit,
  })
  .meta({ id: "ChannelItem" });

/** What people set of a channel. */
const settings = {
  managing_team_ids: z.array(entityId).max(INPUT_LIMITS.managingTeamsMax).optional(),
  description: description.optional(),
  group: group.optional(),
  flapping: flapping.optional(),
  auto_resolve_timeout: z
    .int()
    .min(0)
    .max(INPUT_LIMITS.autoResolveSecondsMax)
    .optional()
    .describe("Seconds after which an open incident is resolved; 0 = off, which is the default"),
  auto_resolve_mode: autoResolveMode.optional().describe(COUNTED_FROM),
  is_private: z.boolean().optional().describe("Seen by its teams, its creator and Admins only"),
  disable_outlier_detection: z.boolean().optional().describe(NOT_IN_EFFECT),
  disable_auto_close: z.boolean().optional(),
  is_external_report_enabled: z.boolean().optional().describe(NOT_IN_EFFECT),
};

const one = z.object({ channel_id: entityId });

/** Makes a channel. What is left out has its default. */
export const channelCreate = operation({
  method: "POST",
  path: "/channel/create",
  summary: "Make a channel",
  tag: "Channels",
  permission: "Channels/Manage",
  input: z.object({
    team_id: entityId,
    channel_name: name(INPUT_LIMITS.placeNameLengthMax),
    ...settings,
    escalate_rule: z.looseObject({}).optional().describe("Refused until escalation is built"),
    plugin_ids: z.array(z.int()).optional().describe("Refused: integrations are made with /integration/create"),
  }),
  output: z.object({ channel_id: entityId, channel_name: z.string(), external_report_token: z.string() }),
});

/** Reads one channel. */
export const channelInfo = operation({
  method: "POST",
  path: "/channel/info",
  summary: "Read a channel",
  tag: "Channels",
  permission: "Channels/Read",
  input: one,
  output: channelItem,
});

/** Changes what is given and keeps the rest. */
export const channelUpdate = operation({
  method: "POST",
  path: "/channel/update",
  summary: "Change a channel; what is left out stays",
  tag: "Channels",
  permission: "Channels/Manage",
  input: one.extend({
    team_id: entityId.optional(),
    channel_name: name(INPUT_LIMITS.placeNameLengthMax).optional(),
    ...settings,
  }),
  output: z.object({ external_report_token: z.string().describe("Empty unless external reports are enabled") }),
});

/** Takes alerts again. */
export const channelEnable = operation({
  method: "POST",
  path: "/channel/enable",
  summary: "Take alerts again",
  tag: "Channels",
  permission: "Channels/Manage",
  input: one,
  output: nothing,
});

/** Takes no new alerts until enabled. */
export const channelDisable = operation({
  method: "POST",
  path: "/channel/disable",
  summary: "Take no new alerts until enabled; pushes are accepted, recoveries still close what is open",
  tag: "Channels",
  permission: "Channels/Manage",
  input: one,
  output: nothing,
});

/** Removes a channel and its private integrations from use. */
export const channelDelete = operation({
  method: "POST",
  path: "/channel/delete",
  summary: "Delete a channel and its private integrations and close what is open in it; refused while a route names it",
  tag: "Channels",
  permission: "Channels/Manage",
  input: one,
  output: nothing,
});

/** Names of many channels; unknown ids are left out. */
export const channelInfos = operation({
  method: "POST",
  path: "/channel/infos",
  summary: "Names of up to 1000 channels; unknown ids are left out",
  tag: "Channels",
  permission: "Channels/Read",
  input: z.object({ channel_ids: z.array(entityIdOrNone).max(1000) }),
  output: z.object({
    items: z.array(
      z.object({ channel_id: entityId, channel_name: z.string(), status: z.enum(["enabled", "disabled"]) }),
    ),
  }),
});

/** Pages through channels. */
export const channelList = operation({
  method: "POST",
  path: "/channel/list",
  summary: "List channels; 100 a page unless `limit` says less",
  tag: "Channels",
  permission: "Channels/Read",
  input: z.object({
    ...page,
    orderby: z.enum(["ranking", "created_at", "updated_at", "channel_name", "last_incident_at"]).optional(),
    asc: z.boolean().optional(),
    is_my_managed: z.boolean().optional(),
    is_my_starred: z.boolean().optional(),
    is_brief: z.boolean().optional().describe("Leaves the counters at zero"),
    is_my_team: z.boolean().optional(),
    team_ids: filterList(entityIdOrNone),
    query,
    channel_ids: filterList(entityIdOrNone),
    channel_name: z.string().max(500).optional().describe("The exact name"),
  }),
  output: pageResult(channelItem),
});

/** Gives a channel the caller's star. */
export const channelStar = operation({
  method: "POST",
  path: "/channel/star",
  summary: "Give a channel your star: stars are your own, and `is_my_starred` lists them",
  tag: "Channels",
  permission: "Channels/Read",
  input: z.object({ channel_id: entityId }),
  output: nothing,
});

/** Takes the caller's star from a channel. */
export const channelUnstar = operation({
  method: "POST",
  path: "/channel/unstar",
  summary: "Take your star from a channel",
  tag: "Channels",
  permission: "Channels/Read",
  input: z.object({ channel_id: entityId }),
  output: nothing,
});
