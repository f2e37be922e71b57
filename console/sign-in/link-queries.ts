import { queryOptions } from "@tanstack/react-query";
import { memberInviteInfo } from "../../contract/operations/member.ts";
import { setupLinkInfo } from "../../contract/operations/session.ts";
import { call } from "../api/call.ts";

/** Whether a set-up link works. */
export function setUpLink(token: string) {
  return queryOptions({
    queryKey: ["setup", "link", token],
    queryFn: ({ signal }) => call(setupLinkInfo, { token }, signal),
  });
}

/** Whom an invitation is for. */
export function invitation(token: string) {
  return queryOptions({
    queryKey: ["member", "invite", token],
    queryFn: ({ signal }) => call(memberInviteInfo, { token }, signal),
  });
}
