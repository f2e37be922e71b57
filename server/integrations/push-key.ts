import { randomHex } from "../base/ids.ts";

/** A new push key: 32 hex digits and the account's three-digit suffix. Kept readable, because the page shows the URL. */
export function createPushKey(idSuffix: number): string {
  return randomHex(16) + String(idSuffix).padStart(3, "0");
}

/** Where a sender posts to (`wire.md` §0). */
export function pushUrl(publicUrl: string, pluginType: string, integrationKey: string): string {
  return `${publicUrl}/event/push/alert/${encodeURIComponent(pluginType)}?integration_key=${integrationKey}`;
}
