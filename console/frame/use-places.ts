import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMayOf } from "../api/permissions.ts";
import { whoAmI } from "../api/who-am-i.ts";
import { channels } from "../channels/channel-queries.ts";
import { integrationPage } from "../integrations/integration-queries.ts";
import { useSettled } from "../ui/use-settled.ts";
import { type Place, readRecent } from "./recent-places.ts";

const FOUND_MAX = 8;
const STILL_MS = 120;

/** The places a query leads to: those somebody was at lately, then what the hub finds among all there are. */
export function usePlaces(
  typed: string,
  isOpen: boolean,
): { recent: Place[]; channels: Place[]; integrations: Place[]; isWhole: boolean } {
  const may = useMayOf();
  const query = useSettled(typed.trim(), STILL_MS);
  const { data: me } = useQuery({ ...whoAmI, refetchOnMount: false });
  const { data: foundChannels, isError: lacksChannels } = useQuery({
    ...channels({ query, limit: FOUND_MAX, is_brief: true, orderby: "last_incident_at", asc: false }),
    enabled: isOpen && may("Channels/Read"),
    placeholderData: keepPreviousData,
  });
  const { data: foundIntegrations, isError: lacksIntegrations } = useQuery({
    ...integrationPage({ query, limit: FOUND_MAX, orderby: "last_time", asc: false }),
    enabled: isOpen && may("Integrations/Read"),
  });
  const words = typed.trim().toLowerCase();
  const fits = ({ name }: Place) => name.toLowerCase().includes(words);
  const recent = isOpen && me ? readRecent(me.member_id).filter(fits) : [];
  const isNew = ({ kind, id }: Place) => !recent.some((place) => place.kind === kind && place.id === id);
  const isOffered = (place: Place) => fits(place) && isNew(place);
  return {
    recent,
    isWhole: !lacksChannels && !lacksIntegrations,
    channels: (foundChannels?.items ?? [])
      .map(({ channel_id: id, channel_name: name }) => ({ kind: "channel" as const, id, name }))
      .filter(isOffered),
    integrations: (foundIntegrations?.items ?? [])
      .map(({ integration_id: id, name }) => ({ kind: "integration" as const, id, name }))
      .filter(isOffered),
  };
}
