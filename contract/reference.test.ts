import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Operation } from "./operation.ts";
import {
  alertEventItem,
  alertEventList,
  alertFeed,
  alertItem,
  alertList,
  feedItem,
  incidentShort,
} from "./operations/alert.ts";
import { channelCreate, channelInfo, channelInfos, channelItem, channelList } from "./operations/channel.ts";
import { incidentAlertList, incidentFeed, incidentItem, incidentList } from "./operations/incident.ts";
import { memberInfo, memberItem } from "./operations/member.ts";
import { personItem } from "./operations/person.ts";
import { routeInfo, routeItem, routeList, routeUpsert } from "./operations/route.ts";
import { teamInfo, teamItem, teamList, teamUpsert } from "./operations/team.ts";

/** Field names of the public wire contract by JSON type, copied from its schemas as facts: clients in the field read these. */
type Fields = Readonly<Partial<Record<"integer" | "string" | "boolean" | "array" | "object" | "number", string>>>;

const ANSWERS: readonly [name: string, ours: z.ZodType, fields: Fields][] = [
  [
    "ChannelItem",
    channelItem,
    {
      integer:
        "channel_id team_id creator_id account_id deleted_at created_at updated_at auto_resolve_timeout last_incident_at",
      array: "managing_team_ids",
      string:
        "channel_name description status auto_resolve_mode active_incident_highest_severity external_report_token",
      boolean: "is_private disable_outlier_detection disable_auto_close is_starred is_external_report_enabled",
      object: "group flapping progress_to_incident_cnts",
    },
  ],
  [
    "AlertItem",
    alertItem,
    {
      string:
        "alert_id title title_rule description alert_severity alert_status alert_key integration_name integration_type integration_ref_id channel_name channel_status responder_name responder_email data_source_name data_source_type data_source_ref_id",
      integer:
        "integration_id data_source_id channel_id account_id start_time last_time end_time created_at updated_at event_cnt",
      object: "labels incident",
      boolean: "ever_muted",
      array: "events images",
    },
  ],
  [
    "AlertInfo",
    alertItem,
    {
      string:
        "alert_id description title title_rule alert_key alert_severity alert_status integration_name integration_type integration_ref_id channel_name channel_status responder_name responder_email data_source_name data_source_type data_source_ref_id",
      integer:
        "integration_id data_source_id channel_id account_id start_time last_time end_time deleted_at created_at updated_at event_cnt",
      object: "labels incident",
      boolean: "ever_muted",
      array: "events images",
    },
  ],
  [
    "AlertEventItem",
    alertEventItem,
    {
      string: "event_id alert_id integration_type title title_rule description alert_key event_severity event_status",
      integer: "account_id channel_id integration_id data_source_id event_time created_at updated_at deleted_at",
      object: "labels",
      array: "images",
    },
  ],
  ["IncidentShort", incidentShort, { string: "incident_id title progress" }],
  [
    "FeedItem",
    feedItem,
    { string: "ref_id type", object: "detail", integer: "account_id creator_id created_at updated_at" },
  ],
  [
    "IncidentFeedItem",
    feedItem,
    { string: "ref_id type", object: "detail", integer: "account_id creator_id deleted_at created_at updated_at" },
  ],
  [
    "IncidentInfo",
    incidentItem,
    {
      string:
        "incident_id dedup_key equals_md5 incident_status incident_severity progress title description ai_summary impact root_cause resolution num frequency group_method reporter_email account_name account_locale account_time_zone channel_name channel_status detail_url silence_url integration_type post_mortem_id data_source_type",
      integer:
        "account_id channel_id integration_id start_time end_time last_time ack_time close_time creator_id closer_id owner_id deleted_at created_at updated_at snoozed_before alert_cnt active_alert_cnt alert_event_cnt data_source_id",
      array:
        "integration_ids integration_types alerts responders links images manual_overrides data_source_ids data_source_types",
      boolean: "ever_muted",
      object: "labels fields assigned_to closer creator owner",
    },
  ],
  [
    "RouteItem",
    routeItem,
    {
      integer: "integration_id version updated_by creator_id deleted_at created_at updated_at",
      array: "cases sections",
      object: "default",
      string: "status",
    },
  ],
  [
    "TeamItem",
    teamItem,
    {
      integer: "account_id team_id updated_by creator_id created_at updated_at",
      string: "team_name description status updated_by_name creator_name ref_id",
      array: "person_ids",
    },
  ],
  [
    "MemberItem",
    memberItem,
    {
      integer: "account_id member_id created_at updated_at",
      string: "member_name country_code phone email locale time_zone avatar status ref_id",
      boolean: "phone_verified email_verified is_external",
      array: "account_role_ids",
    },
  ],
  [
    "PersonItem",
    personItem,
    {
      integer: "account_id person_id",
      string: "person_name avatar locale time_zone email phone as status",
      boolean: "phone_verified email_verified",
    },
  ],
  [
    "MemberInfoResponse",
    memberInfo.output,
    {
      integer: "account_id member_id",
      string:
        "account_name account_avatar account_email account_locale account_time_zone domain member_name phone email country_code avatar locale time_zone status",
      array: "account_role_ids",
      boolean: "phone_verified email_verified is_external",
    },
  ],
];

