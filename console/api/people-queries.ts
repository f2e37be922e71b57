import { queryOptions } from "@tanstack/react-query";
import { memberInfo } from "../../contract/operations/member.ts";
import { teamList } from "../../contract/operations/team.ts";
import { call } from "./call.ts";
import { PAGE_ROWS_MAX } from "./page-rows.ts";

/** Who is signed in. */
export const whoAmI = queryOptions({
  queryKey: ["member", "info"],
  queryFn: ({ signal }) => call(memberInfo, {}, signal),
});

/** Teams. */
export const teams = queryOptions({
  queryKey: ["team", "list"],
  queryFn: ({ signal }) => call(teamList, { limit: PAGE_ROWS_MAX }, signal),
});
