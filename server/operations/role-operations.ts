import { memberRoleGrant, memberRoleRevoke, memberRoleUpdate, roleList } from "../../contract/operations/role.ts";
import { PERMISSIONS } from "../../contract/permission.ts";
import { ROLES } from "../../contract/role.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { changeRoles } from "../people/member-store.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** What a change makes of the roles a member has. */
type Wanted = (held: readonly number[], given: readonly number[]) => readonly number[];

/** `/member/role/*` and `/role/list`. */
export function createRoleOperations({ database }: OperationDeps): BoundOperation[] {
  const change =
    (wanted: Wanted) =>
    async (input: { member_id: number; role_ids: number[] }, { person, now }: CallContext) => {
      const toWanted = (held: readonly number[]) => wanted(held, input.role_ids);
      const decision = await changeRoles(database, input.member_id, toWanted, person, now);
      if (decision.outcome === "denied") {
        throw new Refusal("AccessDenied", say("needs_for_roles", { permission: decision.missing }));
      }
      if (decision.outcome === "owner_stays_admin") {
        throw new Refusal("InvalidParameter", sayOf("role_ids", "owner_stays_admin"));
      }
      return {};
    };
  return [
    bind(
      memberRoleUpdate,
      change((_held, given) => given),
    ),
    bind(
      memberRoleGrant,
      change((held, given) => [...held, ...given]),
    ),
    bind(
      memberRoleRevoke,
      change((held, given) => held.filter((id) => !given.includes(id))),
    ),
    bind(roleList, async (_input, { account }) => {
      const items = ROLES.map(({ id, name, description, permissions }) => ({
        role_id: id,
        role_name: name,
        description,
        status: "enabled" as const,
        permission_ids: PERMISSIONS.filter((permission) => permissions.includes(permission.name)).map(
          (held) => held.id,
        ),
        editable: false,
        created_at: account.createdAt,
        updated_at: account.createdAt,
      }));
      return { total: items.length, items };
    }),
  ];
}
