import { useQuery } from "@tanstack/react-query";
import type { Permission } from "../../contract/permission.ts";
import { rolesHold } from "../../contract/role.ts";
import { whoAmI } from "./who-am-i.ts";

/** Asks whether who is signed in may do something: what they may not is not offered. The hub decides anew with each call. */
export function useMayOf(): (permission: Permission) => boolean {
  // The door asks who is signed in; asking again for each button would be a call for each.
  const { data } = useQuery({ ...whoAmI, refetchOnMount: false });
  const roleIds = data?.account_role_ids ?? [];
  return (permission) => rolesHold(roleIds, permission);
}

/** Whether who is signed in holds one permission: `useMay("Channels/Manage")`. */
export function useMay(permission: Permission): boolean {
  return useMayOf()(permission);
}
