import type { IncomingMessage } from "node:http";
import { LIMITS } from "../../contract/limits.ts";
import { say } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import type { ClientAddress } from "../http/client-address.ts";
import type { RateLimiter } from "../http/limits.ts";
import { type BodyAccount, readPushBody } from "../http/push-body.ts";
import type { PushTarget } from "../integrations/flow-integration.ts";
import type { PushDirectory } from "../integrations/push-directory.ts";
import { findKey } from "../sources/arrival.ts";
import { keptHeaders, type PushAddress } from "./push-address.ts";

/** What finding a key in a body works with. */
export type KeyInBodyDeps = { directory: PushDirectory; strangers: RateLimiter; clientAddress: ClientAddress };

/**
 * Reads the body of a push whose key can only be there, and finds whom it is for. Until then nobody knows whose limits apply: so the
 * body is bounded more tightly, and an address may send only so many that hold no valid key. The key is blanked out of what is
 * returned (P11).
 */
export async function findByBody(
  { directory, strangers, clientAddress }: KeyInBodyDeps,
  request: IncomingMessage,
  { source, method, query }: PushAddress,
  { receivedAtMs, body: account }: { receivedAtMs: number; body: BodyAccount },
): Promise<{ target: PushTarget | null; body: Buffer }> {
  const from = clientAddress(request);
  const admission = strangers.admit(from, receivedAtMs);
  if (!admission.admitted) {
    const seconds = admission.retryAfterSeconds;
    throw new Refusal("RequestTooFrequently", say("keys_guessed", { seconds }), seconds);
  }
  const body = await readPushBody(request, account, LIMITS.keyedBodyBytesMax);
  const key = findKey(source, { method, query, headers: keptHeaders(request.headers, source), body });
  if (!key) throw new Refusal("InvalidParameter", say("key_missing"));
  const target = directory.peek(key) ?? (await directory.find(key));
  if (!target) return { target, body };
  strangers.giveBack(from, receivedAtMs);
  // A key that is written in another way, as by escapes, would stay in the journal: nobody sends one so, and nobody may.
  if (!blankOut(body, key)) throw new Refusal("InvalidParameter", say("key_missing"));
  return { target, body };
}

/** Puts stars in the place of a key wherever it stands; false when it stands nowhere. */
function blankOut(body: Buffer, key: string): boolean {
  let at = body.indexOf(key);
  const isThere = at !== -1;
  for (; at !== -1; at = body.indexOf(key, at + key.length)) body.fill("*", at, at + key.length);
  return isThere;
}
