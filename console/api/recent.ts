import { PAGE_ROWS_MAX } from "./page-rows.ts";

const DAYS = 30;

/** The newest page of the last days. */
export function recent() {
  const nowSeconds = Math.floor(Date.now() / 1000);
  return { start_time: nowSeconds - DAYS * 86_400, end_time: nowSeconds + 60, limit: PAGE_ROWS_MAX };
}

/** One channel, or all. */
export function within(channelId: number | null) {
  return channelId === null ? {} : { channel_ids: [channelId] };
}
