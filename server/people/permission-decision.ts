import type { Access } from "../../contract/operation.ts";
import type { Permission } from "../../contract/permission.ts";
import { ADMIN, permissionsOf, rolesHold } from "../../contract/role.ts";

/** What counts of a person when permissions are asked for. */
export type RoleHolder = { personId: number; isOwner: boolean; roleIds: readonly number[] };

/** Whether a person may call an operation, and what is missing when not. */
export type AccessDecision = { outcome: "allowed" } | { outcome: "denied"; missing: Permission };

/** Decides by the union of a person's roles; the owner may do everything. */
export function decideAccess(access: Access, person: RoleHolder): AccessDecision {
  if (access === "anyone" || access === "authenticated" || holds(person, access)) return { outcome: "allowed" };
  return { outcome: "denied", missing: access };
}

/** Whether a person's roles hold a permission. Managing a thing implies reading it. */
export function holds({ isOwner, roleIds }: RoleHolder, permission: Permission): boolean {
  return isOwner || rolesHold(roleIds, permission);
}

/** Whether everything is open to a person whatever team they are in: the owner and Admins (D66). */
export function isAdmin({ isOwner, roleIds }: RoleHolder): boolean {
  return isOwner || roleIds.includes(ADMIN.id);
}

/** Whether somebody's roles may become others, and what forbids it when not. */
export type RoleEditDecision =
  | { outcome: "allowed" }
  | { outcome: "denied"; missing: Permission }
  | { outcome: "owner_stays_admin" };

/** Whoever manages roles changes everyone's; others may only give up roles of their own. The owner stays Admin. */
export function decideRoleEdit(
  caller: RoleHolder,
  member: RoleHolder,
  wantedRoleIds: readonly number[],
): RoleEditDecision {
  const isManager = holds(caller, "Roles/Manage");
  const isOwn = caller.personId === member.personId;
  if (!isManager && !isOwn) return { outcome: "denied", missing: "Roles/Manage" };
  const held = permissionsOf(member.roleIds);
  const isRaise = permissionsOf(wantedRoleIds).some((permission) => !held.includes(permission));
  if (!isManager && isRaise) return { outcome: "denied", missing: "Roles/Manage" };
  if (member.isOwner && permissionsOf(wantedRoleIds).length < held.length) return { outcome: "owner_stays_admin" };
  return { outcome: "allowed" };
}
