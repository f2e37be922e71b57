import { sessionCreate, sessionDelete, setupCreateOwner } from "../../contract/operations/session.ts";
import { Refusal } from "../base/errors.ts";
import { findPersonToSignIn } from "../people/person-store.ts";
import { endSession } from "../people/session-store.ts";
import { setUp } from "../people/set-up.ts";
import { createSignInLimit } from "../people/sign-in-limit.ts";
import { type BoundOperation, bind, bindOpen } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { signIn } from "./sign-in.ts";

/** `/session/*` and `/setup/*`. */
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

    bindOpen(setupCreateOwner, async ({ token, name, email, password }, context) => {
      const wanted = { email, password, ...(name !== undefined && { personName: name }) };
      const owner = await setUp(database, token, wanted, context.now);
      return signIn(database, deps.publicUrl(), owner, context);
    }),
  ];
}
