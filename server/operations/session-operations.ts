import { sessionCreate, sessionDelete } from "../../contract/operations/session.ts";
import { Refusal } from "../base/errors.ts";
import { findPersonToSignIn } from "../people/person-store.ts";
import { endSession, startSession } from "../people/session-store.ts";
import { createSignInLimit } from "../people/sign-in-limit.ts";
import type { Queryable } from "../storage/database.ts";
import { type BoundOperation, bind, bindOpen, type OpenContext } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** `/session/*`. */
export function createSessionOperations(deps: OperationDeps): BoundOperation[] {
  const { database } = deps;
  const limit = createSignInLimit();
  return [
    bindOpen(sessionCreate, async (input, context) => {
      const { address, now } = context;
      const admission = limit.admit(input.email, address, now);
      if (!admission.admitted) {
        const message = "too many wrong passwords for this e-mail address, or from where you are: try again later";
        throw new Refusal("RequestTooFrequently", message, admission.retryAfterSeconds);
      }
      const person = await findPersonToSignIn(database, input.email, input.password);
      if (!person) throw new Refusal("Unauthorized", "the e-mail address or the password is wrong");
      limit.succeeded(input.email, address);
      return signIn(database, deps.publicUrl(), person, context);
    }),

    bind(sessionDelete, async (_input, { sessionSecret, cookie }) => {
      if (sessionSecret !== null) {
        await endSession(database, sessionSecret);
        cookie.drop();
      }
      return {};
    }),
  ];
}

/** Starts a session in the browser that makes the call. */
export async function signIn(
  db: Queryable,
  publicUrl: string,
  person: { personId: number; personName: string },
  { now, cookie }: OpenContext,
) {
  const secret = await startSession(db, person.personId, now);
  cookie.keep(secret, { isSecure: publicUrl.startsWith("https:") });
  return { member_id: person.personId, member_name: person.personName };
}
