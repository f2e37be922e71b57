import { useTranslations } from "use-intl";
import { EVENT_STATUSES, type EventStatus } from "../../contract/severity.ts";
import type { FeedItem } from "./feed.ts";

/** The reasons for which an alert closes. */
const CLOSINGS = ["event", "window", "incident", "autorslv", "channel"] as const;

/** A row of a timeline as one sentence. */
export function FeedSentence({ row: { type, detail, creator_id }, who }: { row: FeedItem; who: string }) {
  const t = useTranslations("timeline");
  const word = useTranslations("severity");
  const isByHub = creator_id === 0;
  const severity = word(statusOf(detail.severity));
  const closing = CLOSINGS.find((one) => one === detail.from);
  switch (type) {
    case "i_new":
    case "a_new":
      return t(type, { severity });
    case "i_ack":
    case "i_reopen":
    case "i_comm":
      return t(type, { who });
    case "i_unack":
      return t(detail.progress === "Triggered" ? "i_unack_last" : "i_unack", { who });
    case "i_rslv":
      if (!isByHub) return t("i_rslv", { who });
      return t(detail.from === "autorslv" ? "i_rslv_autorslv" : "i_rslv_event");
    case "a_update":
      return detail.status === "Ok" ? t("a_update_ok") : t("a_update", { severity: word(statusOf(detail.status)) });
    case "a_close":
      return t(closing ? `a_close_${closing}` : "a_close", { who });
    default:
      return t("unknown", { who, type });
  }
}

function statusOf(value: unknown): EventStatus {
  return EVENT_STATUSES.find((one) => one === value) ?? "Info";
}
