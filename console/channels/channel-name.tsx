import "./channel-name.css";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { channelNames } from "./channel-names.ts";

/** How channels are called, by id; one that is not there, or that is disabled, says so. */
export function useChannelNames() {
  const t = useTranslations("route");
  const { data, error } = useQuery(channelNames);
  const known = new Map(data?.map((channel) => [channel.id, channel]));
  return {
    all: data ?? [],
    error,
    nameOf: (id: number): string => {
      const channel = known.get(id);
      if (!channel) return data ? t("goneChannel", { id: String(id) }) : "…";
      return channel.isEnabled ? channel.name : t("disabledChannel", { name: channel.name });
    },
    /** A channel that a route names cannot be deleted: one that is not among the names is hidden, and nothing is known against it. */
    takesEvents: (id: number): boolean => known.get(id)?.isEnabled !== false,
  };
}

/** Several channels by name. */
export function ChannelNames({ ids }: { ids: readonly number[] }) {
  const { nameOf, takesEvents } = useChannelNames();
  return (
    <span className="route-channels">
      {ids.map((id) => (
        <span key={id} className="route-channel" data-dead={!takesEvents(id) || undefined}>
          {nameOf(id)}
        </span>
      ))}
    </span>
  );
}
