import "./channel-settings.css";
import { Button, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { channelDelete, channelDisable, channelEnable } from "../../contract/operations/channel.ts";
import { call } from "../api/call.ts";
import { TypedConfirm } from "../forms/typed-confirm.tsx";
import { Problem } from "../ui/problem.tsx";
import { useLeaveDeleted } from "../ui/use-leave-deleted.ts";
import type { Channel } from "./channel-queries.ts";

/** Takes a channel out of use for a while, or for good. */
export function ChannelDanger({ channel }: { channel: Channel }) {
  const t = useTranslations("channelSettings");
  const [isDeleting, setDeleting] = useState(false);
  const isEnabled = channel.status === "enabled";
  const toggle = useToggle(channel);
  const remove = useRemove(channel.channel_id);
  return (
    <section className="card settings" aria-labelledby="channel-danger">
      <Title order={2} id="channel-danger">
        {t("danger")}
      </Title>
      <div className="deed">
        <div>
          <Text fw={600}>{t(isEnabled ? "disable" : "enable")}</Text>
          <Text c="dimmed">{t(isEnabled ? "disableHint" : "enableHint")}</Text>
        </div>
        <Button variant="default" loading={toggle.isPending} onClick={() => toggle.mutate()}>
          {t(isEnabled ? "disable" : "enable")}
        </Button>
      </div>
      {toggle.error && <Problem error={toggle.error} />}
      <div className="deed">
        <div>
          <Text fw={600}>{t("delete")}</Text>
          <Text c="dimmed">{t("deleteHint")}</Text>
        </div>
        <Button variant="default" onClick={() => setDeleting(true)}>
          {t("deleteShort")}
        </Button>
      </div>
      {isDeleting && (
        <TypedConfirm
          title={t("delete")}
          name={channel.channel_name}
          action={t("delete")}
          deed={remove}
          onClose={() => setDeleting(false)}
        >
          {t("deleteHint")}
        </TypedConfirm>
      )}
    </section>
  );
}

function useToggle({ channel_id, status }: Channel) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(status === "enabled" ? channelDisable : channelEnable, { channel_id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["channel"] }),
  });
}

function useRemove(channelId: number) {
  const leave = useLeaveDeleted();
  return useMutation({
    mutationFn: () => call(channelDelete, { channel_id: channelId }),
    onSuccess: () => leave("channel", channelId),
  });
}
