import { useQuery } from "@tanstack/react-query";
import { channel } from "../channels/channel-queries.ts";
import { editingTeams } from "../channels/editing-teams.ts";
import { TeamsThatMay } from "../people/teams-that-may.tsx";
import type { Integration } from "./integration-queries.ts";

/** Says to whoever may change integrations, but not this one, who may: whoever may change its channel, too. */
export function MayNotEditIntegration({ integration }: { integration: Integration }) {
  const { team_id: teamId, channel_id: channelId } = integration;
  const { data: own } = useQuery({ ...channel(channelId), enabled: channelId !== 0 });
  if (channelId !== 0 && !own) return null;
  return (
    <TeamsThatMay teamIds={[...new Set([...(teamId === 0 ? [] : [teamId]), ...(own ? editingTeams(own) : [])])]} />
  );
}
