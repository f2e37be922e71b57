import type { z } from "zod";
import { channelDelete, channelDisable, channelEnable, channelUpdate } from "../../contract/operations/channel.ts";
import { createIdSource } from "../base/ids.ts";
import { closeChannel } from "../board/close-channel.ts";
import { type ChannelEdit, setChannelStatus, updateChannel } from "../channels/channel-edit-store.ts";
import { deleteChannel } from "../channels/channel-removal-store.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import { checkChannelEdit } from "./edit-scope.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** `/channel/{update,enable,disable,delete}`: for those a channel belongs to. */
export function createChannelEdits({ database }: OperationDeps): BoundOperation[] {
  const newId = createIdSource();
  const setStatus = (status: "enabled" | "disabled") => async (input: { channel_id: number }, context: CallContext) => {
    await checkChannelEdit(database, input.channel_id, context);
    await setChannelStatus(database, input.channel_id, status, context.now);
    return {};
  };
  return [
    bind(channelUpdate, async (input, context) => {
      await checkChannelEdit(database, input.channel_id, context);
      const token = await updateChannel(database, input.channel_id, readEdit(input), context.now);
      return { external_report_token: token };
    }),
    bind(channelEnable, setStatus("enabled")),
    bind(channelDisable, setStatus("disabled")),
    bind(channelDelete, async (input, context) => {
      await checkChannelEdit(database, input.channel_id, context);
      const by = { personId: context.person.personId, nowMs: context.now, newId };
      await deleteChannel(database, input.channel_id, by, (tx) => closeChannel(tx, input.channel_id, by));
      return {};
    }),
  ];
}

function readEdit(input: z.output<typeof channelUpdate.input>): ChannelEdit {
  return {
    channelName: input.channel_name,
    description: input.description,
    teamId: input.team_id,
    managingTeamIds: input.managing_team_ids && [...new Set(input.managing_team_ids)],
    isPrivate: input.is_private,
    autoResolveTimeout: input.auto_resolve_timeout,
    autoResolveMode: input.auto_resolve_mode,
    disableAutoClose: input.disable_auto_close,
    disableOutlierDetection: input.disable_outlier_detection,
    isExternalReportEnabled: input.is_external_report_enabled,
    group: input.group,
    flapping: input.flapping,
  };
}