const REQUESTS: readonly [name: string, ours: Operation, required: string, fields: Fields][] = [
  [
    "CreateChannelRequest",
    channelCreate,
    "team_id channel_name",
    {
      integer: "team_id auto_resolve_timeout",
      array: "managing_team_ids plugin_ids",
      string: "channel_name description auto_resolve_mode",
      object: "escalate_rule group flapping",
      boolean: "is_private disable_outlier_detection disable_auto_close is_external_report_enabled",
    },
  ],
  [
    "ListChannelsRequest",
    channelList,
    "",
    {
      integer: "p limit",
      string: "orderby query channel_name",
      boolean: "asc is_my_managed is_my_starred is_brief is_my_team",
      array: "team_ids channel_ids",
    },
  ],
  ["ChannelInfosRequest", channelInfos, "channel_ids", { array: "channel_ids" }],
  ["ChannelInfoRequest", channelInfo, "channel_id", { integer: "channel_id" }],
  [
    "AlertListRequest",
    alertList,
    "start_time end_time",
    {
      integer: "start_time end_time p limit",
      string: "search_after_ctx alert_severity orderby",
      boolean: "is_active ever_muted asc by_updated_at",
      array: "channel_ids integration_ids alert_ids alert_keys",
    },
  ],
  [
    "AlertFeedRequest",
    alertFeed,
    "alert_id",
    { string: "alert_id", integer: "p limit", boolean: "asc", array: "types" },
  ],
  [
    "AlertEventGlobalListRequest",
    alertEventList,
    "",
    {
      integer: "start_time end_time p limit",
      string: "search_after_ctx severities orderby",
      array: "integration_ids integration_types channel_ids",
      boolean: "asc",
    },
  ],
  [
    "ListIncidentsRequest",
    incidentList,
    "start_time end_time",
    {
      integer: "start_time end_time p limit",
      boolean: "asc is_snoozed is_my_team is_my_channel ever_muted is_rare",
      string: "progress query incident_severity search_after_ctx",
      array: "channel_ids team_ids responder_ids acker_ids creator_ids closer_ids incident_ids nums",
    },
  ],
  [
    "ListIncidentFeedRequest",
    incidentFeed,
    "incident_id",
    { string: "incident_id", integer: "p limit", boolean: "asc", array: "types" },
  ],
  [
    "ListIncidentAlertsRequest",
    incidentAlertList,
    "incident_id",
    { string: "incident_id", boolean: "include_events is_active", integer: "limit p" },
  ],
  ["RouteInfoRequest", routeInfo, "integration_id", { integer: "integration_id" }],
  ["ListRoutesRequest", routeList, "integration_ids", { array: "integration_ids" }],
  [
    "UpsertRouteRequest",
    routeUpsert,
    "integration_id",
    { integer: "integration_id version", array: "cases sections", object: "default" },
  ],
  [
    "TeamUpsertRequest",
    teamUpsert,
    "team_name",
    {
      integer: "team_id",
      string: "team_name description countryCode ref_id",
      array: "person_ids emails phones",
      boolean: "reset_if_name_exist",
    },
  ],
  ["TeamListRequest", teamList, "", { integer: "p limit person_id", string: "orderby query", boolean: "asc" }],
  ["TeamInfoRequest", teamInfo, "", { integer: "team_id", string: "team_name ref_id" }],
];

type ObjectSchema = { properties: Readonly<Record<string, unknown>>; required: readonly string[] };

const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

function shapeOf(schema: z.ZodType, io: "input" | "output"): ObjectSchema {
  const { $ref, $defs, ...own } = z.toJSONSchema(schema, { io });
  return objectSchema.parse($ref ? $defs?.[$ref.replace("#/$defs/", "")] : own);
}

function* fieldsOf(fields: Fields): Generator<[type: string, name: string]> {
  for (const [type, names] of Object.entries(fields)) for (const name of names.split(" ")) yield [type, name];
}

describe("answers", () => {
  test.each(ANSWERS)("%s: every field is always there, with its type", (_name, ours, fields) => {
    const { properties, required } = shapeOf(ours, "output");
    for (const [type, field] of fieldsOf(fields)) {
      expect(required, field).toContain(field);
      if (type !== "object") expect(JSON.stringify(properties[field]), field).toContain(`"type":"${type}"`);
    }
  });
});

describe("requests", () => {
  test.each(REQUESTS)("%s: every field is understood, and no more is asked for", (_name, ours, mandatory, fields) => {
    const { properties, required } = shapeOf(ours.input, "input");
    for (const [type, field] of fieldsOf(fields)) {
      expect(Object.keys(properties)).toContain(field);
      if (type !== "object") expect(JSON.stringify(properties[field]), field).toContain(`"type":"${type}"`);
    }
    for (const field of required) expect(mandatory.split(" ")).toContain(field);
  });

  test.each(REQUESTS)("%s: what we do not know is ignored", (_name, ours) => {
    const reading = ours.input.safeParse({ a_newer_field: 1 });
    expect(JSON.stringify(reading.error?.issues ?? [])).not.toContain("a_newer_field");
  });
});
