import { accountInfo, memberInfo } from "../../contract/operations/member.ts";
import { findOwner } from "../people/person-store.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** `/member/info` and `/account/info`. */
export function createMemberOperations({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(memberInfo, async (_input, { person, account }) => {
      const owner = await findOwner(database);
      return {
        account_id: account.accountId,
        account_name: account.accountName,
        account_avatar: "",
        account_email: owner?.email ?? "",
        account_role_ids: person.roleIds,
        account_locale: account.locale,
        account_time_zone: account.timeZone,
        domain: account.domain,
        member_id: person.personId,
        member_name: person.personName,
        phone: person.phone,
        phone_verified: false,
        email: person.email,
        email_verified: false,
        country_code: person.countryCode,
        avatar: person.avatar,
        locale: person.locale || account.locale,
        time_zone: person.timeZone || account.timeZone,
        is_external: false,
        status: person.status,
        created_at: person.createdAt,
      };
    }),

    bind(accountInfo, async (_input, { account }) => {
      const owner = await findOwner(database);
      return {
        account_id: account.accountId,
        account_name: account.accountName,
        domain: account.domain,
        extra_domains: [],
        email: owner?.email ?? "",
        phone: "",
        country_code: "",
        avatar: "",
        locale: account.locale,
        time_zone: account.timeZone,
        restrictions: { allow_subdomain: false, email_domains: [], ips: [] },
        mp_plat: "",
        mp_account_id: "",
        created_at: account.createdAt,
      };
    }),
  ];
}
