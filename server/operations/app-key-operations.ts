import {
  appKeyCreate,
  appKeyDelete,
  appKeyDisable,
  appKeyEnable,
  appKeyList,
} from "../../contract/operations/app-key.ts";
import { say } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { type AppKeyStatus, createAppKey, listAppKeys, setAppKeyStatus } from "../people/app-key-store.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** `/app-key/*`: everyone's own keys. */
export function createAppKeyOperations({ database }: OperationDeps): BoundOperation[] {
  const setStatus = (status: AppKeyStatus) => async (input: { key_id: string }, context: CallContext) => {
    const wasThere = await setAppKeyStatus(database, context.person.personId, input.key_id, status, context.now);
    if (!wasThere) throw new Refusal("ResourceNotFound", say("no_app_key", { id: input.key_id }));
    return {};
  };
  return [
    bind(appKeyCreate, async ({ key_name: name, member_id: memberId }, { person, now }) => {
      const personId = memberId ?? person.personId;
      if (personId !== person.personId && !person.isOwner) {
        throw new Refusal("AccessDenied", say("owner_makes_keys"));
      }
      const { keyId, key, hint } = await createAppKey(database, { personId, name }, now);
      return { key_id: keyId, key_name: name, key_hint: hint, app_key: key };
    }),
    bind(appKeyList, async (_input, { person }) => {
      const items = await listAppKeys(database, person.personId);
      return { total: items.length, items };
    }),
    bind(appKeyEnable, setStatus("enabled")),
    bind(appKeyDisable, setStatus("disabled")),
    bind(appKeyDelete, setStatus("deleted")),
  ];
}
