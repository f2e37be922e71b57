import { startSession } from "../people/session-store.ts";
import type { Queryable } from "../storage/database.ts";
import type { OpenContext } from "./bound-operation.ts";

/** Starts a session in the browser that makes the call. */
export async function signIn(
  db: Queryable,
  publicUrl: string,
  person: { personId: number; personName: string },
  { now, cookie, address, userAgent }: OpenContext,
) {
  const secret = await startSession(db, person.personId, { address, userAgent }, now);
  cookie.keep(secret, { isSecure: publicUrl.startsWith("https:") });
  return { member_id: person.personId, member_name: person.personName };
}
