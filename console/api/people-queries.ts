import { queryOptions } from "@tanstack/react-query";
import { memberInfo, memberList } from "../../contract/operations/member.ts";
import { teamInfos, teamList } from "../../contract/operations/team.ts";
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

/** Who has a role. */
export function membersOfRole(roleId: number) {
  return queryOptions({
    queryKey: ["member", "list", "role", roleId],
    queryFn: ({ signal }) => call(memberList, { role_id: roleId, limit: PAGE_ROWS_MAX, asc: true }, signal),
  });
}

/** Names of some teams, by id. */
export function teamNamesOf(teamIds: readonly number[]) {
  const ids = [...new Set(teamIds)].sort((one, other) => one - other).slice(0, PAGE_ROWS_MAX);
  return queryOptions({
    queryKey: ["team", "names", ids],
    queryFn: async ({ signal }) => {
      const { items } = await call(teamInfos, { team_ids: ids }, signal);
      return new Map(items.map(({ team_id, team_name }) => [team_id, team_name]));
    },
    enabled: ids.length > 0,
  });
}
