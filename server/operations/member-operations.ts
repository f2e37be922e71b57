import type { z } from "zod";
import {
  accountInfo,
  memberAcceptInvite,
  memberDelete,
  memberDisable,
  memberEnable,
  memberInfo,
  memberInfoReset,
  memberInvite,
  memberInviteInfo,
  type memberItem,
  memberList,
} from "../../contract/operations/member.ts";
import { type Saying, say, sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import type { Account } from "../people/account-store.ts";
import { acceptInvitation, findInvitation, inviteMembers } from "../people/invitation-store.ts";
import {
  byId,
  deleteMember,
  getMember,
  listMembers,
  type MemberName,
  setMemberStatus,
  updateMember,
} from "../people/member-store.ts";
import { holds } from "../people/permission-decision.ts";
import { findOwner, type Person } from "../people/person-store.ts";
import { type BoundOperation, bind, bindOpen } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { readPage } from "./paging.ts";
import { signIn } from "./sign-in.ts";

/** `/member/*` but roles, and `/account/info`. */
export function createMemberOperations(deps: OperationDeps): BoundOperation[] {
  const { database } = deps;
  return [
    bindMemberInfo(deps),
    bindAccountInfo(deps),
    bind(memberList, async (input, { account }) => {
      const { p, limit, offset } = readPage(input);
      const { items, total } = await listMembers(database, {
        roleId: input.role_id ?? 0,
        query: input.query ?? "",
        status: input.status ?? "",
        orderby: input.orderby ?? "created_at",
        asc: input.asc ?? false,
        limit,
        offset,
      });
      return { p, limit, total, items: items.map((person) => toItem(person, account)) };
    }),
    bindInvite(deps),
    bindOpen(memberInviteInfo, async ({ token }, { account, now }) => {
      const { personName, email, expiresAtMs } = await findInvitation(database, token, now);
      const expires_at = toSeconds(expiresAtMs);
      return { member_name: personName, email, account_name: account.accountName, expires_at };
    }),
    bindOpen(memberAcceptInvite, async (input, context) => {
      const { token, name, password } = input;
      const person = await acceptInvitation(database, { token, name, password }, context.now);
      return signIn(database, deps.publicUrl(), person, context);
    }),
    bindInfoReset(deps),
    ...bindStatus(deps),
    bind(memberDelete, async (input, { now }) => {
      const member = await getMember(database, readName(input));
      if (member.isOwner) throw new Refusal("InvalidParameter", say("owner_not_deleted"));
      await deleteMember(database, member.personId, now);
      return {};
    }),
  ];
}

function bindInvite({ database, publicUrl }: OperationDeps): BoundOperation {
  return bind(memberInvite, async (input, { now }) => {
    const invitations = input.members.map((member) => ({
      email: member.email,
      personName: member.member_name,
      roleIds: member.role_ids,
      locale: member.locale ?? "",
      timeZone: member.time_zone ?? "",
      phone: member.phone ?? "",
      countryCode: member.country_code ?? "",
      refId: member.ref_id ?? "",
    }));
    const items = await inviteMembers(database, invitations, now);
    return {
      items: items.map(({ personId, personName, link }) => ({
        member_id: personId,
        member_name: personName,
        // After a #, so that it reaches neither the log of a proxy nor another site.
        invite_url: `${publicUrl()}/accept-invite#token=${link.token}`,
        expires_at: toSeconds(link.expiresAtMs),
      })),
    };
  });
}

function bindInfoReset({ database }: OperationDeps): BoundOperation {
  return bind(memberInfoReset, async (input, { person, now }) => {
    const { member_id: memberId, updates, ...flat } = input;
    const {
      member_name: personName,
      country_code: countryCode,
      time_zone: timeZone,
      ...same
    } = { ...flat, ...updates };
    const member = await getMember(database, byId(memberId));
    const isContact = same.email !== undefined || same.phone !== undefined || countryCode !== undefined;
    const isFree = memberId === person.personId && !isContact;
    if (!isFree && !holds(person, "Members/Manage")) {
      throw new Refusal("AccessDenied", say("needs_for_profile", { permission: "Members/Manage" }));
    }
    if (member.isOwner && !person.isOwner) throw new Refusal("AccessDenied", say("owner_changes_owner"));
    await updateMember(database, memberId, { ...same, personName, countryCode, timeZone }, now);
    return {};
  });
}

function bindStatus({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(memberEnable, async ({ member_id: memberId }, { now }) => {
      const member = await getMember(database, byId(memberId));
      if (await setMemberStatus(database, memberId, "enabled", now)) return {};
      throw wrongStatus(say("disabled_member"), member);
    }),
    bind(memberDisable, async ({ member_id: memberId }, { now }) => {
      const member = await getMember(database, byId(memberId));
      if (member.isOwner) throw new Refusal("InvalidParameter", say("owner_not_disabled"));
      if (await setMemberStatus(database, memberId, "disabled", now)) return {};
      throw wrongStatus(say("enabled_member"), member);
    }),
  ];
}

function wrongStatus(expected: Saying, { status }: Person): Refusal {
  const got = say("member_is", { status: say(status) });
  return new Refusal("InvalidParameter", sayOf("member_id", "expected", { expected, got }));
}

function readName(input: z.output<typeof memberDelete.input>): MemberName {
  const name = {
    memberId: input.member_id ?? 0,
    memberName: input.member_name ?? "",
    email: input.email ?? "",
    phone: input.phone ?? "",
    countryCode: input.country_code ?? "",
    refId: input.ref_id ?? "",
  };
  if (name.memberId || name.memberName || name.email || name.phone || name.refId) return name;
  const expected = say("one_of_these", { fields: "member_name, email, phone or ref_id" });
  throw new Refusal("InvalidParameter", sayOf("member_id", "expected", { expected, got: say("none_of_them") }));
}

function toItem(person: Person, account: Account): z.input<typeof memberItem> {
  return {
    account_id: account.accountId,
    member_id: person.personId,
    member_name: person.personName,
    country_code: person.countryCode,
    phone: person.phone,
    email: person.email,
    locale: person.locale,
    time_zone: person.timeZone,
    phone_verified: false,
    email_verified: false,
    avatar: person.avatar,
    status: person.status,
    account_role_ids: person.roleIds,
    is_external: false,
    ref_id: person.refId,
    created_at: person.createdAt,
    updated_at: person.updatedAt,
  };
}

function bindMemberInfo({ database }: OperationDeps): BoundOperation {
  return bind(memberInfo, async (_input, { person, account }) => {
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
  });
}

function bindAccountInfo({ database }: OperationDeps): BoundOperation {
  return bind(accountInfo, async (_input, { account }) => {
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
  });
}
