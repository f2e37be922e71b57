import { personInfos } from "../../contract/operations/person.ts";
import { listPersons } from "../people/member-store.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** `/person/infos`. */
export function createPersonOperations({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(personInfos, async (input, { account }) => {
      const persons = await listPersons(database, input.person_ids);
      return {
        items: persons.map((person) => ({
          account_id: account.accountId,
          person_id: person.personId,
          person_name: person.personName,
          avatar: person.avatar,
          locale: person.locale,
          time_zone: person.timeZone,
          email: person.email,
          phone: person.phone,
          phone_verified: false,
          email_verified: false,
          as: person.isOwner ? ("account" as const) : ("member" as const),
          status: person.status,
        })),
      };
    }),
  ];
}
