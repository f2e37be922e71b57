import { queryOptions } from "@tanstack/react-query";
import { memberInfo, memberList } from "../../contract/operations/member.ts";
import { personInfos } from "../../contract/operations/person.ts";
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

/** Names of persons, of those too who are gone. */
export function personNames(personIds: readonly number[]) {
  const ids = personIds.filter((id) => id !== 0).sort((a, b) => a - b);
  return queryOptions({
    queryKey: ["person", "infos", ids],
    queryFn: ({ signal }) => call(personInfos, { person_ids: ids }, signal),
    enabled: ids.length > 0,
    placeholderData: (before) => before,
  });
}

/** Who has a role. */
export function membersOfRole(roleId: number) {
  return queryOptions({
    queryKey: ["member", "list", "role", roleId],
    queryFn: ({ signal }) => call(memberList, { role_id: roleId, limit: PAGE_ROWS_MAX, asc: true }, signal),
  });
}
