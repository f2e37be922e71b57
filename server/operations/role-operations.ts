import { memberRoleGrant, memberRoleRevoke, memberRoleUpdate, roleList } from "../../contract/operations/role.ts";
import { PERMISSIONS } from "../../contract/permission.ts";
import { ROLES } from "../../contract/role.ts";
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
        const message = `this needs the permission ${decision.missing}: without it you may only give up roles of your own`;
        throw new Refusal("AccessDenied", message);
      }
      if (decision.outcome === "owner_stays_admin") {
        throw new Refusal("InvalidParameter", "role_ids: the owner of the account stays Admin");
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
