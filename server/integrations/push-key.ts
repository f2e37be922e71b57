import { createHash } from "node:crypto";
import { randomHex } from "../base/ids.ts";

/** A new push key: 32 hex digits and the account's three-digit suffix. Kept readable, because the page shows the URL. */
export function createPushKey(idSuffix: number): string {
  return randomHex(16) + String(idSuffix).padStart(3, "0");
}

/** Tells push keys of one integration apart without giving them away: 8 digits of 128 random bits' hash (P11). */
export function fingerprintOf(pushKey: string): string {
  return createHash("sha256").update(pushKey).digest("hex").slice(0, 8);
}

/** Which key a push came with, seen from the one that is current now; empty when it came with none. */
export function keyUsed(keyFingerprint: string, currentKey: string): "current" | "previous" | "" {
  if (keyFingerprint === "") return "";
  return keyFingerprint === fingerprintOf(currentKey) ? "current" : "previous";
}

/** The path that senders of one source post to. */
export function pushPath(pluginType: string): string {
  return `/event/push/alert/${encodeURIComponent(pluginType)}`;
}

/** Where a sender posts to (U1). */
export function pushUrl(publicUrl: string, pluginType: string, integrationKey: string): string {
  return `${publicUrl}${pushPath(pluginType)}?integration_key=${integrationKey}`;
}
