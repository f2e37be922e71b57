import { useTranslations } from "use-intl";
import { useChannelNames } from "../channels/channel-name.tsx";
import { TextLink } from "../ui/text-link.tsx";
import type { DeliveryDetail } from "./delivery-facts.tsx";
import { Reasons } from "./verdict-words.tsx";

type ChannelVerdictProps = { integrationId: number; verdict: DeliveryDetail["verdicts"]["events"][number] };

/** What became of an event in one channel, why, and where to look. */
export function ChannelVerdict({ integrationId, verdict }: ChannelVerdictProps) {
  const t = useTranslations("verdicts");
  const { alert_id, incident_id, channel_id, said = [] } = verdict;
  const isHidden = said.some(({ word }) => word === "in_hidden_channel");
  return (
    <div className="delivery-verdict" data-verdict={verdict.verdict}>
      <p className="delivery-sentence">
        {t(verdict.verdict)} <ChannelLink channelId={channel_id} />
        {isHidden && <span>{t("hiddenChannel")}</span>}
        {alert_id && (
          <TextLink className="delivery-link" to="/alert/detail/$alertId" params={{ alertId: alert_id }}>
            {t("alert")}
          </TextLink>
        )}
        {incident_id && (
          <TextLink className="delivery-link" to="/incident/detail/$incidentId" params={{ incidentId: incident_id }}>
            {t("incident")}
          </TextLink>
        )}
      </p>
      {!isHidden && <Reasons integrationId={integrationId} said={said} />}
    </div>
  );
}

function ChannelLink({ channelId }: { channelId: number }) {
  const { nameOf } = useChannelNames();
  if (channelId === 0) return null;
  return (
    <TextLink className="delivery-link" to="/channel/detail/$channelId" params={{ channelId: String(channelId) }}>
      {nameOf(channelId)}
    </TextLink>
  );
}
