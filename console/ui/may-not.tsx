import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { type Channel, channel } from "../api/channel-queries.ts";
import type { Integration } from "../api/integration-queries.ts";
import { teamNamesOf } from "../api/people-queries.ts";

/** Says to whoever may change channels, but not this one, who may. */
export function MayNotEditChannel({ channel }: { channel: Channel }) {
  return <MayNot teamIds={teamsOf(channel)} />;
}

/** Says to whoever may change integrations, but not this one, who may: whoever may change its channel, too. */
export function MayNotEditIntegration({ integration }: { integration: Integration }) {
  const { team_id: teamId, channel_id: channelId } = integration;
  const { data: own } = useQuery({ ...channel(channelId), enabled: channelId !== 0 });
  if (channelId !== 0 && !own) return null;
  return <MayNot teamIds={[...new Set([...(teamId === 0 ? [] : [teamId]), ...(own ? teamsOf(own) : [])])]} />;
}

function MayNot({ teamIds }: { teamIds: readonly number[] }) {
  const t = useTranslations("mayNot");
  const format = useFormatter();
  const { data: names } = useQuery(teamNamesOf(teamIds));
  if (teamIds.length > 0 && !names) return null;
  const known = teamIds.flatMap((id) => names?.get(id) ?? []);
  const teams = format.list(known, { type: "conjunction" });
  return (
    <Text size="sm" c="dimmed" mb="md">
      {known.length === 0 ? t("nobody") : t("teams", { teams })}
    </Text>
  );
}

/** The teams that change a channel: its managing ones, or its own where there are none. */
function teamsOf({ team_id, managing_team_ids }: Channel): readonly number[] {
  return managing_team_ids.length > 0 ? managing_team_ids : [team_id];
}
