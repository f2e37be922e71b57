import { z } from "zod";
import { nothing, roleIds } from "../fields.ts";
import { entityId } from "../ids.ts";
import { operation } from "../operation.ts";
import { seconds } from "../times.ts";

const roleChange = z.object({ member_id: entityId, role_ids: roleIds });

/** Sets a member's roles. */
export const memberRoleUpdate = operation({
  method: "POST",
  path: "/member/role/update",
  summary: "Replace a member's roles. Without Roles/Manage: only your own, and only for less",
  tag: "Members",
  permission: "authenticated",
  input: roleChange,
  output: nothing,
});

/** Adds to a member's roles. */
export const memberRoleGrant = operation({
  method: "POST",
  path: "/member/role/grant",
  summary: "Give a member roles",
  tag: "Members",
  permission: "Roles/Manage",
  input: roleChange,
  output: nothing,
});

/** Takes from a member's roles. */
export const memberRoleRevoke = operation({
  method: "POST",
  path: "/member/role/revoke",
  summary: "Take roles from a member. Without Roles/Manage: only your own",
  tag: "Members",
  permission: "authenticated",
  input: roleChange,
  output: nothing,
});

/** The roles there are. */
export const roleList = operation({
  method: "POST",
  path: "/role/list",
  summary: "List roles",
  tag: "Members",
  permission: "authenticated",
  input: z.object({ orderby: z.enum(["created_at", "updated_at"]).optional(), asc: z.boolean().optional() }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z
        .object({
          role_id: z.int(),
          role_name: z.string(),
          description: z.string(),
          status: z.enum(["enabled", "disabled"]),
          permission_ids: z.array(z.int()),
          editable: z.boolean(),
          created_at: seconds,
          updated_at: seconds,
        })
        .meta({ id: "RoleItem" }),
    ),
  }),
});
