import { useQuery } from "@tanstack/react-query";
import { ADMIN } from "../../contract/role.ts";
import { useMay } from "../api/permissions.ts";
import { whoAmI } from "../api/who-am-i.ts";

/** Whether who is signed in may change a team: with the permission, its creator, its members and Admins do. */
export function useMayEditTeam(team: { creator_id: number; person_ids: readonly number[] }): boolean {
  const { data: me } = useQuery({ ...whoAmI, refetchOnMount: false });
  const managesTeams = useMay("Teams/Manage");
  if (!me || !managesTeams) return false;
  const isAdmin = me.account_role_ids.includes(ADMIN.id);
  return isAdmin || team.creator_id === me.member_id || team.person_ids.includes(me.member_id);
}
