import type { z } from "zod";
import {
  channelCreate,
  channelInfo,
  channelInfos,
  channelItem,
  channelList,
} from "../../contract/operations/channel.ts";
import { sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { listStarred } from "../channels/channel-star-store.ts";
import {
  type ChannelReading,
  type ChannelRow,
  findChannel,
  insertChannel,
  listChannelNames,
  listChannels,
  missingChannel,
  type NewChannel,
} from "../channels/channel-store.ts";
import { listTeamIdsOf } from "../people/team-store.ts";
import { firstIdOf } from "../storage/id-bounds.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import { listEditableChannels } from "./edit-scope.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { orNull, readPage } from "./paging.ts";

/** Incidents older than this are not counted in `progress_to_incident_cnts` (W8). */
const COUNTED_SECONDS = 30 * 86_400;

/** `/channel/*`. */
export function createChannelOperations(deps: OperationDeps): BoundOperation[] {
  const { database } = deps;
  return [
    bind(channelCreate, async (input, { person, now }) => {
      refuseUnbuilt(input.escalate_rule, input.plugin_ids);
      const channel = readNewChannel(input);
      const { channelId, externalReportToken } = await insertChannel(database, channel, person.personId, now);
      return { channel_id: channelId, channel_name: channel.channelName, external_report_token: externalReportToken };
    }),
    bind(channelInfo, async (input, context) => {
      const row = await findChannel(database, input.channel_id, reading(context));
      if (!row) throw missingChannel(input.channel_id);
      const starred = await listStarred(database, context.person.personId);
      return toItem(row, context, { starred, editable: await listEditableChannels(database, [row], context) });
    }),
    bind(channelInfos, async (input, { hiddenChannelIds }) => ({
      items: await listChannelNames(database, input.channel_ids, hiddenChannelIds),
    })),
    bindChannelList(deps),
  ];
}

/** What is left out has its default. */
function readNewChannel(input: z.output<typeof channelCreate.input>): NewChannel {
  return {
    channelName: input.channel_name,
    description: input.description ?? "",
    teamId: input.team_id,
    managingTeamIds: [...new Set(input.managing_team_ids ?? [])],
    isPrivate: input.is_private ?? false,
    autoResolveTimeout: input.auto_resolve_timeout ?? 0,
    autoResolveMode: input.auto_resolve_mode ?? "trigger",
    disableAutoClose: input.disable_auto_close ?? false,
    disableOutlierDetection: input.disable_outlier_detection ?? false,
    isExternalReportEnabled: input.is_external_report_enabled ?? false,
    group: input.group ?? null,
    flapping: input.flapping ?? null,
  };
}

function bindChannelList({ database }: OperationDeps): BoundOperation {
  return bind(channelList, async (input, context) => {
    const { limit, offset } = readPage(input, 100);
    const starred = await listStarred(database, context.person.personId);
    const wanted = orNull(input.channel_ids);
    const isMine = input.is_my_team || input.is_my_managed;
    const myTeams = isMine ? await listTeamIdsOf(database, context.person.personId) : null;
    const search = {
      channelIds: input.is_my_starred ? starred.filter((id) => wanted?.includes(id) ?? true) : wanted,
      teamIds: orNull(input.team_ids),
      myTeamIds: input.is_my_team ? myTeams : null,
      managedByTeamIds: input.is_my_managed ? myTeams : null,
      channelName: input.channel_name || null,
      query: input.query || null,
      isBrief: input.is_brief ?? false,
      orderby: !input.orderby || input.orderby === "ranking" ? ("created_at" as const) : input.orderby,
      asc: input.asc ?? false,
    };
    const { items, total } = await listChannels(database, { ...search, limit, offset }, reading(context));
    const marks = { starred, editable: await listEditableChannels(database, items, context) };
    return {
      items: items.map((row) => toItem(row, context, marks)),
      total,
      has_next_page: offset + items.length < total,
    };
  });
}

function reading({ now, hiddenChannelIds }: CallContext): ChannelReading {
  return { hiddenChannelIds, sinceId: firstIdOf(toSeconds(now) - COUNTED_SECONDS) };
}

/** Better a clear no than a rule that is kept and never acts (W7). */
function refuseUnbuilt(escalateRule: unknown, pluginIds: readonly number[] | undefined): void {
  if (escalateRule !== undefined) {
    throw new Refusal("InvalidParameter", sayOf("escalate_rule", "escalation_unbuilt"));
  }
  if (pluginIds && pluginIds.length > 0) {
    throw new Refusal("InvalidParameter", sayOf("plugin_ids", "make_integrations"));
  }
}

/** What channels are to the caller, by id. */
type Marks = { starred: readonly number[]; editable: ReadonlySet<number> };

function toItem(row: ChannelRow, { account }: CallContext, marks: Marks): z.input<typeof channelItem> {
  const { triggered, processing, highest_severity, group, flapping, ...stored } = row;
  return {
    ...stored,
    account_id: account.accountId,
    group: readStored(channelItem.shape.group, group),
    flapping: readStored(channelItem.shape.flapping, flapping),
    progress_to_incident_cnts: { Triggered: triggered, Processing: processing },
    is_starred: marks.starred.includes(row.channel_id),
    active_incident_highest_severity: highest_severity,
    may_edit: marks.editable.has(row.channel_id),
  };
}

/** What was stored was read by this schema; reading it again gives it its type back and changes nothing. */
function readStored<Schema extends z.ZodType>(schema: Schema, stored: unknown): z.output<Schema> {
  return schema.parse(stored);
}
