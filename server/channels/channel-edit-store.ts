import { toSeconds } from "../base/clock.ts";
import { randomHex } from "../base/ids.ts";
import { changeConfig } from "../edits/config-version-store.ts";
import { checkTeams } from "../people/team-store.ts";
import { type Database, violatedConstraint } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { setAutoResolveTimers } from "../timers/timer-store.ts";
import { missingChannel, nameTaken } from "./channel-store.ts";

// A token lives as long as external reports are on: what was handed out before they were off opens nothing afterwards.
const update = statement<{ token: string; autoResolveTimeout: number }>(
  "channel.update",
  `update channel set channel_name = coalesce($2, channel_name), description = coalesce($3, description),
          team_id = coalesce($4, team_id), managing_team_ids = coalesce($5, managing_team_ids), is_private = coalesce($6, is_private),
          auto_resolve_timeout = coalesce($7, auto_resolve_timeout), auto_resolve_mode = coalesce($8, auto_resolve_mode),
          disable_auto_close = coalesce($9, disable_auto_close),
          disable_outlier_detection = coalesce($10, disable_outlier_detection),
          is_external_report_enabled = coalesce($11, is_external_report_enabled), grouping = coalesce($12, grouping),
          flapping = coalesce($13, flapping), updated_at = $14, rules_version = rules_version + 1,
          external_report_token = case when not coalesce($11, is_external_report_enabled) then ''
                                       else coalesce(nullif(external_report_token, ''), $15) end
    where channel_id = $1 and status <> 'deleted' returning external_report_token as token,
      auto_resolve_timeout as "autoResolveTimeout"`,
);

const setStatus = statement<{ channel_id: number }>(
  "channel.set-status",
  "update channel set status = $2, updated_at = $3 where channel_id = $1 and status <> 'deleted' returning channel_id",
);

/** What to change; undefined stays as it is. */
export type ChannelEdit = {
  channelName: string | undefined;
  description: string | undefined;
  teamId: number | undefined;
  managingTeamIds: readonly number[] | undefined;
  isPrivate: boolean | undefined;
  autoResolveTimeout: number | undefined;
  autoResolveMode: "trigger" | "update" | undefined;
  disableAutoClose: boolean | undefined;
  disableOutlierDetection: boolean | undefined;
  isExternalReportEnabled: boolean | undefined;
  group: object | undefined;
  flapping: object | undefined;
};

/** Changes a channel that is not deleted. Returns its token of external reports, empty when they are off. */
export async function updateChannel(
  db: Database,
  channelId: number,
  edit: ChannelEdit,
  nowMs: number,
): Promise<string> {
  const { channelName, description, teamId, managingTeamIds, isPrivate, group, flapping } = edit;
  const { autoResolveTimeout, autoResolveMode, disableAutoClose } = edit;
  const values = [
    ...[channelId, channelName, description, teamId, managingTeamIds, isPrivate, autoResolveTimeout, autoResolveMode],
    ...[disableAutoClose, edit.disableOutlierDetection, edit.isExternalReportEnabled],
    ...[group && JSON.stringify(group), flapping && JSON.stringify(flapping), toSeconds(nowMs), randomHex(16)],
  ];
  try {
    return await changeConfig(db, null, async (tx) => {
      await checkTeams(tx, [...(teamId === undefined ? [] : [teamId]), ...(managingTeamIds ?? [])]);
      const changed = await tx.find(
        update,
        values.map((value) => value ?? null),
      );
      if (!changed) throw missingChannel(channelId);
      const isTimed = autoResolveTimeout !== undefined || autoResolveMode !== undefined;
      const timeoutMs = changed.autoResolveTimeout * 1000;
      if (isTimed && timeoutMs > 0) await setAutoResolveTimers(tx, channelId, timeoutMs, nowMs);
      return changed.token;
    });
  } catch (error) {
    throw violatedConstraint(error) === "channel_name_taken" ? nameTaken(channelName ?? "") : error;
  }
}

/** Enables or disables a channel. Doing it twice is the same as doing it once. */
export async function setChannelStatus(
  db: Database,
  channelId: number,
  status: "enabled" | "disabled",
  nowMs: number,
): Promise<void> {
  await changeConfig(db, null, async (tx) => {
    if (!(await tx.find(setStatus, [channelId, status, toSeconds(nowMs)]))) throw missingChannel(channelId);
  });
}
