import { useTranslations } from "use-intl";
import { EVENT_STATUSES, type EventStatus } from "../../contract/severity.ts";
import type { FeedItem } from "./feed.ts";

/** A row of a timeline as one sentence. */
export function FeedSentence({ row: { type, detail, creator_id }, who }: { row: FeedItem; who: string }) {
  const t = useTranslations("timeline");
  const word = useTranslations("severity");
  const isByHub = creator_id === 0;
  const severity = word(statusOf(detail.severity));
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
      return isByHub ? t("i_rslv_event") : t("i_rslv", { who });
    case "a_update":
      return detail.status === "Ok" ? t("a_update_ok") : t("a_update", { severity: word(statusOf(detail.status)) });
    case "a_close":
      return isByHub ? t("a_close") : t("a_close_by", { who });
    default:
      return t("unknown", { who, type });
  }
}

function statusOf(value: unknown): EventStatus {
  return EVENT_STATUSES.find((one) => one === value) ?? "Info";
}
