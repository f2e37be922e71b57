import { PERMISSIONS, type Permission } from "./permission.ts";

/** A set of permissions that persons are given by name. */
export type Role = { id: number; name: string; description: string; permissions: readonly Permission[] };

function heldBy(role: "Responder" | "Viewer"): Permission[] {
  return PERMISSIONS.filter(({ holders }) => holders.some((holder) => holder === role)).map(({ name }) => name);
}

/** Holds every permission; the owner always has it. */
export const ADMIN: Role = {
  id: 1,
  name: "Admin",
  description: "May do everything",
  permissions: PERMISSIONS.map(({ name }) => name),
};

/** Works with alerts and incidents, and with what leads to them. */
export const RESPONDER: Role = {
  id: 2,
  name: "Responder",
  description: "May do everything but manage members, roles and single sign-on",
  permissions: heldBy("Responder"),
};

/** What new members have unless something else is said (D88). */
export const VIEWER: Role = { id: 3, name: "Viewer", description: "May read", permissions: heldBy("Viewer") };

/** The roles every account has. They are not edited or deleted. */
export const ROLES: readonly Role[] = [ADMIN, RESPONDER, VIEWER];

/** What these roles hold together. */
export function permissionsOf(roleIds: readonly number[]): Permission[] {
  const roles = ROLES.filter(({ id }) => roleIds.includes(id));
  return [...new Set(roles.flatMap(({ permissions }) => permissions))];
}

/** Whether these roles hold a permission. Managing a thing implies reading it. */
export function rolesHold(roleIds: readonly number[], permission: Permission): boolean {
  const enough: string[] = [permission, permission.replace(/\/Read$/, "/Manage")];
  return permissionsOf(roleIds).some((held) => enough.includes(held));
}
