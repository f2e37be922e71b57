import { createHash } from "node:crypto";

/** What is kept of an app key, a session or a link. They are 32 random bytes, so one fast hash guards them as well as a slow one. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret, "utf8").digest();
}
