import { z } from "zod";
import { email, linkToken, newPassword, nothing, personName } from "../fields.ts";
import { entityId, objectId, storedObjectId } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { seconds } from "../times.ts";

/** Who has been signed in; the answer's cookie holds the session. */
const signedIn = z.object({ member_id: entityId, member_name: z.string() }).meta({ id: "SignedIn" });

/** Signs a person in: the answer sets the session cookie. */
export const sessionCreate = operation({
  method: "POST",
  path: "/session/create",
  summary: "Sign in with e-mail and password; the answer sets the session cookie",
  tag: "Sessions",
  permission: "anyone",
  input: z.object({
    email: z.string().max(INPUT_LIMITS.emailLengthMax),
    password: z.string().max(INPUT_LIMITS.passwordLengthMax),
  }),
  output: signedIn,
});

/** Signs the person out: ends the session of the cookie. */
export const sessionDelete = operation({
  method: "POST",
  path: "/session/delete",
  summary: "Sign out: end the session of the cookie; without effect for an app key",
  tag: "Sessions",
  permission: "authenticated",
  input: z.object({}),
  output: nothing,
});

/** The sessions of who calls. */
export const sessionList = operation({
  method: "POST",
  path: "/session/list",
  summary: "List the browsers you are signed in with",
  tag: "Sessions",
  permission: "authenticated",
  input: z.object({}),
  output: z.object({
    items: z.array(
      z
        .object({
          session_id: storedObjectId,
          is_current: z.boolean().describe("Whether this call is made in it"),
          address: z.string().describe("Where it began"),
          user_agent: z.string(),
          started_at: seconds,
          seen_at: seconds.describe("Exact to a minute"),
        })
        .meta({ id: "SessionItem" }),
    ),
  }),
});

/** Ends sessions of who calls, but not the one the call is made in. */
export const sessionEnd = operation({
  method: "POST",
  path: "/session/end",
  summary: "End one of your other sessions, or all of them when none is named; the one of this call goes on",
  tag: "Sessions",
  permission: "authenticated",
  input: z.object({ session_id: objectId.optional() }),
  output: z.object({ ended: z.int() }),
});

/** Tells how long a set-up link lets in, so that nobody fills in a form in vain. */
export const setupLinkInfo = operation({
  method: "POST",
  path: "/setup/link/info",
  summary: "Whether the token of a set-up link still makes the owner, and until when",
  tag: "Sessions",
  permission: "anyone",
  input: z.object({ token: linkToken }),
  output: z.object({ expires_at: seconds }),
});

/** Makes the owner with the hub's set-up link, and signs the owner in. */
export const setupCreateOwner = operation({
  method: "POST",
  path: "/setup/create-owner",
  summary: "Make the owner with the token of the set-up link; the answer sets the session cookie",
  tag: "Sessions",
  permission: "anyone",
  input: z.object({
    token: linkToken,
    name: personName.optional().describe("Default: the part of the address before the @"),
    email,
    password: newPassword,
  }),
  output: signedIn,
});
