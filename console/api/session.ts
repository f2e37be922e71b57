import { z } from "zod";
import { operation } from "../../contract/operation.ts";

const session = { method: "POST", tag: "Members", permission: "authenticated", output: z.unknown() } as const;

/** Signs in: the answer sets the session's cookie. */
export const sessionCreate = operation({
  ...session,
  path: "/session/create",
  summary: "Sign in",
  input: z.object({ email: z.string(), password: z.string() }),
});

/** Signs out. */
export const sessionDelete = operation({
  ...session,
  path: "/session/delete",
  summary: "Sign out",
  input: z.object({}),
});
