import "./star.css";
import { ActionIcon } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { channelStar, channelUnstar } from "../../contract/operations/channel.ts";
import { call } from "../api/call.ts";
import type { Channel } from "./channel-queries.ts";

/** Gives a channel one's star, or takes it away. */
export function Star({ channel }: { channel: Channel }) {
  const t = useTranslations("channels");
  const queries = useQueryClient();
  const { channel_id, channel_name: name, is_starred: isStarred } = channel;
  const turn = useMutation({
    mutationFn: () => call(isStarred ? channelUnstar : channelStar, { channel_id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["channel"] }),
  });
  // What is pressed shows at once; the hub's answer follows.
  const shown = turn.isPending ? !isStarred : isStarred;
  const Icon = shown ? IconStarFilled : IconStar;
  return (
    <ActionIcon
      className="card-action"
      variant="subtle"
      color="gray"
      aria-label={t("star", { name })}
      aria-pressed={shown}
      onClick={() => turn.mutate()}
    >
      <Icon size={17} aria-hidden className="star" data-starred={shown} />
    </ActionIcon>
  );
}
