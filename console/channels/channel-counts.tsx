import "./channel-counts.css";
import { useTranslations } from "use-intl";
import type { Channel } from "./channel-queries.ts";

/** The hub counts no further. */
const COUNT_MAX = 1000;

/** How many incidents of a channel are open, and how many of them are in hand. */
export function ChannelCounts({ channel }: { channel: Channel }) {
  const t = useTranslations("channels");
  const { Triggered, Processing } = channel.progress_to_incident_cnts;
  // The hub counts what began in the last 30 days; the worst severity is of all that is open.
  const isOpenLong = channel.active_incident_highest_severity !== "";
  if (Triggered + Processing === 0) return <span className="quiet">{t(isOpenLong ? "openLong" : "noneOpen")}</span>;
  return (
    <span className="counts">
      <span>
        <b>{said(Triggered)}</b> {t("triggered")}
      </span>
      <span>
        <b>{said(Processing)}</b> {t("processing")}
      </span>
    </span>
  );
}

function said(count: number): string {
  return count >= COUNT_MAX ? `${COUNT_MAX}+` : String(count);
}
