import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { memberList } from "../../contract/operations/member.ts";
import { personInfos } from "../../contract/operations/person.ts";
import { teamInfo, teamInfos, teamList } from "../../contract/operations/team.ts";
import { call } from "../api/call.ts";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";

/** Rows of a page that people read; what is chosen from has longer ones. */
const PAGE_ROWS = 20;

/** What to list of members; an empty query, role 0 and no status list all. */
export type MemberSearch = { pageNumber: number; query: string; roleId: number; status?: MemberStatus | undefined };

/** How a member stands. */
export type MemberStatus = "enabled" | "pending" | "disabled";

/** A page of members, the newest first. */
export function members({ pageNumber, query, roleId, status }: MemberSearch) {
  const input = { p: pageNumber, limit: PAGE_ROWS, query, role_id: roleId, ...(status && { status }) };
  return queryOptions({
    queryKey: ["member", "list", input],
    queryFn: ({ signal }) => call(memberList, input, signal),
    placeholderData: keepPreviousData,
  });
}

/** Who has a role. */
export function membersOfRole(roleId: number) {
  return queryOptions({
    queryKey: ["member", "list", "role", roleId],
    queryFn: ({ signal }) => call(memberList, { role_id: roleId, limit: PAGE_ROWS_MAX, asc: true }, signal),
  });
}

/** Persons by id, with what they chose for themselves; deleted ones too. */
export function persons(personIds: readonly number[]) {
  const ids = [...new Set(personIds)].filter((id) => id > 0).sort((a, b) => a - b);
  return queryOptions({
    queryKey: ["person", "infos", ids],
    queryFn: ({ signal }) => call(personInfos, { person_ids: ids }, signal),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** The names of persons by id, deleted ones too. */
export function personNames(personIds: readonly number[]) {
  return queryOptions({
    ...persons(personIds),
    select: ({ items }) => new Map(items.map(({ person_id, person_name }) => [person_id, person_name])),
  });
}

/** Teams, as many as can be chosen from. */
export const teams = queryOptions({
  queryKey: ["team", "list"],
  queryFn: ({ signal }) => call(teamList, { limit: PAGE_ROWS_MAX }, signal),
});

/** A page of teams by name. */
export function teamPage(pageNumber: number, query: string) {
  const input = { p: pageNumber, limit: PAGE_ROWS, query, orderby: "team_name", asc: true } as const;
  return queryOptions({
    queryKey: ["team", "list", input],
    queryFn: ({ signal }) => call(teamList, input, signal),
    placeholderData: keepPreviousData,
  });
}

/** One team. */
export function team(teamId: number) {
  return queryOptions({
    queryKey: ["team", "info", teamId],
    queryFn: ({ signal }) => call(teamInfo, { team_id: teamId }, signal),
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
