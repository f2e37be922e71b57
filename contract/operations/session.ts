import { z } from "zod";
import { email, linkToken, newPassword, nothing, personName } from "../fields.ts";
import { entityId } from "../ids.ts";
import { operation } from "../operation.ts";

/** Who has been signed in; the answer's cookie holds the session. */
const signedIn = z.object({ member_id: entityId, member_name: z.string() }).meta({ id: "SignedIn" });

/** Signs a person in: the answer sets the session cookie. */
export const sessionCreate = operation({
  method: "POST",
  path: "/session/create",
  summary: "Sign in with e-mail and password; the answer sets the session cookie",
  tag: "Sessions",
  permission: "anyone",
  input: z.object({ email: z.string().max(255), password: z.string().max(1024) }),
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
