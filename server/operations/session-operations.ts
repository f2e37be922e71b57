import { memberPasswordReset } from "../../contract/operations/member.ts";
import {
  sessionCreate,
  sessionDelete,
  sessionEnd,
  sessionList,
  setupCreateOwner,
  setupLinkInfo,
} from "../../contract/operations/session.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { changePassword } from "../people/member-store.ts";
import { findPersonToSignIn } from "../people/person-store.ts";
import { endOtherSessions, endSession, listSessions } from "../people/session-store.ts";
import { checkSetUpLink, setUp } from "../people/set-up.ts";
import { createSignInLimit, type SignInLimit } from "../people/sign-in-limit.ts";
import { type BoundOperation, bind, bindOpen } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { signIn } from "./sign-in.ts";

/** `/session/*`, `/setup/*` and the change of one's password. */
export function createSessionOperations(deps: OperationDeps): BoundOperation[] {
  const { database } = deps;
  const limit = createSignInLimit();
  return [
    bindSignIn(deps, limit),
    bindPasswordReset(deps, limit),

    bind(sessionDelete, async (_input, { sessionSecret, cookie }) => {
      if (sessionSecret !== null) {
        await endSession(database, sessionSecret);
        cookie.drop();
      }
      return {};
    }),

    bind(sessionList, async (_input, { person, sessionSecret, now }) => {
      const sessions = await listSessions(database, person.personId, sessionSecret, now);
      return {
        items: sessions.map((session) => ({
          session_id: session.sessionId,
          is_current: session.isCurrent,
          address: session.address,
          user_agent: session.userAgent,
          started_at: toSeconds(session.startedAt),
          seen_at: toSeconds(session.seenAt),
        })),
      };
    }),

    bind(sessionEnd, async (input, { person, sessionSecret }) => ({
      ended: await endOtherSessions(database, person.personId, sessionSecret, input.session_id ?? ""),
    })),

    bindOpen(setupLinkInfo, async ({ token }, { now }) => ({
      expires_at: toSeconds(await checkSetUpLink(database, token, now)),
    })),

    bindOpen(setupCreateOwner, async ({ token, name, email, password }, context) => {
      const wanted = { email, password, ...(name !== undefined && { personName: name }) };
      const owner = await setUp(database, token, wanted, context.now);
      return signIn(database, deps.publicUrl(), owner, context);
    }),
  ];
}

function bindSignIn({ database, publicUrl }: OperationDeps, limit: SignInLimit): BoundOperation {
  return bindOpen(sessionCreate, async (input, context) => {
    const { address, now } = context;
    admit(limit, input.email, address, now);
    const person = await findPersonToSignIn(database, input.email, input.password);
    if (!person) throw new Refusal("Unauthorized", say("wrong_password"));
    limit.succeeded(input.email, address);
    if (person.status === "disabled") {
      throw new Refusal("AccessDenied", say("account_disabled"));
    }
    return signIn(database, publicUrl(), person, context);
  });
}

/** Guesses at the current password count as those at the door do. */
function bindPasswordReset({ database }: OperationDeps, limit: SignInLimit): BoundOperation {
  return bind(memberPasswordReset, async (input, { person, sessionSecret, address, now }) => {
    admit(limit, person.email, address, now);
    const change = { current: input.current_password, wanted: input.new_password };
    if (!(await changePassword(database, person.personId, change, sessionSecret, now))) {
      throw new Refusal("InvalidParameter", sayOf("current_password", "not_your_password"));
    }
    limit.succeeded(person.email, address);
    return {};
  });
}

function admit(limit: SignInLimit, email: string, address: string, now: number): void {
  const admission = limit.admit(email, address, now);
  if (admission.admitted) return;
  throw new Refusal("RequestTooFrequently", say("too_many_passwords"), admission.retryAfterSeconds);
}
