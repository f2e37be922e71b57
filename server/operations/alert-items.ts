import type { z } from "zod";
import type { alertEventItem, alertItem, feedItem } from "../../contract/operations/alert.ts";
import { inEnglish, said } from "../../contract/saying.ts";
import type { AlertEventRow } from "../alerts/alert-event-search-store.ts";
import type { AlertRow } from "../alerts/alert-list-store.ts";
import type { FeedRowRead } from "../incidents/feed-store.ts";

/** An alert as the wire has it, deprecated twins included. Events are there only when asked for. */
export function toAlertItem(
  row: AlertRow,
  accountId: number,
  events: readonly AlertEventRow[] = [],
): z.input<typeof alertItem> {
  const { incident_id, incident_title, incident_progress, images, ...alert } = row;
  return {
    ...alert,
    account_id: accountId,
    deleted_at: 0,
    integration_ref_id: "",
    data_source_id: row.integration_id,
    data_source_name: row.integration_name,
    data_source_type: row.integration_type,
    data_source_ref_id: "",
    responder_name: "",
    responder_email: "",
    incident: { incident_id, title: incident_title, progress: incident_progress },
    events: events.map((event) => toAlertEventItem(event, accountId)),
    images: [...images],
  };
}

/** An event as the wire has it. */
export function toAlertEventItem(row: AlertEventRow, accountId: number): z.input<typeof alertEventItem> {
  const { day: _, images, ...event } = row;
  return {
    ...event,
    account_id: accountId,
    data_source_id: row.integration_id,
    images: [...images],
    updated_at: row.created_at,
    deleted_at: 0,
  };
}

/** A row of a timeline as the wire has it. Reasons that are kept as data only are put into English too. */
export function toFeedItem(row: FeedRowRead, accountId: number): z.input<typeof feedItem> {
  const { said: kept, ...detail } = row.detail;
  const sayings = said.safeParse(kept);
  const reasons = sayings.success ? { because: inEnglish(sayings.data), said: sayings.data } : {};
  return { ...row, detail: { ...reasons, ...detail }, account_id: accountId, deleted_at: 0 };
}
