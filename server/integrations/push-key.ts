import { randomHex } from "../base/ids.ts";

/** A new push key: 32 hex digits and the account's three-digit suffix. Kept readable, because the page shows the URL. */
export function createPushKey(idSuffix: number): string {
  return randomHex(16) + String(idSuffix).padStart(3, "0");
}

/** The path that senders of one source post to. */
export function pushPath(pluginType: string): string {
  return `/event/push/alert/${encodeURIComponent(pluginType)}`;
}

/** Where a sender posts to (`wire.md` §0). */
export function pushUrl(publicUrl: string, pluginType: string, integrationKey: string): string {
  return `${publicUrl}${pushPath(pluginType)}?integration_key=${integrationKey}`;
}
